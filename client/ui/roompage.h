#pragma once

#include "client/core/room.h"
#include "client/ui/composer.h"
#include "client/ui/emptypage.h"
#include "client/ui/roomheader.h"
#include "client/ui/timelineview.h"
#include "client/ui/typingbar.h"

#include <QPointer>
#include <QStackedWidget>

namespace chat {

/// One room: its head, its lines, who is typing, and the composer. Shows one room at a time, and
/// remembers for each where the person was reading and what they had begun to write.
class RoomPage final : public QWidget
{
    Q_OBJECT

public:
    explicit RoomPage(const Clock &clock, QWidget *parent = nullptr);

    /// Null shows an invitation to choose one.
    void setRoom(Room *room);
    Room *room() const { return m_room; }
    /// The room is no more; what was kept about it goes too.
    void forget(const RoomId &id);

    RoomHeader &header() { return *m_header; }
    Composer &composer() { return *m_composer; }
    TimelineView &timeline() { return *m_timeline; }

    /// What is in sight counts as read. Does nothing while the person is not looking: the window is
    /// not active, or the newest line is out of sight.
    void markRead();

protected:
    bool event(QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void attach(Room &room);
    void showWhatThereIs();
    void loadOlder();
    void loadHole(Seq below);
    void retranslate();

    QPointer<Room> m_room;
    QHash<RoomId, ScrollAnchor> m_anchors;
    RoomHeader *m_header;
    TimelineView *m_timeline;
    EmptyPage *m_noLines;
    QStackedWidget *m_lines; // the timeline, or a word about its being empty
    TypingBar *m_typing;
    Composer *m_composer;
    QWidget *m_content;
    EmptyPage *m_noRoom;
    QStackedWidget *m_pages;
};

} // namespace chat
