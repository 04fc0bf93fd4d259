#pragma once

#include "common/base/tokenbucket.h"
#include "common/protocol/dispatcher.h"
#include "common/protocol/transport.h"

#include <QHash>
#include <QPointer>

#include <functional>
#include <memory>

namespace chat {

/// How an end keeps watch over the other one. Zero turns a rule off.
struct Heartbeat
{
    std::chrono::milliseconds pingEvery { 0 }; // ping this often ...
    std::chrono::milliseconds pongWait { 0 }; // ... and close with NoAnswer when none comes in time
    std::chrono::milliseconds silence { 0 }; // abort when nothing at all was heard for so long
    std::chrono::milliseconds headStart { 0 }; // the first ping comes so much earlier

    /// `headStart` is different for each of many: those who came at once are not pinged at once.
    static Heartbeat ofServer(std::chrono::milliseconds headStart = {});
    static Heartbeat ofClient();
};

/// The other end of a connection, with the bookkeeping of requests and replies. Both programs use
/// it. Has no timer: its owner calls check() when that said so.
///
/// Replies and pushes arrive in the order in which they were sent: a reply's callback runs before
/// the next frame is looked at.
class Peer : public QObject, private Transport::Listener
{
    Q_OBJECT
    Q_DISABLE_COPY(Peer)

public:
    /// Who is told without signals, before them; see Transport.
    class Listener
    {
    public:
        virtual void onReceived(const chat::Envelope &envelope) = 0;
        virtual void onGarbled(const chat::Error &error) = 0;
        virtual void onClosed(const chat::CloseReason &reason) = 0;

    protected:
        ~Listener() = default;
    };

    Peer(std::unique_ptr<Transport> transport, const Clock &clock, Heartbeat heartbeat,
         QObject *parent = nullptr);
    ~Peer() override;

    /// At most one; null for none. It is to outlive the peer.
    void setListener(Listener *listener) { m_listener = listener; }

    Transport &transport() const { return *m_transport; }

    /// Calls `done` exactly once, unless `context` or this peer dies before: with the reply, with
    /// the refusal, or with Unavailable when there is no connection, when it ends, or when nothing
    /// comes for limits::requestWait. Never before this returns.
    template <AnsweredRequest E>
    void request(const E &event, QObject *context,
                 std::function<void(Result<typename E::Reply>)> done)
    {
        const RequestId id = remember(
            E::Reply::wireName, context, [done = std::move(done)](Result<QJsonValue> data) {
                done(data ? fromJson<typename E::Reply>(*data) : data.error());
            });
        send(Frame::of(event, id));
    }

    /// Says something that is not answered.
    template <Event E>
    void tell(const E &event)
    {
        send(Frame::of(event));
    }

    /// Answers a request; `id` is what the request carried, if anything.
    template <Event E>
    void reply(std::optional<RequestId> id, const E &event)
    {
        send(Frame::of(event, id));
    }
    void refuse(std::optional<RequestId> id, const Error &error);

    void send(const Frame &frame);
    /// A send that finds more than this many bytes waiting closes with TooSlow instead: one slow
    /// reader costs this much plus one frame. One who goes on talking without reading, so that
    /// pongs pile up, is cut off. Unlimited unless set.
    void setOutboundBudget(qint64 bytes) { m_outboundBudget = bytes; }
    /// Who spends more on frames that are no messages, see Transport::heard(), is closed with
    /// TooFast. Unlimited unless set.
    void setControlBudget(TokenBucket bytes) { m_controlBudget = bytes; }
    /// A frame of more values than this is garbled.
    void setElementLimit(qsizetype elements) { m_mostElements = elements; }

    void close(CloseCode code, const QString &text);
    void abort();

    /// Expires requests and keeps the heartbeat. Answers when to call it again.
    Instant check();

Q_SIGNALS:
    void opened();
    /// Anything that is not the answer to a request of ours.
    void received(const chat::Envelope &envelope);
    /// A frame that could not be read.
    void garbled(const chat::Error &error);
    void failed(const QString &what);
    void closed(const chat::CloseReason &reason);

private:
    using Done = std::function<void(Result<QJsonValue>)>;
    struct Pending
    {
        QString replyType;
        QPointer<QObject> context;
        Done done;
        Instant due;
    };

    RequestId remember(QLatin1StringView replyType, QObject *context, Done done);
    void onReceived(const QByteArray &json) override;
    void onHeard(qint64 controlBytes) override;
    void onPonged() override;
    void onClosed(const CloseReason &reason) override;
    bool settle(const Envelope &envelope);
    void fail(RequestId id, const Error &error);
    void expireRequests(Instant now);
    void keepHeartbeat(Instant now);
    Instant nextCheck(Instant now) const;
    void tellReceived(const Envelope &envelope);
    void tellGarbled(const Error &error);
    void tellClosed(const CloseReason &reason);
    bool isOverBudget() const;
    void closeAsSlow();
    void closeAsFast();

    std::unique_ptr<Transport> m_transport;
    Listener *m_listener = nullptr;
    const Clock &m_clock;
    Heartbeat m_heartbeat;
    QHash<RequestId, Pending> m_pending;
    RequestId m_lastId = 0;
    qint64 m_outboundBudget = 0;
    std::optional<TokenBucket> m_controlBudget;
    qsizetype m_mostElements = limits::answerElements;
    bool m_isSlow = false;
    bool m_isFast = false;
    Instant m_heardAt;
    Instant m_pingedAt;
    bool m_awaitsPong = false;
};

} // namespace chat
