#include "client/core/room.h"
#include "client/ui/roomheader.h"
#include "tests/client/samples.h"
#include "tests/support/fakeclock.h"

#include <QTest>

using namespace chat;
using namespace chat::samples;

/// The room says what it knows.
class TestRoomHeader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void completeRoomSaysSo();
    void roomThatCatchesUpSaysSo();
    void roomWithAHoleCountsIt();
    void offlineRoomClaimsNothing();
    void largeRoomTellsBothCounts();
    void smallRoomTellsWhoIsOnline();

private:
    QString second()
    {
        m_header.show(m_room);
        return m_header.findChild<PeerLabel *>(u"roomTopic"_s)->text();
    }

    FakeClock m_clock;
    Room m_room { tea, ada, m_clock };
    RoomHeader m_header;
};

void TestRoomHeader::completeRoomSaysSo()
{
    m_room.apply(history(lines(1, 3)));
    QVERIFY(second().contains(u"complete"_s));
}

void TestRoomHeader::roomThatCatchesUpSaysSo()
{
    m_room.apply(line(5));
    QVERIFY(second().contains(u"catching up"_s));
    m_room.apply(line(4));
    QVERIFY(second().contains(u"complete"_s));
}

void TestRoomHeader::roomWithAHoleCountsIt()
{
    m_room.apply(history(lines(43, 50)));
    QVERIFY(second().contains(u"37 message"_s));
}

void TestRoomHeader::offlineRoomClaimsNothing()
{
    m_room.apply(history(lines(1, 3)));
    QVERIFY(second().contains(u"2 online"_s));
    m_room.setNotLive();
    QVERIFY(!second().contains(u"online"_s));
    QVERIFY(!second().contains(u"complete"_s));
    QVERIFY(!second().contains(u"37"_s));
}

void TestRoomHeader::largeRoomTellsBothCounts()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    m_room.apply(largeHistory(1204, 310));
    QVERIFY2(second().startsWith(u"1,204 members, 310 online"_s), qPrintable(second()));
}

void TestRoomHeader::smallRoomTellsWhoIsOnline()
{
    m_room.apply(history({}));
    QVERIFY2(second().startsWith(u"2 online"_s), qPrintable(second()));
}

QTEST_MAIN(TestRoomHeader)
#include "tst_roomheader.moc"
