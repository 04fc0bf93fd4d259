#include "tests/support/ledger.h"

#include "common/base/literals.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

namespace chat {

namespace {

template <class Id>
Id idAt(const QJsonObject &data, QLatin1StringView key)
{
    return Id::fromText(data.value(key).toString());
}

Seq seqOf(const QJsonObject &data)
{
    return Seq::fromNumber(data.value("seq"_L1).toInteger());
}

void apply(Ledger &ledger, const QString &what, const QJsonObject &data)
{
    const auto room = idAt<RoomId>(data, "room"_L1);
    const auto tag = idAt<Tag>(data, "tag"_L1);
    const QString content = data.value("content"_L1).toString();
    if (what == "user"_L1)
        ledger.user = idAt<UserId>(data, "user"_L1);
    else if (what == "sent"_L1)
        ledger.sent.append({ .room = room, .tag = tag, .content = content });
    else if (what == "accepted"_L1)
        ledger.accepted.insert(tag, seqOf(data));
    else if (what == "failed"_L1)
        ledger.failed.insert(tag, data.value("code"_L1).toString());
    else if (what == "cleared"_L1)
        ledger.timelines[room].clear();
    else if (what == "shown"_L1)
        ledger.timelines[room].append({ .seq = seqOf(data),
                                        .user = idAt<UserId>(data, "user"_L1),
                                        .tag = tag,
                                        .content = content });
}

} // namespace

Result<Ledger> Ledger::read(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error { .code = ErrorCode::NotFound,
                       .detail = u"%1: %2"_s.arg(path, file.errorString()) };
    Ledger ledger;
    ledger.driver = QFileInfo(path).completeBaseName();
    for (QByteArray line = file.readLine(); line.endsWith('\n'); line = file.readLine()) {
        const QJsonObject row = QJsonDocument::fromJson(line).object();
        if (row.isEmpty())
            return Error { .code = ErrorCode::InvalidMessage,
                           .detail = u"%1: %2"_s.arg(path, QString::fromUtf8(line)) };
        apply(ledger, row.value("what"_L1).toString(), row.value("data"_L1).toObject());
    }
    return ledger;
}

LedgerWriter::LedgerWriter(const QString &path)
    : m_file(path)
{
    m_file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered);
}

void LedgerWriter::isUser(const UserId &user)
{
    write(u"user"_s, { { u"user"_s, user.text() } });
}

void LedgerWriter::sent(const RoomId &room, const Tag &tag, const QString &content)
{
    write(u"sent"_s,
          { { u"room"_s, room.text() }, { u"tag"_s, tag.text() }, { u"content"_s, content } });
}

void LedgerWriter::accepted(const Tag &tag, Seq seq)
{
    write(u"accepted"_s, { { u"tag"_s, tag.text() }, { u"seq"_s, seq.number() } });
}

void LedgerWriter::failed(const Tag &tag, const QString &code)
{
    write(u"failed"_s, { { u"tag"_s, tag.text() }, { u"code"_s, code } });
}

void LedgerWriter::cleared(const RoomId &room)
{
    write(u"cleared"_s, { { u"room"_s, room.text() } });
}

void LedgerWriter::shown(const RoomId &room, const LedgerLine &line)
{
    write(u"shown"_s,
          { { u"room"_s, room.text() },
            { u"seq"_s, line.seq.number() },
            { u"user"_s, line.user.text() },
            { u"tag"_s, line.tag.text() },
            { u"content"_s, line.content } });
}

void LedgerWriter::write(const QString &what, const QJsonObject &data)
{
    // One write() a line: what the kernel has, no kill can take.
    const QJsonObject row { { u"what"_s, what }, { u"data"_s, data } };
    m_file.write(QJsonDocument(row).toJson(QJsonDocument::Compact) + '\n');
}

} // namespace chat
