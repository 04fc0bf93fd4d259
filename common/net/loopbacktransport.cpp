#include "common/net/loopbacktransport.h"

#include <utility>

namespace chat {

std::pair<std::unique_ptr<LoopbackTransport>, std::unique_ptr<LoopbackTransport>>
LoopbackTransport::pair()
{
    // The constructor is private, so std::make_unique can not be used.
    std::unique_ptr<LoopbackTransport> a(new LoopbackTransport);
    std::unique_ptr<LoopbackTransport> b(new LoopbackTransport);
    a->m_other = b.get();
    b->m_other = a.get();
    for (LoopbackTransport *end : { a.get(), b.get() }) {
        QMetaObject::invokeMethod(
            end,
            [end] {
                if (end->m_state != State::Connecting)
                    return; // given up already
                end->m_state = State::Open;
                Q_EMIT end->opened();
            },
            Qt::QueuedConnection);
    }
    return { std::move(a), std::move(b) };
}

LoopbackTransport::~LoopbackTransport()
{
    constexpr int goingAway = 1001; // RFC 6455, 7.4.1; a QWebSocket says so when it is destroyed
    if (m_other && m_state == State::Open)
        QMetaObject::invokeMethod(
            m_other,
            [other = m_other.data()] { other->end({ .code = goingAway, .isClean = true }); },
            Qt::QueuedConnection);
}

void LoopbackTransport::send(const Frame &frame)
{
    if (m_state != State::Open || !m_other)
        return;
    if (m_isHeld) {
        m_waiting.append(frame);
        m_backlog += frame.webSocketBytes().size();
        return;
    }
    const QByteArray json = frame.json().toByteArray();
    QMetaObject::invokeMethod(
        m_other, [other = m_other.data(), json] { other->deliver(json); }, Qt::QueuedConnection);
}

void LoopbackTransport::deliver(const QByteArray &json)
{
    if (m_state == State::Open)
        tellReceived(json);
}

void LoopbackTransport::ping()
{
    if (m_state == State::Open && m_other && !m_isHeld)
        QMetaObject::invokeMethod(
            this, [this] { tellPonged(); }, Qt::QueuedConnection);
}

void LoopbackTransport::close(chat::CloseCode code, const QString &text)
{
    if (m_state == State::Closing || m_state == State::Closed)
        return;
    m_state = State::Closing;
    const CloseReason reason { .code = int(code), .text = text, .isClean = true };
    for (LoopbackTransport *end : { m_other.data(), this }) {
        if (end)
            QMetaObject::invokeMethod(
                end, [end, reason] { end->end(reason); }, Qt::QueuedConnection);
    }
}

void LoopbackTransport::abort()
{
    if (m_other)
        QMetaObject::invokeMethod(
            m_other, [other = m_other.data()] { other->end({}); }, Qt::QueuedConnection);
    end({});
}

void LoopbackTransport::end(const CloseReason &reason)
{
    if (std::exchange(m_state, State::Closed) != State::Closed)
        tellClosed(reason);
}

void LoopbackTransport::setHeld(bool isHeld)
{
    m_isHeld = isHeld;
    if (isHeld)
        return;
    m_backlog = 0;
    for (const Frame &frame : std::exchange(m_waiting, {}))
        send(frame);
}

} // namespace chat
