#pragma once

#include <QObject>

#include <memory>

class QSocketNotifier;

namespace chat {

/// Tells, inside the event loop, that the operating system wants the program to end: SIGTERM and
/// SIGINT on Unix. Elsewhere it never tells. At most one at a time.
class StopSignal : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY(StopSignal)

public:
    explicit StopSignal(QObject *parent = nullptr);
    ~StopSignal() override;

Q_SIGNALS:
    void received();

private:
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace chat
