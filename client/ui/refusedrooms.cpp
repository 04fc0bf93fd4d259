#include "client/ui/refusedrooms.h"

#include "client/ui/errortext.h"
#include "client/ui/plaintext.h"
#include "common/base/literals.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMessageBox>
#include <QPushButton>

namespace chat {

namespace {

constexpr qsizetype mostShown = 5;
constexpr qsizetype longestShown = 200; // characters of each

QString excerpt(const QStringList &lines)
{
    QStringList shown;
    for (const QString &line : lines.first(std::min(mostShown, lines.size())))
        shown << (line.size() > longestShown ? line.first(longestShown) + u'…' : line);
    if (lines.size() > mostShown)
        shown << u"…"_s;
    return shown.join(u'\n');
}

} // namespace

RefusedRooms::RefusedRooms(ClientSession &session, QWidget *window)
    : QObject(window)
    , m_session(session)
    , m_window(window)
{
    connect(&m_session, &ClientSession::roomRefused, this,
            [this](const RoomId &room, const Error &error) { onRefused(room, error.code); });
    connect(&m_session, &ClientSession::roomLeft, this, &RefusedRooms::onLeft);
    // Of an earlier run.
    connect(&m_session.rooms(), &RoomStore::listed, this, &RefusedRooms::tellOfLinesWithoutRoom,
            Qt::SingleShotConnection);
}

void RefusedRooms::onRefused(const RoomId &room, ErrorCode why)
{
    // One has left it elsewhere, or is told with the lines that were not sent.
    if (why != ErrorCode::NotAMember && unsentTo(room).isEmpty())
        tell(room, why);
}

void RefusedRooms::onLeft(const RoomId &room)
{
    const QList<Outbox::Entry> &entries = m_session.outbox().entries();
    const auto line = std::ranges::find_if(entries, [&room](const Outbox::Entry &entry) {
        return entry.message.roomId == room && entry.failure;
    });
    if (line != entries.end())
        tell(room, line->failure->code);
}

void RefusedRooms::tellOfLinesWithoutRoom()
{
    QHash<RoomId, ErrorCode> rooms;
    for (const Outbox::Entry &entry : m_session.outbox().entries()) {
        if (entry.failure && !m_session.rooms().find(entry.message.roomId))
            rooms.insert(entry.message.roomId, entry.failure->code);
    }
    for (auto it = rooms.cbegin(); it != rooms.cend(); ++it)
        tell(it.key(), it.value());
}

QStringList RefusedRooms::unsentTo(const RoomId &room) const
{
    QStringList texts;
    for (const Outbox::Entry &entry : m_session.outbox().entries()) {
        if (entry.message.roomId == room)
            texts << entry.message.content;
    }
    return texts;
}

void RefusedRooms::tell(const RoomId &room, ErrorCode why)
{
    const RoomRow *const row = m_session.rooms().list().find(room);
    const QStringList unsent = unsentTo(room);
    QString text = tr("The room “%1” is closed to you.")
                       .arg(inSentence(row && !row->title.isEmpty() ? row->title : room.text()))
        + u' '
        + (why == ErrorCode::NotFound ? tr("It does not exist, or you may not see it.")
                                      : ErrorText::of(why));
    if (!unsent.isEmpty())
        text += "\n\n"_L1
            + tr("%Ln message(s) of yours were not sent:", nullptr, int(unsent.size())) + "\n\n"_L1
            + excerpt(unsent);
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("Closed room"), text, QMessageBox::NoButton,
                                m_window);
    box->setObjectName(u"refusedRoom"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    QPushButton *keep =
        box->addButton(unsent.isEmpty() ? tr("Close") : tr("Keep them"), QMessageBox::RejectRole);
    keep->setObjectName(u"keepThem"_s);
    box->setDefaultButton(keep);
    box->setEscapeButton(keep);
    if (!unsent.isEmpty()) {
        QPushButton *copy = box->addButton(tr("Copy and delete"), QMessageBox::AcceptRole);
        copy->setObjectName(u"copyAndDelete"_s);
        connect(copy, &QPushButton::clicked, this, [this, room, unsent] {
            QGuiApplication::clipboard()->setText(unsent.join(u'\n'));
            m_session.discardOutbox(room);
        });
    }
    box->open();
}

} // namespace chat
