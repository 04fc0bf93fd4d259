#include "client/ui/roomheader.h"

#include "client/core/room.h"
#include "client/ui/colors.h"
#include "client/ui/fonts.h"
#include "client/ui/metrics.h"
#include "client/ui/plaintext.h"
#include "client/ui/retentiontext.h"
#include "common/base/literals.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>

#include <algorithm>
#include <limits>

namespace chat {

RoomHeader::RoomHeader(QWidget *parent)
    : QWidget(parent)
    , m_title(new PeerLabel(this))
    , m_second(new PeerLabel(this))
    , m_members(new GlyphButton(Glyph::People, GlyphButton::Look::Flat, this))
{
    setFixedHeight(metrics::headerHeight);
    m_title->setObjectName(u"roomTitle"_s);
    m_title->setFont(fonts::large(font()));
    m_second->setObjectName(u"roomTopic"_s);
    m_second->setFont(fonts::small(font()));
    m_second->setForegroundRole(QPalette::PlaceholderText);
    m_members->setObjectName(u"membersButton"_s);
    m_members->setCheckable(true);

    auto *words = new QVBoxLayout;
    words->setSpacing(1);
    words->addStretch();
    words->addWidget(m_title);
    words->addWidget(m_second);
    words->addStretch();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::margin + metrics::unit, 0, metrics::margin + metrics::unit, 0);
    row->addLayout(words, 1);
    row->addWidget(m_members);
    connect(m_members, &GlyphButton::toggled, this, &RoomHeader::membersToggled);
    refresh();
}

void RoomHeader::show(const Room &room)
{
    m_title->setText(room.title());
    m_topic = oneLine(room.topic());
    m_retention = room.retention();
    m_showsReceipts = room.showsReceipts();
    m_onlineCount = static_cast<int>(room.onlineCount());
    m_memberCount = room.isLarge() ? static_cast<int>(room.memberCount()) : 0;
    m_isLive = room.isLive();
    m_isCatchingUp = room.cursor().isBehind() || room.isLoading();
    qint64 missing = 0;
    for (const SeqRange &hole : room.cursor().holes())
        missing += hole.length();
    m_missing = int(std::min<qint64>(missing, std::numeric_limits<int>::max()));
    refresh();
}

void RoomHeader::setMembersShown(bool isShown)
{
    const QSignalBlocker quiet(m_members);
    m_members->setChecked(isShown);
}

void RoomHeader::refresh()
{
    const QString memory =
        m_retention.keep == Keep::All ? QString() : RetentionText::of(m_retention);
    const QString receipts = m_showsReceipts ? tr("Shows who has read") : QString();
    QStringList facts { people(), completeness(), memory, receipts, m_topic };
    facts.removeAll(QString());
    //: Between the facts under a room's title: "3 online  ·  complete  ·  What we eat today"
    m_second->setText(facts.join(tr("  ·  ")));
    m_members->setMeaning(tr("Members"));
}

/// Who is there; without a connection nobody knows.
QString RoomHeader::people() const
{
    if (!m_isLive)
        return {};
    const QString online = tr("%Ln online", nullptr, m_onlineCount);
    if (m_memberCount == 0)
        return online;
    //: How many belong to a large room, and how many are there: "1,204 members, 310 online"
    return tr("%1, %2").arg(tr("%Ln members", nullptr, m_memberCount), online);
}

/// Whether what is shown is all that was said; without a connection nobody knows.
QString RoomHeader::completeness() const
{
    if (!m_isLive)
        return {};
    if (m_isCatchingUp)
        return tr("catching up …");
    return m_missing > 0 ? tr("%Ln message(s) not loaded", nullptr, m_missing) : tr("complete");
}

void RoomHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    painter.fillRect(0, height() - 1, width(), 1, colors::hairline(palette()));
}

void RoomHeader::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        refresh();
}

} // namespace chat
