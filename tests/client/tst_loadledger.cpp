#include "client/ctl/load/loadledger.h"

#include <QTest>

using namespace chat;
using namespace std::chrono_literals;

using Arrival = LoadLedger::Arrival;

class TestLoadLedger : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMemberIsAwaited();
    void secondArrivalIsARepetition();
    void strangersAreUnknown();
    void membersOfTwoMessagesAreKeptApart();
    void refusedMessageIsNotAwaited();
    void refusedMessageThatIsHeardCountsAsDelivered();
    void answersCountOnce();
    void acknowledgingServerIsWaitedFor();
    void silentServerIsNotWaitedFor();
};

void TestLoadLedger::everyMemberIsAwaited()
{
    LoadLedger ledger;
    ledger.say({ .room = 4, .speaker = 9, .members = 3, .sentAt = 5ms });
    QCOMPARE(ledger.outstanding(), 3);
    QCOMPARE(ledger.hear(0, 0), Arrival::First);
    QCOMPARE(ledger.hear(0, 2), Arrival::First);
    QCOMPARE(ledger.outstanding(), 1);
    QCOMPARE(ledger.delivered(), 2);
    QCOMPARE(ledger.at(0).missing, 1);
    QCOMPARE(ledger.at(0).room, 4);
    QCOMPARE(ledger.at(0).sentAt, LoadLedger::Moment(5ms));
}

void TestLoadLedger::secondArrivalIsARepetition()
{
    LoadLedger ledger;
    ledger.say({ .members = 2 });
    QCOMPARE(ledger.hear(0, 1), Arrival::First);
    QCOMPARE(ledger.hear(0, 1), Arrival::Repeated);
    QCOMPARE(ledger.repeated(), 1);
    QCOMPARE(ledger.delivered(), 1);
    QCOMPARE(ledger.outstanding(), 1);
}

void TestLoadLedger::strangersAreUnknown()
{
    LoadLedger ledger;
    ledger.say({ .members = 2 });
    QCOMPARE(ledger.hear(0, 2), Arrival::Unknown);
    QCOMPARE(ledger.hear(0, -1), Arrival::Unknown);
    QCOMPARE(ledger.hear(1, 0), Arrival::Unknown);
    QCOMPARE(ledger.hear(-1, 0), Arrival::Unknown);
    QCOMPARE(ledger.unknown(), 4);
    QCOMPARE(ledger.outstanding(), 2);
}

void TestLoadLedger::membersOfTwoMessagesAreKeptApart()
{
    LoadLedger ledger;
    ledger.say({ .members = 3 });
    ledger.say({ .members = 3 });
    for (int member = 0; member < 3; ++member)
        QCOMPARE(ledger.hear(1, member), Arrival::First);
    QCOMPARE(ledger.at(1).missing, 0);
    QCOMPARE(ledger.at(0).missing, 3);
    QCOMPARE(ledger.outstanding(), 3);
}

void TestLoadLedger::refusedMessageIsNotAwaited()
{
    LoadLedger ledger;
    ledger.say({ .members = 3 });
    ledger.refuse(0);
    QCOMPARE(ledger.outstanding(), 0);
    QCOMPARE(ledger.refused(), 1);
    QVERIFY(ledger.at(0).isRefused);
}

void TestLoadLedger::refusedMessageThatIsHeardCountsAsDelivered()
{
    LoadLedger ledger;
    ledger.say({ .members = 2 });
    ledger.refuse(0);
    QCOMPARE(ledger.hear(0, 0), Arrival::First);
    QCOMPARE(ledger.delivered(), 1);
    QCOMPARE(ledger.outstanding(), 0);
}

void TestLoadLedger::answersCountOnce()
{
    LoadLedger ledger;
    ledger.say({ .members = 1 });
    ledger.say({ .members = 1 });
    ledger.accept(0);
    ledger.accept(0);
    ledger.refuse(1);
    ledger.refuse(1);
    ledger.accept(7);
    ledger.refuse(-1);
    QCOMPARE(ledger.accepted(), 1);
    QCOMPARE(ledger.refused(), 1);
    QCOMPARE(ledger.outstanding(), 1);
}

void TestLoadLedger::acknowledgingServerIsWaitedFor()
{
    LoadLedger ledger;
    ledger.say({ .members = 1 });
    ledger.say({ .members = 1 });
    ledger.accept(0);
    ledger.hear(0, 0);
    ledger.hear(1, 0);
    QVERIFY(!ledger.isSettled());
    ledger.accept(1);
    QVERIFY(ledger.isSettled());
}

void TestLoadLedger::silentServerIsNotWaitedFor()
{
    LoadLedger ledger;
    ledger.say({ .members = 1 });
    QVERIFY(!ledger.isSettled());
    ledger.hear(0, 0);
    QVERIFY(ledger.isSettled());
}

QTEST_GUILESS_MAIN(TestLoadLedger)
#include "tst_loadledger.moc"
