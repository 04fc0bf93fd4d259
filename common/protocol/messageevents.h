#pragma once

#include "common/protocol/values.h"

/// Events of what people write, and of how far they have read.
namespace chat {

struct MessageAccepted
{
    static constexpr QLatin1StringView wireName = "message-accepted"_L1;
    static constexpr QLatin1StringView purpose =
        "The ack: the message is stored and synced, at this place of the room's history."_L1;

    RoomId roomId;
    Tag tag;
    Seq seq;
    MessageId id;
    Timestamp timestamp {};

    friend bool operator==(const MessageAccepted &, const MessageAccepted &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("roomId"_L1, self.roomId, rules::roomId);
        visit("tag"_L1, self.tag, rules::id);
        visit("seq"_L1, self.seq, rules::seq);
        visit("id"_L1, self.id, rules::id);
        visit("timestamp"_L1, self.timestamp, NoRule {});
    }
};

struct SendMessage
{
    static constexpr QLatin1StringView wireName = "send-message"_L1;
    static constexpr QLatin1StringView purpose =
        "Says something in a room. The same tag of the same person is stored once, however "
        "often it is sent; without a tag the server makes one, and a repetition is a new "
        "message."_L1;
    using Reply = MessageAccepted;

    RoomId roomId;
    QString content;
    std::optional<Tag> tag;
    std::optional<Seq> replyTo;

    friend bool operator==(const SendMessage &, const SendMessage &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("roomId"_L1, self.roomId, rules::roomId);
        visit("content"_L1, self.content, rules::content);
        visit("tag"_L1, self.tag, rules::id);
        visit("replyTo"_L1, self.replyTo, rules::seq);
    }
};

struct NewMessage : Message
{
    static constexpr QLatin1StringView wireName = "new-message"_L1;
    static constexpr QLatin1StringView purpose =
        "Someone wrote; sent to everyone in the room, the author too."_L1;
};

struct HistoryPage
{
    static constexpr QLatin1StringView wireName = "history-page"_L1;
    static constexpr QLatin1StringView purpose =
        "A page of a room's past, oldest first. `atStart`: nothing older is kept; `atEnd`: "
        "nothing newer exists."_L1;

    RoomId roomId;
    Epoch epoch;
    Seq headSeq;
    QList<Message> messages;
    bool atStart = false; // nothing older is kept
    bool atEnd = false; // nothing newer exists

    friend bool operator==(const HistoryPage &, const HistoryPage &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("roomId"_L1, self.roomId, rules::roomId);
        visit("epoch"_L1, self.epoch, rules::id);
        visit("headSeq"_L1, self.headSeq, rules::seq);
        visit("messages"_L1, self.messages, ListRule { limits::historyPage });
        visit("atStart"_L1, self.atStart, NoRule {});
        visit("atEnd"_L1, self.atEnd, NoRule {});
    }
};

struct History
{
    static constexpr QLatin1StringView wireName = "history"_L1;
    static constexpr QLatin1StringView purpose =
        "Asks for a page of a room's past: before or after a seq (which is not part of it), or "
        "around one (which is). With none of the three: the newest."_L1;
    using Reply = HistoryPage;

    RoomId roomId;
    std::optional<Seq> before;
    std::optional<Seq> after;
    std::optional<Seq> around;
    qint64 limit = limits::historyPage;

    friend bool operator==(const History &, const History &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("roomId"_L1, self.roomId, rules::roomId);
        visit("before"_L1, self.before, rules::seq);
        visit("after"_L1, self.after, rules::seq);
        visit("around"_L1, self.around, rules::seq);
        visit("limit"_L1, self.limit, NumberRule { 1, limits::historyPage });
    }
};

struct MarkRead
{
    static constexpr QLatin1StringView wireName = "mark-read"_L1;
    static constexpr QLatin1StringView purpose =
        "One has read up to this seq. A marker never goes back."_L1;
    using Reply = NoReply;

    RoomId roomId;
    Seq seq;

    friend bool operator==(const MarkRead &, const MarkRead &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("roomId"_L1, self.roomId, rules::roomId);
        visit("seq"_L1, self.seq, rules::seq);
    }
};

struct ReadMarker
{
    static constexpr QLatin1StringView wireName = "read-marker"_L1;
    static constexpr QLatin1StringView purpose =
        "A person has read up to this seq: to their other connections, and, a little later and "
        "only the newest, to the members of a room that shows receipts."_L1;

    RoomId roomId;
    UserId userId;
    Seq seq;

    friend bool operator==(const ReadMarker &, const ReadMarker &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("roomId"_L1, self.roomId, rules::roomId);
        visit("userId"_L1, self.userId, rules::id);
        visit("seq"_L1, self.seq, rules::seq);
    }
};

} // namespace chat
