#pragma once

#include "client/core/outbox.h"
#include "client/core/reconnectingsocket.h"
#include "client/core/roomstore.h"
#include "client/store/clientstore.h"

namespace chat {

/// Sends what the outbox holds, when it can be sent, and shows in the rooms how far each line has
/// come. A line that gets no answer is sent again on the next connection under the same tag, which
/// the server stores once.
class OutboxSender : public QObject
{
    Q_OBJECT

public:
    /// All references must outlive this object.
    OutboxSender(ReconnectingSocket &socket, RoomStore &rooms, const Clock &clock);

    /// Keeps the lines in `store` from now on, which outlives this object or is taken away; null
    /// keeps them nowhere.
    void useStore(ClientStore *store) { m_store = store; }
    /// Takes up what was kept.
    void restore(const QList<KeptLine> &lines);
    /// Forgets everything, though not in the store.
    void clear();

    const Outbox &outbox() const { return m_outbox; }
    /// As whom the lines are shown until the server says it.
    void setAuthor(const Authenticated &author) { m_author = author; }

    /// As many lines wait as are allowed to, or nearly: what a person writes must wait, too.
    bool isFull() const { return m_outbox.entries().size() + m_unkept >= limits::outboxEntries; }
    /// Takes a line, which must have a tag. Shows it when it is on the disk, and sends it when it
    /// can be; without a store that is at once. One that can not be kept is shown as failed.
    void add(const SendMessage &message);
    /// The person wants a failed line tried again, or forgotten.
    void retry(const Tag &tag);
    void discard(const Tag &tag);
    /// The person gives up everything that is not on its way.
    void discardAll();
    void discardRoom(const RoomId &room);

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
    void fullChanged();

private:
    void discardThose(const std::function<bool(const Outbox::Entry &)> &isMeant);
    using Answer = Result<MessageAccepted>;
    void send(const SendMessage &message);
    void onAnswer(const Tag &tag, Instant sentAt, const Answer &answer);
    void admit(const KeptLine &line, const Result<void> &kept);
    void keep(const Tag &tag, std::function<void(Result<void>)> done = {});
    void noteFullness();
    void onRefused(const Tag &tag, Instant sentAt, const Error &error);
    void accept(const Tag &tag, const MessageAccepted &accepted);
    void fail(const Tag &tag, const Error &error);
    void forget(const Tag &tag);
    void show(const Tag &tag, DeliveryState state, const std::optional<Error> &failure = {});
    std::optional<Error> problemWith(const SendMessage &message) const;
    Message rowOf(const Outbox::Entry &entry) const;

    ReconnectingSocket &m_socket;
    RoomStore &m_rooms;
    const Clock &m_clock;
    ClientStore *m_store = nullptr;
    Outbox m_outbox;
    qsizetype m_unkept = 0; // on their way to the disk
    bool m_wasFull = false;
    Authenticated m_author;
    std::optional<Instant> m_pausedUntil; // the server said "later"
};

} // namespace chat
