#pragma once

#include <QLocalServer>
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

    /// Whether this program is the first one. If not, the first one is asked to show itself.
    /// A lock whose program was killed does not count.
    bool claim();

Q_SIGNALS:
    /// Another one was started.
    void raiseWanted();

private:
    QString m_name; // of the local socket
    QLockFile m_lock;
    QLocalServer m_server;
};

} // namespace chat
