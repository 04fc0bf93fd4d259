#include "client/ui/roompage.h"

#include "client/core/room.h"
#include "client/ui/linkprompt.h"
#include "client/ui/metrics.h"
#include "common/base/literals.h"

#include <QEvent>
#include <QVBoxLayout>

namespace chat {

RoomPage::RoomPage(const Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_header(new RoomHeader(this))
    , m_timeline(new TimelineView(clock, this))
    , m_noLines(new EmptyPage(this))
    , m_lines(new QStackedWidget(this))
    , m_typing(new TypingBar(this))
    , m_composer(new Composer(clock, this))
    , m_content(new QWidget(this))
    , m_noRoom(new EmptyPage(this))
    , m_pages(new QStackedWidget(this))
{
    setObjectName(u"roomPage"_s);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_noRoom->setObjectName(u"noRoom"_s);
    m_noLines->setObjectName(u"noLines"_s);

    m_lines->addWidget(m_timeline);
    m_lines->addWidget(m_noLines);
    auto *foot = new QVBoxLayout;
    foot->setContentsMargins(metrics::margin, 0, metrics::margin, metrics::margin);
    foot->addWidget(m_composer);
    auto *column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_lines, 1);
    column->addWidget(m_typing);
    column->addLayout(foot);

    m_pages->addWidget(m_noRoom);
    m_pages->addWidget(m_content);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_pages);

    connect(m_timeline, &TimelineView::oldestNear, this, &RoomPage::loadOlder,
            Qt::QueuedConnection); // not from within a layout of the rows
    connect(m_timeline, &TimelineView::holeSeen, this, &RoomPage::loadHole, Qt::QueuedConnection);
    connect(m_timeline, &TimelineView::isAtNewestChanged, this, &RoomPage::markRead);
    connect(m_timeline, &TimelineView::linkActivated, this,
            [this](const QUrl &url) { LinkPrompt::ask(url, this); });
    connect(m_timeline, &TimelineView::retryWanted, this, [this](const Tag &tag) {
        if (m_room)
            m_room->retry(tag);
    });
    connect(m_timeline, &TimelineView::discardWanted, this, [this](const Tag &tag) {
        if (m_room)
            m_room->discard(tag);
    });
    connect(m_composer, &Composer::typed, this, [this] {
        if (m_room)
            m_room->typed();
    });
    connect(m_composer, &Composer::sendWanted, this, [this](const QString &content) {
        if (m_room)
            m_room->send(content);
        m_timeline->jumpToNewest();
    });
    retranslate();
}

void RoomPage::setRoom(Room *room)
{
    if (m_room == room)
        return;
    if (m_room) {
        m_anchors.insert(m_room->id(), m_timeline->anchor());
        m_room->disconnect(this);
        m_room->timeline().disconnect(this);
    }
    m_room = room;
    m_timeline->setTimeline(room ? &room->timeline() : nullptr,
                            room ? m_anchors.value(room->id()) : ScrollAnchor {});
    m_pages->setCurrentWidget(room ? m_content : m_noRoom);
    if (room)
        attach(*room);
}

void RoomPage::attach(Room &room)
{
    const auto showHead = [this] {
        m_header->show(*m_room);
        m_composer->setRoom(m_room->id(), m_room->title());
        m_composer->setMayWrite(m_room->mayWrite());
    };
    const auto showTyping = [this] { m_typing->setNames(m_room->typingNames()); };
    connect(&room, &Room::changed, this, showHead);
    connect(&room, &Room::changed, this, &RoomPage::showWhatThereIs);
    connect(&room, &Room::typingChanged, this, showTyping);
    connect(&room, &Room::loadingChanged, this, showHead);
    for (const auto change : { &TimelineModel::rowsInserted, &TimelineModel::rowsRemoved })
        connect(&room.timeline(), change, this, &RoomPage::showWhatThereIs);
    connect(&room.timeline(), &TimelineModel::modelReset, this, &RoomPage::showWhatThereIs);
    showHead();
    showTyping();
    showWhatThereIs();
}

void RoomPage::forget(const RoomId &id)
{
    if (m_room && m_room->id() == id)
        setRoom(nullptr);
    m_anchors.remove(id);
    m_composer->forget(id);
}

void RoomPage::showWhatThereIs()
{
    const bool isEmpty = m_room->timeline().rowCount() == 0;
    m_lines->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_noLines) : m_timeline);
    retranslate();
    markRead();
}

void RoomPage::loadOlder()
{
    if (m_room && m_room->hasOlder())
        m_room->loadOlder();
}

void RoomPage::loadHole(Seq below)
{
    if (m_room)
        m_room->loadHole(below);
}

void RoomPage::markRead()
{
    if (m_room && isActiveWindow() && isVisible() && m_timeline->isAtNewest()
        && m_room->timeline().lastSeq() > m_room->readSeq())
        m_room->markRead(m_room->timeline().lastSeq());
}

bool RoomPage::event(QEvent *event)
{
    const bool isHandled = QWidget::event(event);
    if (event->type() == QEvent::WindowActivate || event->type() == QEvent::Show)
        markRead();
    return isHandled;
}

void RoomPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void RoomPage::retranslate()
{
    m_noRoom->setWords(tr("Good to see you"), tr("Choose a room on the side, or make a new one."));
    const bool isLoading = m_room && !m_room->isLive();
    m_noLines->setWords(isLoading ? tr("One moment …") : tr("It is quiet here"),
                        isLoading ? tr("The messages of this room are on their way.")
                                  : tr("Nobody has said anything yet. Be the first!"));
}

} // namespace chat
