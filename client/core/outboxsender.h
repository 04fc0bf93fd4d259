#pragma once

#include "client/core/outbox.h"
#include "client/core/reconnectingsocket.h"
#include "client/core/roomstore.h"

namespace chat {

/// Sends what the outbox holds, when it can be sent, and shows in the rooms how far each line has
/// come. A line that gets no answer is sent again on the next connection under the same tag, which
/// the server stores once.
class OutboxSender : public QObject
{
    Q_OBJECT

public:
    /// `store` may be null. All references must outlive this object.
    OutboxSender(ReconnectingSocket &socket, RoomStore &rooms, const Clock &clock,
                 OutboxStore *store);

    const Outbox &outbox() const { return m_outbox; }
    /// As whom the lines are shown until the server says it.
    void setAuthor(const Authenticated &author) { m_author = author; }

    /// Takes a line, which must have a tag: keeps it, shows it, sends it when it can be.
    void add(const SendMessage &message);
    /// The person wants a failed line tried again, or forgotten.
    void retry(const Tag &tag);
    void discard(const Tag &tag);

    /// Shows the waiting lines of a room that has just been opened.
    void showIn(Room &room);
    /// A message of the room's log: if it is one of ours, that is as good as its ack.
    void noteStored(const Message &message);
    /// Nothing can be said in this room, for good: its lines have failed.
    void failRoom(const RoomId &room, const Error &error);

    /// Sends what may be sent now: lines of live rooms, while online and not told to wait.
    void flush();
    void connectionLost();
    /// When to call flush() even if nothing happens.
    std::optional<Instant> due() const { return m_pausedUntil; }

Q_SIGNALS:
    void stored(const chat::Tag &tag, chat::Seq seq);
    void failed(const chat::Tag &tag, const chat::Error &error);
    /// due() has changed.
    void paused();

private:
    using Answer = Result<MessageAccepted>;
    void send(const SendMessage &message);
    void onAnswer(const Tag &tag, Instant sentAt, const Answer &answer);
    void onRefused(const Tag &tag, Instant sentAt, const Error &error);
    void accept(const Tag &tag, const MessageAccepted &accepted);
    void fail(const Tag &tag, const Error &error);
    void forget(const Tag &tag);
    void show(const Tag &tag, DeliveryState state, const std::optional<Error> &failure = {});
    std::optional<Error> problemWith(const SendMessage &message) const;
    Message rowOf(const SendMessage &message) const;

    ReconnectingSocket &m_socket;
    RoomStore &m_rooms;
    const Clock &m_clock;
    OutboxStore *m_store;
    Outbox m_outbox;
    Authenticated m_author;
    std::optional<Instant> m_pausedUntil; // the server said "later"
};

} // namespace chat
