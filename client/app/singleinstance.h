#pragma once

#include <QLocalServer>
#include <QLocalSocket>
#include <QLockFile>

namespace chat {

/// Sees to it that a profile is open once on this machine: two programs would send the same unsent
/// lines, and push each other off the server.
class SingleInstance final : public QObject
{
    Q_OBJECT

public:
    /// `place` is a file that only this profile has; a lock is put beside it.
    explicit SingleInstance(const QString &place, QObject *parent = nullptr);

    /// Whether this program is the first one. If not, the first one is asked to show itself, and
    /// what `address` names, if anything. A lock whose program was killed does not count.
    bool claim(const QString &address = {});

Q_SIGNALS:
    /// Another one was started, perhaps with an address (as it was given; at most addressBytes).
    void raiseWanted(const QString &address);

private:
    static constexpr qint64 addressBytes = 2048;
    void hear(QLocalSocket *caller);

    QString m_name; // of the local socket
    QLockFile m_lock;
    QLocalServer m_server;
};

} // namespace chat
