#include "client/core/room.h"
#include "tests/client/samples.h"
#include "tests/support/fakeclock.h"

#include <QSignalSpy>
#include <QTest>

using namespace chat;
using namespace chat::samples;

/// Who is in a room, and who is writing.
class TestRoomMembers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_room = std::make_unique<Room>(tea, ada, m_clock); }

    void writersAreNamedInOrder();
    void writerStopsWithTheMessage();
    void writerStopsWhenLeaving();
    void oneselfIsNotNamedAsWriting();
    void presenceChangesTheMembers();

private:
    FakeClock m_clock;
    std::unique_ptr<Room> m_room;
};

void TestRoomMembers::writersAreNamedInOrder()
{
    const UserId carl = UserId::fromText(u"u-carl"_s);
    QSignalSpy changed(m_room.get(), &Room::typingChanged);
    m_room->apply(UserTyping { .roomId = tea, .userId = carl, .userName = u"carl"_s });
    m_room->apply(UserTyping { .roomId = tea, .userId = bob, .userName = u"bob"_s });
    m_room->apply(UserTyping { .roomId = tea, .userId = carl, .userName = u"carl"_s });
    QCOMPARE(m_room->typingNames(), (QStringList { u"carl"_s, u"bob"_s }));
    QCOMPARE(changed.count(), 2);
    m_room->apply(UserStoppedTyping { .roomId = tea, .userId = carl });
    QCOMPARE(m_room->typingNames(), QStringList { u"bob"_s });
}

void TestRoomMembers::writerStopsWithTheMessage()
{
    m_room->apply(history({}));
    m_room->apply(UserTyping { .roomId = tea, .userId = bob, .userName = u"bob"_s });
    m_room->apply(line(1, bob));
    QCOMPARE(m_room->typingNames(), QStringList());
}

void TestRoomMembers::writerStopsWhenLeaving()
{
    m_room->apply(history({}));
    m_room->apply(UserTyping { .roomId = tea, .userId = bob, .userName = u"bob"_s });
    UserPresence left;
    left.roomId = tea;
    left.type = PresenceChange::Left;
    left.user = member(bob, PresenceStatus::Offline);
    m_room->apply(left);
    QCOMPARE(m_room->typingNames(), QStringList());
}

void TestRoomMembers::oneselfIsNotNamedAsWriting()
{
    m_room->apply(UserTyping { .roomId = tea, .userId = ada, .userName = u"ada"_s });
    QCOMPARE(m_room->typingNames(), QStringList());
}

void TestRoomMembers::presenceChangesTheMembers()
{
    m_room->apply(history({}));
    UserPresence presence;
    presence.roomId = tea;
    presence.user = member(bob, PresenceStatus::Away);
    presence.onlineCount = 2;
    m_room->apply(presence);
    QCOMPARE(m_room->members().find(bob)->status, PresenceStatus::Away);
    presence.type = PresenceChange::Left;
    presence.isMember = false;
    presence.onlineCount = 1;
    m_room->apply(presence);
    QCOMPARE(m_room->members().find(bob), nullptr);
    QCOMPARE(m_room->onlineCount(), 1);
}

QTEST_GUILESS_MAIN(TestRoomMembers)
#include "tst_roommembers.moc"
