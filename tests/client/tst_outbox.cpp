#include "client/core/outbox.h"
#include "tests/client/samples.h"

#include <QTest>

using namespace chat;
using namespace chat::samples;
using State = Outbox::State;

namespace {

const QSet<RoomId> everywhere { tea, general };

SendMessage entry(int number, const RoomId &room = tea)
{
    return { .roomId = room, .content = u"x"_s, .tag = tag(number), .replyTo = {} };
}

QList<Tag> tags(const QList<SendMessage> &messages)
{
    QList<Tag> all;
    for (const SendMessage &message : messages)
        all << *message.tag;
    return all;
}

Outbox filled(int count)
{
    Outbox outbox;
    for (int number = 1; number <= count; ++number)
        outbox.add(entry(number));
    return outbox;
}

} // namespace

class TestOutbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oldestLineOfEachRoomIsReady();
    void roomsThatAreNotLiveWait();
    void lineInFlightHoldsUpItsRoom();
    void ackLetsTheNextOneGo();
    void requeuedLineKeepsItsPlace();
    void brokenConnectionRequeuesAll();
    void failedLineStaysAndIsNotSent();
    void retriedLineGoesInItsOldPlace();
    void discardForgetsAWaitingLine();
    void lineOnItsWayCanNotBeDiscarded();
    void atMostAWindowIsInFlight();
    void unknownTagsChangeNothing();
};

void TestOutbox::oldestLineOfEachRoomIsReady()
{
    Outbox outbox = filled(2);
    outbox.add(entry(3, general));
    QCOMPARE(tags(outbox.takeReady(everywhere)), (QList { tag(1), tag(3) }));
    QCOMPARE(outbox.find(tag(1))->state, State::Sending);
    QCOMPARE(outbox.find(tag(2))->state, State::Queued);
}

void TestOutbox::roomsThatAreNotLiveWait()
{
    Outbox outbox = filled(1);
    outbox.add(entry(2, general));
    QCOMPARE(tags(outbox.takeReady({ general })), QList { tag(2) });
}

void TestOutbox::lineInFlightHoldsUpItsRoom()
{
    Outbox outbox = filled(2);
    QCOMPARE(outbox.takeReady(everywhere).size(), 1);
    QCOMPARE(outbox.takeReady(everywhere).size(), 0);
}

void TestOutbox::ackLetsTheNextOneGo()
{
    Outbox outbox = filled(2);
    outbox.takeReady(everywhere);
    outbox.acknowledge(tag(1));
    QCOMPARE(outbox.find(tag(1)), nullptr);
    QCOMPARE(tags(outbox.takeReady(everywhere)), QList { tag(2) });
}

void TestOutbox::requeuedLineKeepsItsPlace()
{
    Outbox outbox = filled(3);
    outbox.takeReady(everywhere);
    outbox.requeue(tag(1));
    QCOMPARE(tags(outbox.takeReady(everywhere)), QList { tag(1) });
}

void TestOutbox::brokenConnectionRequeuesAll()
{
    Outbox outbox = filled(1);
    outbox.add(entry(2, general));
    outbox.takeReady(everywhere);
    outbox.requeueAll();
    QCOMPARE(tags(outbox.takeReady(everywhere)), (QList { tag(1), tag(2) }));
}

void TestOutbox::failedLineStaysAndIsNotSent()
{
    Outbox outbox = filled(2);
    outbox.takeReady(everywhere);
    outbox.fail(tag(1), Error { .code = ErrorCode::TooLong });
    QCOMPARE(outbox.find(tag(1))->state, State::Failed);
    QCOMPARE(outbox.find(tag(1))->failure->code, ErrorCode::TooLong);
    QCOMPARE(tags(outbox.takeReady(everywhere)), QList { tag(2) });
}

void TestOutbox::retriedLineGoesInItsOldPlace()
{
    Outbox outbox = filled(2);
    outbox.fail(tag(1), Error {});
    outbox.retry(tag(1));
    QVERIFY(!outbox.find(tag(1))->failure);
    QCOMPARE(tags(outbox.takeReady(everywhere)), QList { tag(1) });
}

void TestOutbox::discardForgetsAWaitingLine()
{
    Outbox outbox = filled(2);
    outbox.fail(tag(1), Error {});
    outbox.discard(tag(1));
    outbox.discard(tag(2));
    QVERIFY(outbox.entries().isEmpty());
}

void TestOutbox::lineOnItsWayCanNotBeDiscarded()
{
    Outbox outbox = filled(1);
    outbox.takeReady(everywhere);
    outbox.discard(tag(1));
    QCOMPARE(outbox.entries().size(), 1);
}

void TestOutbox::atMostAWindowIsInFlight()
{
    Outbox outbox;
    QSet<RoomId> rooms;
    for (int number = 0; number < Outbox::window + 5; ++number) {
        const RoomId room = RoomId::fromText(QString::number(number));
        rooms.insert(room);
        outbox.add(entry(number, room));
    }
    QCOMPARE(outbox.takeReady(rooms).size(), Outbox::window);
    QCOMPARE(outbox.takeReady(rooms).size(), 0);
    outbox.acknowledge(tag(0));
    QCOMPARE(tags(outbox.takeReady(rooms)), QList { tag(Outbox::window) });
}

void TestOutbox::unknownTagsChangeNothing()
{
    Outbox outbox = filled(1);
    const QList<Outbox::Entry> before = outbox.entries();
    outbox.acknowledge(tag(9));
    outbox.fail(tag(9), Error {});
    outbox.requeue(tag(9));
    outbox.retry(tag(9));
    outbox.discard(tag(9));
    QCOMPARE(outbox.entries(), before);
    QCOMPARE(outbox.find(tag(9)), nullptr);
}

QTEST_GUILESS_MAIN(TestOutbox)
#include "tst_outbox.moc"
