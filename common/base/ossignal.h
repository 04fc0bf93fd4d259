#pragma once

#include <QObject>

#include <memory>

class QSocketNotifier;

namespace chat {

/// Tells, inside the event loop, what the operating system wants of the program. Elsewhere than on
/// Unix it never tells. At most one at a time of each kind.
class OsSignal : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY(OsSignal)

public:
    enum class Wish {
        Stop, // SIGTERM, SIGINT
        Reload, // SIGHUP: read again what may have changed on the disk
    };

    explicit OsSignal(Wish wish, QObject *parent = nullptr);
    ~OsSignal() override;

Q_SIGNALS:
    void received();

private:
    Wish m_wish;
    int m_readEnd = -1;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace chat
