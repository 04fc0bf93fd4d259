#include "tests/support/serverfixture.h"

using namespace chat;
using namespace std::chrono_literals;

class TestTyping : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reachesTheOthersAndEndsAfterThreeSeconds();
    void eachKeyStartsTheTimeAnew();
    void isPerRoom();
    void endsWhenTheLineIsSent();
    void endsWhenTheWriterLeavesOrDisconnects();
    void isRepeatedAtMostEveryTwoSeconds();
    void needsMembership();
    void aLargeRoomDoesNotHearOfIt();
    void whatASmallRoomHeardEndsThoughItHasGrown();

private:
    static Typing in(const QString &room) { return { .roomId = RoomId::fromText(room) }; }
};

void TestTyping::reachesTheOthersAndEndsAfterThreeSeconds()
{
    ServerFixture fixture;
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    const auto bob = fixture.enter(u"bob"_s, u"tea"_s);
    const auto eve = fixture.enter(u"eve"_s, u"coffee"_s);
    ada->tell(in(u"tea"_s));
    ada->settle();
    bob->settle();
    QCOMPARE(bob->count<UserTyping>(), 1);
    QCOMPARE(bob->all<UserTyping>().first().userName, u"ada"_s);

    fixture.advance(limits::typingExpiry - 1ms);
    bob->settle();
    QCOMPARE(bob->count<UserStoppedTyping>(), 0);
    fixture.advance(200ms);
    bob->settle();
    QCOMPARE(bob->count<UserStoppedTyping>(), 1);
    eve->settle();
    QCOMPARE(ada->count<UserTyping>() + ada->count<UserStoppedTyping>(), 0);
    QCOMPARE(eve->count<UserTyping>() + eve->count<UserStoppedTyping>(), 0);
}

void TestTyping::eachKeyStartsTheTimeAnew()
{
    ServerFixture fixture;
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    const auto bob = fixture.enter(u"bob"_s, u"tea"_s);
    for (int i = 0; i < 5; ++i) {
        ada->tell(in(u"tea"_s));
        ada->settle();
        fixture.advance(limits::typingExpiry - 500ms);
    }
    bob->settle();
    QCOMPARE(bob->count<UserStoppedTyping>(), 0);
    fixture.advance(1s);
    bob->settle();
    QCOMPARE(bob->count<UserStoppedTyping>(), 1);
}

void TestTyping::isPerRoom()
{
    ServerFixture fixture;
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    const auto bob = fixture.enter(u"bob"_s, u"tea"_s);
    QVERIFY(ada->join(u"coffee"_s));
    QVERIFY(bob->join(u"coffee"_s));
    ada->tell(in(u"tea"_s));
    ada->settle();
    fixture.advance(2s);
    ada->tell(in(u"coffee"_s));
    ada->settle();
    fixture.advance(2s);
    bob->settle();
    QCOMPARE(bob->count<UserStoppedTyping>(), 1);
    QCOMPARE(bob->all<UserStoppedTyping>().first().roomId.text(), u"tea"_s);
    fixture.advance(2s);
    bob->settle();
    QCOMPARE(bob->count<UserStoppedTyping>(), 2);
    QCOMPARE(bob->all<UserStoppedTyping>().last().roomId.text(), u"coffee"_s);
}

void TestTyping::endsWhenTheLineIsSent()
{
    ServerFixture fixture;
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    const auto bob = fixture.enter(u"bob"_s, u"tea"_s);
    ada->tell(in(u"tea"_s));
    QVERIFY(ada->say(u"tea"_s, u"done"_s));
    bob->settle();
    QCOMPARE(bob->count<UserStoppedTyping>(), 1);
    fixture.advance(10s);
    bob->settle();
    QCOMPARE(bob->count<UserStoppedTyping>(), 1);
}

void TestTyping::endsWhenTheWriterLeavesOrDisconnects()
{
    ServerFixture fixture;
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    const auto bob = fixture.enter(u"bob"_s, u"tea"_s);
    const auto eve = fixture.enter(u"eve"_s, u"tea"_s);
    ada->tell(in(u"tea"_s));
    eve->tell(in(u"tea"_s));
    QVERIFY(ada->ask(LeaveRoom { .roomId = RoomId::fromText(u"tea"_s) }));
    eve->settle();
    bob->settle();
    QCOMPARE(bob->count<UserStoppedTyping>(), 1);
    eve->peer().abort();
    QVERIFY(bob->waitFor<UserStoppedTyping>(2));
}

void TestTyping::isRepeatedAtMostEveryTwoSeconds()
{
    ServerFixture fixture;
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    const auto bob = fixture.enter(u"bob"_s, u"tea"_s);
    for (int i = 0; i < 40; ++i) { // four seconds
        ada->tell(in(u"tea"_s));
        ada->settle();
        fixture.advance(100ms);
    }
    bob->settle();
    QCOMPARE(bob->count<UserTyping>(), 2);
}

void TestTyping::needsMembership()
{
    ServerFixture fixture;
    const auto ada = fixture.connectAs(u"ada"_s);
    ada->tell(in(u"general"_s));
    QVERIFY(ada->waitFor<Refusal>());
    QCOMPARE(ada->all<Refusal>().first().code, u"not-a-member"_s);
}

void TestTyping::aLargeRoomDoesNotHearOfIt()
{
    ServerFixture fixture({ .largeRoom = 1 });
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    const auto bob = fixture.enter(u"bob"_s, u"tea"_s);
    ada->tell(in(u"tea"_s));
    ada->settle();
    fixture.advance(10s);
    bob->settle();
    QCOMPARE(bob->count<UserTyping>() + bob->count<UserStoppedTyping>(), 0);
    QCOMPARE(ada->count<Refusal>(), 0);
}

void TestTyping::whatASmallRoomHeardEndsThoughItHasGrown()
{
    ServerFixture fixture({ .largeRoom = 2 });
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    const auto bob = fixture.enter(u"bob"_s, u"tea"_s);
    ada->tell(in(u"tea"_s));
    ada->settle();
    const auto eve = fixture.enter(u"eve"_s, u"tea"_s);
    fixture.advance(limits::typingExpiry + 1s);
    bob->settle();
    QCOMPARE(bob->count<UserTyping>(), 1);
    QCOMPARE(bob->count<UserStoppedTyping>(), 1);
}

QTEST_GUILESS_MAIN(TestTyping)
#include "tst_typing.moc"
