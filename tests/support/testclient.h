#pragma once

#include "common/protocol/peer.h"
#include "tests/support/waiting.h"

namespace chat {

/// A client for tests: asks and waits for the answer, and keeps all else that it was sent.
///
/// Everything that the server said before an answer has arrived with it, so after any ask() the
/// absence of a push is a fact and not a matter of waiting.
class TestClient : public QObject
{
public:
    TestClient(std::unique_ptr<Transport> transport, const Clock &clock)
        : m_peer(std::move(transport), clock, Heartbeat {})
    {
        connect(&m_peer, &Peer::received, this,
                [this](const Envelope &envelope) { m_received.append(envelope); });
        connect(&m_peer, &Peer::closed, this,
                [this](const CloseReason &reason) { m_closed = reason; });
    }

    Peer &peer() { return m_peer; }
    /// How the connection ended; nothing while it lasts.
    const std::optional<CloseReason> &closed() const { return m_closed; }
    bool waitForClose() const
    {
        return waitUntil([this] { return m_closed.has_value(); });
    }

    template <AnsweredRequest E>
    Result<typename E::Reply> ask(const E &event)
    {
        std::optional<Result<typename E::Reply>> answer;
        m_peer.request(event, this, [&answer](Result<typename E::Reply> result) {
            answer.emplace(std::move(result));
        });
        if (!waitUntil([&answer] { return answer.has_value(); }))
            return Error { .code = ErrorCode::Unavailable, .detail = u"the test got no answer"_s };
        return *std::move(answer);
    }

    template <Event E>
    void tell(const E &event)
    {
        m_peer.tell(event);
    }
    /// Any text as a frame.
    void tellRaw(const QByteArray &json) { m_peer.send(Frame::fromJson(json)); }

    /// Waits until everything that was said so far is answered for, in both directions.
    void settle() { (void)ask(ListRooms {}); }

    Authenticated authenticate(const QString &name, const QString &token = {})
    {
        Authenticate request { .name = name };
        if (!token.isEmpty())
            request.token = token;
        const auto answer = ask(request);
        m_self = answer ? *answer : Authenticated {};
        return m_self;
    }
    const Authenticated &self() const { return m_self; }

    Result<RoomHistory> join(const QString &room)
    {
        return ask(JoinRoom { .roomId = RoomId::fromText(room) });
    }
    Result<MessageAccepted> say(const QString &room, const QString &content,
                                const QString &tag = {})
    {
        SendMessage message { .roomId = RoomId::fromText(room), .content = content };
        if (!tag.isEmpty())
            message.tag = Tag::fromText(tag);
        return ask(message);
    }

    /// Every event of this type that has come and was no answer, in order.
    template <Event E>
    QList<E> all() const
    {
        QList<E> events;
        for (const Envelope &envelope : m_received) {
            if (envelope.type != E::wireName)
                continue;
            const Result<E> event = fromJson<E>(envelope.data);
            if (event)
                events.append(*event);
        }
        return events;
    }
    template <Event E>
    qsizetype count() const
    {
        return all<E>().size();
    }
    /// Waits until there are at least `count` of them.
    template <Event E>
    bool waitFor(qsizetype count = 1) const
    {
        return waitUntil([this, count] { return this->count<E>() >= count; });
    }
    /// The ids that refusals carried that were no answer to an ask().
    QList<std::optional<RequestId>> refusalIds() const
    {
        QList<std::optional<RequestId>> ids;
        for (const Envelope &envelope : m_received) {
            if (envelope.type == Refusal::wireName)
                ids.append(envelope.id);
        }
        return ids;
    }
    /// The answers, in order, to what was sent by tellRaw() with an id, as "17 room-history" or
    /// "17 not-a-member".
    QStringList unaskedAnswers() const
    {
        QStringList answers;
        for (const Envelope &envelope : m_received) {
            if (!envelope.id)
                continue;
            const bool isRefusal = envelope.type == Refusal::wireName;
            const QString what = isRefusal ? envelope.data[u"code"].toString() : envelope.type;
            answers << u"%1 %2"_s.arg(*envelope.id).arg(what);
        }
        return answers;
    }
    void forget() { m_received.clear(); }

private:
    Peer m_peer;
    Authenticated m_self;
    QList<Envelope> m_received;
    std::optional<CloseReason> m_closed;
};

} // namespace chat
