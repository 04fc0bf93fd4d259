#include "client/core/memberrefresh.h"
#include "common/base/limits.h"
#include "common/base/literals.h"
#include "tests/support/fakeclock.h"
#include "tests/support/seededrandom.h"

#include <QTest>

using namespace chat;
using namespace std::chrono_literals;

class TestMemberRefresh : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCrowdDoesNotAskAtOnce();
    void moreChangesDoNotPutItOff();
    void roomsAreDueOneByOne();

private:
    const RoomId m_tea = RoomId::fromText(u"tea"_s);
    FakeClock m_clock;
    SeededRandom m_random { 4 };
};

void TestMemberRefresh::aCrowdDoesNotAskAtOnce()
{
    QSet<qint64> waits;
    for (int client = 0; client < 1000; ++client) {
        MemberRefresh refresh;
        refresh.note(m_tea, m_clock.now(), m_random);
        const auto wait = *refresh.due() - m_clock.now();
        QVERIFY(wait >= limits::membersRefresh / 2);
        QVERIFY(wait <= limits::membersRefresh);
        waits.insert(wait.count());
    }
    QVERIFY(waits.size() > 500);
}

void TestMemberRefresh::moreChangesDoNotPutItOff()
{
    MemberRefresh refresh;
    refresh.note(m_tea, m_clock.now(), m_random);
    const auto due = refresh.due();
    m_clock.advance(1s);
    refresh.note(m_tea, m_clock.now(), m_random);
    QCOMPARE(refresh.due(), due);
    QVERIFY(refresh.take(*due - 1ms).isEmpty());
    QCOMPARE(refresh.take(*due), QList<RoomId>({ m_tea }));
    QVERIFY(!refresh.due());
}

void TestMemberRefresh::roomsAreDueOneByOne()
{
    MemberRefresh refresh;
    refresh.note(m_tea, m_clock.now(), m_random);
    refresh.note(RoomId::fromText(u"milk"_s), m_clock.now() + 1min, m_random);
    QCOMPARE(refresh.take(m_clock.now() + limits::membersRefresh), QList<RoomId>({ m_tea }));
    QVERIFY(refresh.due());
    refresh.clear();
    QVERIFY(!refresh.due());
}

QTEST_GUILESS_MAIN(TestMemberRefresh)
#include "tst_memberrefresh.moc"
