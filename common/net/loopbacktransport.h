#pragma once

#include "common/base/literals.h"
#include "common/protocol/transport.h"

#include <QPointer>

#include <memory>
#include <utility>

namespace chat {

/// A transport in memory, for tests: what one end sends, the other receives at the next turn of
/// the event loop.
class LoopbackTransport final : public Transport
{
    Q_OBJECT

public:
    /// Two connected ends. Both are Open after the next turn of the event loop.
    static std::pair<std::unique_ptr<LoopbackTransport>, std::unique_ptr<LoopbackTransport>> pair();

    ~LoopbackTransport() override;

    State state() const override { return m_state; }
    void send(const Frame &frame) override;
    void ping() override;
    void close(chat::CloseCode code, const QString &text) override;
    void abort() override;
    qint64 backlog() const override { return m_backlog; }
    void setFrameLimit(qint64) override { }
    QString peerName() const override { return m_peerName; }

    /// Where the other end comes from, by its own account.
    void setPeerName(const QString &name) { m_peerName = name; }
    /// While held, pings go unanswered and frames to the other end pile up in backlog().
    void setHeld(bool isHeld);

private:
    LoopbackTransport() = default;
    void deliver(const QByteArray &json);
    void end(const CloseReason &reason);

    QPointer<LoopbackTransport> m_other;
    State m_state = State::Connecting;
    QString m_peerName = u"loopback"_s;
    bool m_isHeld = false;
    qint64 m_backlog = 0;
    QList<Frame> m_waiting;
};

} // namespace chat
