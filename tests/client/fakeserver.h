#pragma once

#include "client/core/reconnectingsocket.h"
#include "common/net/loopbacktransport.h"
#include "common/protocol/peer.h"

#include <QTest>

namespace chat {

/// A request as the server end saw it.
template <class E>
struct Asked
{
    E event;
    std::optional<RequestId> id;
};

/// What connecting to a port where nobody listens looks like, or to one that ends it otherwise.
class RefusedTransport final : public Transport
{
public:
    explicit RefusedTransport(CloseReason reason = {})
        : m_reason(std::move(reason))
    {
        QMetaObject::invokeMethod(this, &RefusedTransport::abort, Qt::QueuedConnection);
    }

    State state() const override { return m_state; }
    void send(const Frame &) override { }
    void ping() override { }
    void close(chat::CloseCode, const QString &) override { abort(); }
    void abort() override
    {
        if (std::exchange(m_state, State::Closed) == State::Closed)
            return;
        Q_EMIT failed(u"connection refused"_s);
        tellClosed(m_reason);
    }
    qint64 backlog() const override { return 0; }
    void setFrameLimit(qint64) override { }
    QString peerName() const override { return u"nobody"_s; }

private:
    CloseReason m_reason;
    State m_state = State::Connecting;
};

/// The server's end of a conversation, led by the test: it expects requests and says the answers.
class FakeServer : public QObject
{
public:
    explicit FakeServer(const Clock &clock)
        : m_clock(clock)
    {
    }

    /// A new connection to this server; the one before is forgotten.
    TransportFactory factory()
    {
        return [this]() -> std::unique_ptr<Transport> {
            ++connections;
            m_heard.clear();
            if (isDown)
                return std::make_unique<RefusedTransport>();
            auto [client, far] = LoopbackTransport::pair();
            near = client.get();
            peer = std::make_unique<Peer>(std::move(far), m_clock, Heartbeat {});
            connect(peer.get(), &Peer::received, this,
                    [this](const Envelope &envelope) { m_heard.append(envelope); });
            connect(peer.get(), &Peer::closed, this,
                    [this](const CloseReason &reason) { lastClose = reason; });
            return std::move(client);
        };
    }

    /// The next request of this kind that was not taken yet; others stay for later. An empty one
    /// when none comes, and then `hasFailed` is set.
    template <Event E>
    Asked<E> expect()
    {
        const auto isHere = [this] { return indexOf(E::wireName) >= 0; };
        if (!QTest::qWaitFor(isHere)) {
            hasFailed = true;
            qWarning("expected \"%s\"", E::wireName.data());
            return {};
        }
        const Envelope envelope = m_heard.takeAt(indexOf(E::wireName));
        const Result<E> event = fromJson<E>(envelope.data);
        hasFailed = hasFailed || !event;
        return { event ? *event : E {}, envelope.id };
    }

    /// How many of this kind have come and were not taken, once the line is quiet.
    template <Event E>
    int waiting()
    {
        settle();
        return int(std::ranges::count(m_heard, QString(E::wireName), &Envelope::type));
    }

    /// Lets everything arrive that is on its way.
    static void settle()
    {
        for (int turn = 0; turn < 10; ++turn)
            QCoreApplication::processEvents();
    }

    template <Event E>
    void push(const E &event)
    {
        peer->tell(event);
        settle();
    }
    template <Event E, Event Reply>
    void answer(const Asked<E> &asked, const Reply &reply)
    {
        peer->reply(asked.id, reply);
        settle();
    }
    template <Event E>
    void refuse(const Asked<E> &asked, const Error &error)
    {
        peer->refuse(asked.id, error);
        settle();
    }
    /// As if the cable was cut.
    void cut()
    {
        peer->abort();
        settle();
    }

    std::unique_ptr<Peer> peer;
    QPointer<LoopbackTransport> near; // the client's end
    int connections = 0;
    bool isDown = false; // nobody listens
    bool hasFailed = false;
    CloseReason lastClose;

private:
    qsizetype indexOf(QLatin1StringView type) const
    {
        const auto found = std::ranges::find(m_heard, QString(type), &Envelope::type);
        return found == m_heard.end() ? -1 : found - m_heard.begin();
    }

    const Clock &m_clock;
    QList<Envelope> m_heard;
};

} // namespace chat
