#include "common/protocol/describe.h"

#include "common/base/literals.h"
#include "common/protocol/closecodes.h"

namespace chat {

namespace {

QString ruleText(const FieldInfo &field)
{
    struct
    {
        QString operator()(NoRule) const { return {}; }
        QString operator()(const TextRule &rule) const
        {
            return u"%1 to %2 UTF-16 units"_s.arg(rule.min).arg(rule.max);
        }
        QString operator()(const NumberRule &rule) const
        {
            return rule.max == rules::largestNumber ? u"%1 or more"_s.arg(rule.min)
                                                    : u"%1 to %2"_s.arg(rule.min).arg(rule.max);
        }
        QString operator()(const ListRule &rule) const
        {
            return u"at most %1 rows"_s.arg(rule.max);
        }
    } const toText;
    return std::visit(toText, field.rule);
}

QString fieldTable(const QList<FieldInfo> &fields)
{
    if (fields.isEmpty())
        return u"No fields.\n\n"_s;
    QString table = u"| key | type | limit | |\n|---|---|---|---|\n"_s;
    for (const FieldInfo &field : fields)
        table += u"| `%1` | %2 | %3 | %4 |\n"_s.arg(field.key, field.type, ruleText(field),
                                                    field.isOptional ? u"optional"_s : QString());
    return table + u'\n';
}

template <class E>
QString eventSection()
{
    QString section = u"### `%1`\n\n"_s.arg(E::wireName);
    if constexpr (AnsweredRequest<E>)
        section += u"Answered by `%1`.\n\n"_s.arg(E::Reply::wireName);
    else if constexpr (RequestEvent<E>)
        section += u"Answered only when it is refused.\n\n"_s;
    return section + fieldTable(describe<E>());
}

template <class List>
QString listSection(const QString &title)
{
    QString section = u"## %1\n\n"_s.arg(title);
    List::forEach([&section]<class E>() { section += eventSection<E>(); });
    return section;
}

template <class T>
QString valueSection(const QString &name)
{
    return u"### %1\n\n"_s.arg(name) + fieldTable(describe<T>());
}

QString errorSection()
{
    QString section = u"## Error codes\n\n| code | message | may succeed later unchanged |\n"
                      "|---|---|---|\n"_s;
    for (const ErrorRow &row : errorTable())
        section += u"| `%1` | %2 | %3 |\n"_s.arg(row.wireName, row.text,
                                                 row.isRetryable ? u"yes"_s : u"no"_s);
    return section + u'\n';
}

} // namespace

QString protocolPage()
{
    const QString head = uR"(# The Confab protocol, version %1

This page is generated from the declarations in `common/protocol`; a test fails when it is stale.

A connection is a WebSocket; the subprotocol is `%1` (a client that offers none is served too).
Each frame is one unfragmented text frame with one JSON object:

```
{"type":"send-message","id":17,"data":{"roomId":"general","content":"hello"}}
```

- `type` names the event, `data` holds its fields, `id` (a whole number, optional) is chosen by the
  asker.
- A request is answered by exactly one frame: its reply or `error`; the answer carries the request's
  `id` if it had one. Everything else that the server sends is a push.
- Unknown keys are ignored; an unknown type is answered with `error`; `null` and absent are the same.
- Text lengths count UTF-16 code units, as `String.length` does in a browser.
- Frames are at most %2 bytes before authentication and %3 bytes after, nested at most %4 deep.
- %5 frames in a row that can not be read close the connection with 4400.
- Close codes 4400 to 4499: stop and tell the person. Any other: come back.

)"_s.arg(protocolVersion)
                             .arg(limits::unauthenticatedFrameBytes)
                             .arg(limits::frameBytes)
                             .arg(limits::jsonDepth)
                             .arg(limits::strikes);

    return head + listSection<Requests>(u"Requests"_s) + listSection<Replies>(u"Replies"_s)
        + listSection<Pushes>(u"Pushes"_s) + u"## Values\n\n"_s
        + valueSection<Member>(u"Member"_s) + valueSection<RoomSummary>(u"RoomSummary"_s)
        + valueSection<Message>(u"Message"_s) + valueSection<ServerInfo>(u"ServerInfo"_s)
        + valueSection<ServerLimits>(u"ServerLimits"_s)
        + valueSection<HeartbeatInfo>(u"HeartbeatInfo"_s) + errorSection().chopped(1);
}

} // namespace chat
