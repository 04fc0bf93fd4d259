#include "tests/client/conversation.h"
#include "tests/client/memoryclientstore.h"

#include <QSignalSpy>

using namespace chat;
using namespace chat::samples;
using namespace std::chrono_literals;

namespace {

Seq seq(qint64 number)
{
    return Seq::fromNumber(number);
}

KeptLine writtenLine(int number)
{
    return { .message = { .roomId = tea,
                          .content = u"mine %1"_s.arg(number),
                          .tag = tag(number),
                          .replyTo = {} },
             .writtenAt = noon };
}

ClientProfile onADevice()
{
    return { .name = u"ada"_s, .deviceId = DeviceId::fromText(u"d1"_s), .rooms = { tea } };
}

} // namespace

/// What a client knows and has written outlives it.
class TestRestart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lineIsKeptBeforeItIsShown();
    void lineThatCanNotBeKeptIsShownAsFailed();
    void ackedLineIsForgotten();
    void keptLinesGoOutInTheirOrder();
    void keptLineThatIsInTheLogIsNotSentAgain();
    void failedLineStaysFailed();
    void retriedLineIsKeptAsWaiting();
    void fullOutboxIsTold();
    void outboxThatIsGivenUpIsEmpty();
    void roomIsThereBeforeTheNetwork();
    void restartResumes();
    void olderKeptLinesNeedNoNetwork();
    void holeInWhatIsKeptIsFetched();
    void newLogReplacesTheKeptOne();
    void leftRoomIsForgotten();
    void otherServerGetsItsOwnStore();
    void storeThatIsFoundOnTheWelcomeIsUsed();
    void storeThatCanNotBeReadIsDoneWithout();
    void draftIsKeptWithinASecond();
    void draftIsGoneWhenSent();

private:
    /// A run of ada's in which she reads up to `last`, and ends.
    static void readTea(MemoryClientStore &store, qint64 last);
};

void TestRestart::readTea(MemoryClientStore &store, qint64 last)
{
    Conversation talk(onADevice(), &store);
    talk.begin(lines(std::max<qint64>(1, last - 49), last));
}

void TestRestart::lineIsKeptBeforeItIsShown()
{
    MemoryClientStore store;
    Conversation talk(Conversation::wantingTea(), &store);
    talk.begin();
    talk.session.sendMessage(tea, u"one"_s);
    QVERIFY(talk.shown().isEmpty());
    QCOMPARE(store.state.outbox.size(), 1);
    FakeServer::settle();
    QCOMPARE(talk.shown(), QStringList { u"one"_s });
    QCOMPARE(talk.server.waiting<SendMessage>(), 1);
}

void TestRestart::lineThatCanNotBeKeptIsShownAsFailed()
{
    MemoryClientStore store;
    Conversation talk(Conversation::wantingTea(), &store);
    talk.begin();
    store.isFull = true;
    const Tag itsTag = talk.session.sendMessage(tea, u"one"_s);
    FakeServer::settle();
    QCOMPARE(talk.lastState(), DeliveryState::Failed);
    QCOMPARE(talk.server.waiting<SendMessage>(), 0);
    store.isFull = false;
    talk.tea().retry(itsTag);
    FakeServer::settle();
    QCOMPARE(talk.server.waiting<SendMessage>(), 1);
    QCOMPARE(store.state.outbox.size(), 1);
}

void TestRestart::ackedLineIsForgotten()
{
    MemoryClientStore store;
    Conversation talk(Conversation::wantingTea(), &store);
    talk.begin();
    talk.session.sendMessage(tea, u"one"_s);
    FakeServer::settle();
    const auto asked = talk.server.expect<SendMessage>();
    talk.server.answer(asked, accepted(line(1, ada, u"one"_s), *asked.event.tag));
    QVERIFY(store.state.outbox.isEmpty());
}

void TestRestart::keptLinesGoOutInTheirOrder()
{
    MemoryClientStore store;
    store.state.outbox = { writtenLine(2), writtenLine(1) };
    Conversation talk(Conversation::wantingTea(), &store);
    talk.begin();
    QCOMPARE(talk.shown(), (QStringList { u"mine 2"_s, u"mine 1"_s }));
    const auto first = talk.server.expect<SendMessage>();
    QCOMPARE(first.event.tag, tag(2));
    QCOMPARE(talk.server.waiting<SendMessage>(), 0);
    talk.server.answer(first, accepted(line(1, ada, u"mine 2"_s), tag(2)));
    QCOMPARE(talk.server.expect<SendMessage>().event.tag, tag(1));
}

void TestRestart::keptLineThatIsInTheLogIsNotSentAgain()
{
    MemoryClientStore store;
    readTea(store, 3);
    store.keepRoom({ .id = tea, .epoch = epoch, .known = { { seq(1), seq(4) } }, .have = seq(4) },
                   { tagged(line(4, ada, u"mine 1"_s), tag(1)) });
    store.state.outbox = { writtenLine(1) };
    Conversation talk(onADevice(), &store);
    QCOMPARE(talk.shown().size(), 4);
    QVERIFY(store.state.outbox.isEmpty());
}

void TestRestart::failedLineStaysFailed()
{
    MemoryClientStore store;
    {
        Conversation talk(Conversation::wantingTea(), &store);
        talk.begin();
        talk.session.sendMessage(tea, u"one"_s);
        FakeServer::settle();
        talk.server.refuse(talk.server.expect<SendMessage>(),
                           Error { .code = ErrorCode::NotAuthorized });
    }
    Conversation again(Conversation::wantingTea(), &store);
    QCOMPARE(again.lastState(), DeliveryState::Failed);
    QCOMPARE(again.tea().timeline().row(0).failure->code, ErrorCode::NotAuthorized);
    again.tea().discard(*again.tea().timeline().row(0).message.tag);
    QVERIFY(again.shown().isEmpty());
    QVERIFY(store.state.outbox.isEmpty());
}

void TestRestart::retriedLineIsKeptAsWaiting()
{
    MemoryClientStore store;
    readTea(store, 3);
    KeptLine failed = writtenLine(1);
    failed.failure = Error { .code = ErrorCode::NotAMember };
    store.state.outbox = { failed };
    Conversation talk(onADevice(), &store);
    talk.tea().retry(tag(1));
    FakeServer::settle();
    QCOMPARE(talk.lastState(), DeliveryState::Queued);
    QCOMPARE(store.state.outbox, QList { writtenLine(1) });
}

void TestRestart::fullOutboxIsTold()
{
    MemoryClientStore store;
    Conversation talk(Conversation::wantingTea(), &store);
    QSignalSpy full(&talk.session, &ClientSession::outboxFullChanged);
    for (int number = 1; number <= limits::outboxEntries; ++number) {
        QVERIFY(!talk.session.isOutboxFull());
        talk.session.sendMessage(tea, u"%1"_s.arg(number));
    }
    QVERIFY(talk.session.isOutboxFull());
    FakeServer::settle();
    QCOMPARE(full.count(), 1);
    talk.begin();
    const auto asked = talk.server.expect<SendMessage>();
    talk.server.answer(asked, accepted(line(1, ada, u"1"_s), *asked.event.tag));
    QVERIFY(!talk.session.isOutboxFull());
    QCOMPARE(full.count(), 2);
}

void TestRestart::outboxThatIsGivenUpIsEmpty()
{
    MemoryClientStore store;
    Conversation talk(Conversation::wantingTea(), &store);
    talk.begin();
    for (int number = 1; number <= 3; ++number)
        talk.session.sendMessage(tea, u"%1"_s.arg(number));
    const auto asked = talk.server.expect<SendMessage>();
    talk.session.discardOutbox();
    QCOMPARE(talk.shown(), QStringList { u"1"_s }); // on its way: that can not be undone
    QCOMPARE(store.state.outbox.size(), 1);
    talk.server.answer(asked, accepted(line(1, ada, u"1"_s), *asked.event.tag));
    QCOMPARE(talk.server.waiting<SendMessage>(), 0);
    QCOMPARE(store.state.outbox.size(), 0);
}

void TestRestart::roomIsThereBeforeTheNetwork()
{
    MemoryClientStore store;
    readTea(store, 3);
    Conversation talk(onADevice(), &store);
    QCOMPARE(talk.server.connections, 0);
    QCOMPARE(talk.shown(), (QStringList { u"line 1"_s, u"line 2"_s, u"line 3"_s }));
    QVERIFY(!talk.tea().isLive());
    QCOMPARE(talk.session.self().id, ada);
    talk.session.sendMessage(tea, u"mine"_s);
    FakeServer::settle();
    QCOMPARE(talk.shown().last(), u"mine"_s);
    QCOMPARE(store.state.outbox.size(), 1);
}

void TestRestart::restartResumes()
{
    MemoryClientStore store;
    readTea(store, 3);
    Conversation talk(onADevice(), &store);
    talk.start();
    talk.server.push(welcome());
    const auto asked = talk.server.expect<Resume>();
    QCOMPARE(asked.event.rooms, (QMap<RoomId, Position> { { tea, { epoch, seq(3) } } }));
}

void TestRestart::olderKeptLinesNeedNoNetwork()
{
    MemoryClientStore store;
    readTea(store, 50);
    store.newestCount = 10;
    Conversation talk(onADevice(), &store);
    QCOMPARE(talk.shown().size(), 10);
    talk.tea().loadOlder();
    FakeServer::settle();
    QCOMPARE(talk.shown().size(), 50);
    QCOMPARE(talk.shown().first(), u"line 1"_s);
    QVERIFY(!talk.tea().hasOlder());
}

void TestRestart::holeInWhatIsKeptIsFetched()
{
    MemoryClientStore store;
    readTea(store, 20);
    {
        Conversation talk({ .name = u"ada"_s, .rooms = { tea } }, &store);
        talk.start();
        talk.letIn({ summary(tea, true) });
        talk.join(lines(91, 100));
    }
    Conversation talk({ .name = u"ada"_s, .rooms = { tea } }, &store);
    QCOMPARE(talk.shown().size(), 30);
    QCOMPARE(talk.tea().timeline().index(20).data(TimelineModel::MissingAboveRole).toLongLong(),
             70);
    talk.start();
    talk.letIn({ summary(tea, true) });
    talk.join(lines(91, 100));
    talk.tea().loadHole(seq(91));
    talk.server.answer(talk.server.expect<History>(), page(lines(1, 90), 100));
    QCOMPARE(talk.shown().size(), 100);
    QCOMPARE(store.state.rooms.first().known, SeqRanges({ { seq(1), seq(100) } }));
}

void TestRestart::newLogReplacesTheKeptOne()
{
    MemoryClientStore store;
    readTea(store, 20);
    Conversation talk({ .name = u"ada"_s, .rooms = { tea } }, &store);
    talk.start();
    talk.letIn({ summary(tea, true) });
    RoomHistory other = history(lines(1, 2));
    other.epoch = Epoch::fromText(u"e2"_s);
    talk.server.answer(talk.server.expect<JoinRoom>(), other);
    QCOMPARE(store.state.rooms.first().epoch, other.epoch);
    QCOMPARE(store.state.rooms.first().known, SeqRanges({ { seq(1), seq(2) } }));
}

void TestRestart::leftRoomIsForgotten()
{
    MemoryClientStore store;
    Conversation talk(Conversation::wantingTea(), &store);
    talk.begin(lines(1, 3));
    QCOMPARE(store.state.rooms.size(), 1);
    talk.session.leaveRoom(tea);
    talk.server.answer(talk.server.expect<LeaveRoom>(), RoomLeft { .roomId = tea });
    QVERIFY(store.state.rooms.isEmpty());
}

void TestRestart::otherServerGetsItsOwnStore()
{
    MemoryClientStore store;
    MemoryClientStore other;
    readTea(store, 3);
    store.state.outbox = { writtenLine(1) };
    Conversation talk(onADevice(), &store);
    connect(&talk.session, &ClientSession::storeWanted, &talk.session,
            [&](const QString &id) { talk.session.useStore(other, id); });
    talk.start();
    Welcome elsewhere = welcome();
    elsewhere.server.id = u"s2"_s;
    talk.server.push(elsewhere);
    QCOMPARE(talk.session.rooms().find(tea), nullptr);
    QVERIFY(talk.session.outbox().entries().isEmpty());
    QCOMPARE(talk.server.waiting<Authenticate>(), 1);
    QCOMPARE(store.state.rooms.size(), 1);
    QCOMPARE(store.state.outbox.size(), 1);
}

void TestRestart::storeThatIsFoundOnTheWelcomeIsUsed()
{
    MemoryClientStore store;
    readTea(store, 3);
    Conversation talk(onADevice());
    connect(&talk.session, &ClientSession::storeWanted, &talk.session,
            [&](const QString &id) { talk.session.useStore(store, id); });
    talk.start();
    talk.server.push(welcome());
    QCOMPARE(talk.shown().size(), 3);
    QCOMPARE(talk.server.waiting<Resume>(), 1);
}

void TestRestart::storeThatCanNotBeReadIsDoneWithout()
{
    class UnreadableStore final : public QObject, public ClientStore
    {
    public:
        void load(Done<KeptState> done) override
        {
            const Error error { .code = ErrorCode::Unavailable, .detail = u"no disk"_s };
            QMetaObject::invokeMethod(
                this, [done, error] { done(error); }, Qt::QueuedConnection);
        }
        void keepLine(const KeptLine &, Done<void>) override { }
        void forgetLine(const Tag &) override { }
        void keepDraft(const RoomId &, const QString &) override { }
        void keepSelf(const Person &) override { }
        void keepList(const QList<RoomSummary> &) override { }
        void keepRoom(const KeptRoom &, const QList<Message> &) override { }
        void forgetRoom(const RoomId &) override { }
        void lines(const RoomId &, const SeqRange &, int, Done<QList<Message>>) override { }
    } store;
    QTest::ignoreMessage(QtCriticalMsg, "nothing is kept: unavailable: no disk");
    Conversation talk(Conversation::wantingTea());
    QSignalSpy failed(&talk.session, &ClientSession::storeFailed);
    talk.session.useStore(store, welcome().server.id);
    QTRY_COMPARE(failed.count(), 1);
    talk.begin(lines(1, 2));
    talk.session.sendMessage(tea, u"one"_s);
    QCOMPARE(talk.shown().size(), 3);
}

void TestRestart::draftIsKeptWithinASecond()
{
    MemoryClientStore store;
    Conversation talk(Conversation::wantingTea(), &store);
    talk.session.setDraft(tea, u"I"_s);
    talk.advance(limits::draftWait / 2);
    talk.session.setDraft(tea, u"I wo"_s);
    QVERIFY(store.state.drafts.isEmpty());
    talk.advance(limits::draftWait / 2);
    QCOMPARE(store.state.drafts.value(tea), u"I wo"_s);
    QVERIFY(limits::draftWait < 1s);
    Conversation again(Conversation::wantingTea(), &store);
    QCOMPARE(again.session.draft(tea), u"I wo"_s);
    again.session.setDraft(tea, u"I would"_s);
    again.session.setDraft(tea, QString());
    again.advance(limits::draftWait);
    QVERIFY(store.state.drafts.isEmpty());
}

void TestRestart::draftIsGoneWhenSent()
{
    MemoryClientStore store;
    store.state.drafts.insert(tea, u"I would"_s);
    Conversation talk(Conversation::wantingTea(), &store);
    talk.session.sendMessage(tea, u"I would"_s);
    QVERIFY(store.state.drafts.isEmpty());
    QVERIFY(talk.session.draft(tea).isEmpty());
}

QTEST_GUILESS_MAIN(TestRestart)
#include "tst_restart.moc"
