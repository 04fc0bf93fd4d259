#include "common/protocol/protocolpage.h"

#include "common/protocol/describe.h"
#include "common/protocol/frame.h"

namespace chat {

namespace {

QString ruleText(const FieldInfo &field)
{
    struct
    {
        QString operator()(NoRule) const { return {}; }
        QString operator()(const TextRule &rule) const
        {
            const QString units = u" of %1 to %2 units"_s.arg(rule.min).arg(rule.max);
            return rule.tooLong == ErrorCode::InvalidMessage
                ? units
                : units + u" (a longer one: `%1`)"_s.arg(errorRow(rule.tooLong).wireName);
        }
        QString operator()(const NumberRule &rule) const
        {
            return rule.max == rules::largestNumber ? u", %1 or more"_s.arg(rule.min)
                                                    : u", %1 to %2"_s.arg(rule.min).arg(rule.max);
        }
        QString operator()(const ListRule &rule) const
        {
            return u", at most %1 rows"_s.arg(rule.max);
        }
        QString operator()(const MapRule &rule) const
        {
            return u", at most %1 keys"_s.arg(rule.max);
        }
    } const toText;
    return std::visit(toText, field.rule);
}

template <Fielded T>
QString fieldList()
{
    const QList<FieldInfo> fields = describe<T>();
    if (fields.isEmpty())
        return u"No fields.\n\n"_s;
    QString list;
    for (const FieldInfo &field : fields) {
        const QString key = field.isMapEntry ? field.key : u"`%1`"_s.arg(field.key);
        const QString optional = field.isOptional && !field.isMapEntry ? u" (optional)"_s : u""_s;
        list += u"- %1%2: %3%4\n"_s.arg(key, optional, field.type, ruleText(field));
    }
    return list + u'\n';
}

template <Event E>
QString eventSection()
{
    QString answer;
    if constexpr (AnsweredRequest<E>)
        answer = u" Answered by `%1`."_s.arg(E::Reply::wireName);
    else if constexpr (RequestEvent<E>)
        answer = u" Answered only when it is refused."_s;
    return u"### `%1`\n\n%2%3\n\n"_s.arg(E::wireName, E::purpose, answer) + fieldList<E>();
}

template <class List>
QString eventSections(const QString &title)
{
    QString sections = u"## %1\n\n"_s.arg(title);
    List::forEach([&sections]<class E>() { sections += eventSection<E>(); });
    return sections;
}

QString valueSections()
{
    QString sections = u"## Values\n\n"_s;
    Values::forEach(
        [&sections]<class T>() { sections += u"### %1\n\n"_s.arg(T::typeName) + fieldList<T>(); });
    return sections;
}

QString errorSection()
{
    QString section = u"## Error codes\n\n"
                      "| code | message | may succeed later unchanged |\n|---|---|---|\n"_s;
    for (const ErrorRow &row : errorTable())
        section += u"| `%1` | %2 | %3 |\n"_s.arg(row.wireName, row.text,
                                                 row.isRetryable ? "yes"_L1 : "no"_L1);
    return section;
}

template <Event E>
QString line(QChar direction, const E &event, std::optional<RequestId> id = std::nullopt)
{
    return u"%1 %2\n"_s.arg(direction).arg(
        QString::fromUtf8(Frame::of(event, id).json().toByteArray()));
}

/// What a person types (>) and sees (<) who joins a room and says something.
QString conversation()
{
    constexpr QChar typed = u'>';
    constexpr QChar seen = u'<';
    const Timestamp noon { std::chrono::milliseconds { 1767268800000 } }; // 2026-01-01
    const RoomId general = RoomId::fromText(u"general"_s);
    const Epoch epoch = Epoch::fromText(u"5f1c09ab"_s);
    const UserId ada = UserId::fromText(u"019b7930-5d00-7c1a-b3e4-1f00c0ffee01"_s);
    const Seq seq = Seq::fromNumber(1);
    const MessageId messageId = MessageId::fromText(u"019b7930-7440-7b02-9d55-1f00c0ffee02"_s);
    const Tag tag = Tag::fromText(u"my-first-line"_s);
    const QString text = u"Hello Everyone"_s;
    const Error stranger { .code = ErrorCode::NotAMember, .detail = u"room tea"_s };

    return line(seen,
                Welcome { .message = u"Connected"_s,
                          .server = { .id = u"019b7930-0000-7a77-8c11-1f00c0ffee00"_s,
                                      .name = u"Office"_s },
                          .version = protocolVersion,
                          .serverTime = noon,
                          .heartbeat = { .pingEveryMs = 25000, .pongWaitMs = 10000 } })
        + line(typed, Authenticate { .name = u"Ada"_s }, 1)
        + line(seen, Authenticated { .id = ada, .name = u"Ada"_s, .token = u"9c3e5a17"_s }, 1)
        + line(typed, JoinRoom { .roomId = general }, 2)
        + line(seen,
               RoomHistory { .roomId = general,
                             .epoch = epoch,
                             .members = QList { Member {
                                 .id = ada, .name = u"Ada"_s, .status = PresenceStatus::Online } },
                             .memberCount = 1,
                             .onlineCount = 1 },
               2)
        + line(typed, SendMessage { .roomId = general, .content = text, .tag = tag }, 3)
        + line(seen,
               MessageAccepted {
                   .roomId = general, .tag = tag, .seq = seq, .id = messageId, .timestamp = noon },
               3)
        + line(seen,
               NewMessage { { .id = messageId,
                              .seq = seq,
                              .roomId = general,
                              .userId = ada,
                              .userName = u"Ada"_s,
                              .content = text,
                              .timestamp = noon,
                              .tag = tag } })
        + line(typed, SendMessage { .roomId = RoomId::fromText(u"tea"_s), .content = u"Hm?"_s }, 4)
        + line(seen, Refusal::fromError(stranger), 4);
}

QString head()
{
    return uR"(# The Confab protocol, version %1

This page is generated from the declarations in `common/protocol`; a test fails when it is stale.

## A conversation by hand

`confabd` speaks JSON over a WebSocket, so any WebSocket client will do. This is a whole
conversation with `wscat -c ws://localhost:3001`; `>` marks what you type, `<` what you get:

```
%2```

Everything else is detail: `id` is yours to choose and comes back with the answer, `tag` makes a
repeated send the same send, and both may be left out.

## Frames

- One port speaks `wss://` to everybody, and `ws://` on the server's own machine. A handshake with an
  `Origin` that the operator has not listed is answered with 403.
- The WebSocket subprotocol is `%1`. A client that offers none is served too; one that
  offers only others is closed with 4426.
- Each frame is one unfragmented text frame with one JSON object: `type` names the event, `data`
  holds its fields, `id` (a whole number, optional) is chosen by the asker.
- A request is answered by exactly one frame: its reply or `error`; those few that have no reply are
  answered only when they are refused. The answer carries the request's `id` if it had one.
  Everything else that the server sends is a push.
- Unknown keys are ignored; an unknown type is answered with `error`; `null` and absent are the same.
- Text lengths count UTF-16 code units, as `String.length` does in a browser. Times are UTC and look
  like `2026-01-01T12:00:00.000Z`.
- Frames are at most %3 bytes before `authenticated` and %4 bytes after, and nest at most
  %5 levels; %6 frames in a row that can not be read close the connection with 4400.
- Close codes 4400 to 4499: stop and tell the person. Any other: come back, after a wait that grows.

)"_s.arg(protocolVersion)
        .arg(conversation())
        .arg(limits::unauthenticatedFrameBytes)
        .arg(limits::frameBytes)
        .arg(limits::jsonDepth)
        .arg(limits::strikes);
}

} // namespace

QString protocolPage()
{
    return head() + eventSections<Requests>(u"Requests"_s) + eventSections<Replies>(u"Replies"_s)
        + eventSections<Pushes>(u"Pushes"_s) + valueSections() + errorSection();
}

} // namespace chat
