#include "tests/support/serverfixture.h"

using namespace chat;
using namespace std::chrono_literals;

namespace {

const RoomId tea = RoomId::fromText(u"tea"_s);

/// From where a pair of requests sets out.
enum class Start { AtTheDoor, Outside, Inside, NowhereYet };

struct Ask
{
    const char *type;
    const char *data;
};
const std::initializer_list<Ask> asks {
    { "authenticate", R"({"name":"ada"})" },
    { "register", R"({"name":"ada","password":"correct horse"})" },
    { "set-password", R"({"password":"battery staple"})" },
    { "list-sessions", "{}" },
    { "revoke-session", R"({"sessionId":"none"})" },
    { "list-rooms", "{}" },
    { "create-room", R"({"roomId":"tea","title":"Tea"})" },
    { "join-room", R"({"roomId":"tea"})" },
    { "leave-room", R"({"roomId":"tea"})" },
    { "send-message", R"({"roomId":"tea","content":"hello"})" },
    { "typing", R"({"roomId":"tea"})" },
    { "set-presence", R"({"status":"busy"})" },
    { "history", R"({"roomId":"tea","limit":10})" },
    { "mark-read", R"({"roomId":"tea","seq":1})" },
    { "list-members", R"({"roomId":"tea","limit":10})" },
};

QByteArray frame(const Ask &ask, int id)
{
    return R"({"type":")" + QByteArray(ask.type) + R"(","id":)" + QByteArray::number(id)
        + R"(,"data":)" + ask.data + '}';
}

/// A server with a witness who sees the room list change, and, where the room exists, sits in it.
struct Scene
{
    explicit Scene(Start start)
        : fixture({ .sendsPerSecond = 1e6,
                    .sendsBurst = 1e6,
                    .requestsPerSecond = 1e6,
                    .requestsBurst = 1e6 })
        , witness(fixture.connectAs(u"witness"_s))
        , ada(fixture.connectClient())
    {
        if (start != Start::NowhereYet && !witness->join(u"tea"_s))
            qFatal("the witness could not join");
        if (start != Start::AtTheDoor)
            ada->authenticate(u"ada"_s);
        if (start == Start::Inside && !ada->join(u"tea"_s))
            qFatal("ada could not join");
        witness->settle();
        witness->forget();
        ada->forget();
    }

    void say(const Ask &ask, int id)
    {
        ada->tellRaw(frame(ask, id));
        if (QByteArray(ask.type) == "set-password")
            slow << id; // it takes its time elsewhere, and holds nothing up
    }
    /// Until everything that was asked has its answer.
    void settle()
    {
        ada->settle();
        const auto isAnswered = [this](int id) {
            const QStringList answers = ada->unaskedAnswers();
            return std::ranges::any_of(answers, [prefix = u"%1 "_s.arg(id)](const QString &answer) {
                return answer.startsWith(prefix);
            });
        };
        waitUntil([&] { return std::ranges::all_of(slow, isAnswered); });
        witness->settle();
    }

    RoomSummary seenBy(TestClient &client)
    {
        const auto list = client.ask(ListRooms {});
        const auto row = std::ranges::find(list->rooms, tea, &RoomSummary::roomId);
        return row == list->rooms.end() ? RoomSummary() : *row;
    }
    /// Different lines, said to her or shown in a history.
    qsizetype heardByAda() const
    {
        QSet<qint64> seqs;
        for (const NewMessage &message : ada->all<NewMessage>())
            seqs.insert(message.seq.number());
        for (const RoomHistory &history : ada->all<RoomHistory>()) {
            for (const Message &message : history.messages)
                seqs.insert(message.seq.number());
        }
        return seqs.size();
    }
    /// All that can be told from outside of how things stand, in words.
    QStringList standing()
    {
        const RoomSummary room = seenBy(*witness);
        QStringList words { u"%1 members, %2 online, at %3"_s.arg(room.memberCount)
                                .arg(room.onlineCount)
                                .arg(room.headSeq.number()) };
        if (ada->self().id != UserId() || ada->ask(ListRooms {}))
            words << u"ada %1"_s.arg(seenBy(*ada).joined.value_or(false) ? u"in"_s : u"out"_s);
        // A status is not about a room: told before the join is over, it comes with the join.
        for (const UserPresence &change : witness->all<UserPresence>()) {
            if (change.type != PresenceChange::Status)
                words << u"%1 %2, of %3"_s.arg(change.user.name)
                             .arg(change.type == PresenceChange::Joined ? u"came"_s : u"went"_s)
                             .arg(change.onlineCount);
        }
        words << u"typing %1, stopped %2, messages %3"_s.arg(witness->count<UserTyping>())
                     .arg(witness->count<UserStoppedTyping>())
                     .arg(witness->count<NewMessage>());
        const auto before = heardByAda();
        if (room.memberCount > 0 && witness->join(u"tea"_s) && witness->say(u"tea"_s, u"there?"_s))
            ada->settle();
        words << u"ada heard %1 and then %2"_s.arg(before).arg(heardByAda() - before);
        return words;
    }
    /// What an end of all connections leaves behind.
    QString leftBehind()
    {
        ada->peer().abort();
        witness->peer().abort();
        if (!waitUntil([this] { return fixture.server.connectionCount() == 0; }))
            return u"connections"_s;
        fixture.advance(limits::offlineGrace + 5s);
        QString left;
        if (fixture.server.pendingDeadlines() != 0)
            left += u"%1 deadlines "_s.arg(fixture.server.pendingDeadlines());
        if (fixture.server.peopleCount() != 0)
            left += u"%1 people "_s.arg(fixture.server.peopleCount());
        if (fixture.server.subscriptionCount() != 0)
            left += u"%1 subscriptions"_s.arg(fixture.server.subscriptionCount());
        return left;
    }

    ServerFixture fixture;
    std::unique_ptr<TestClient> witness;
    std::unique_ptr<TestClient> ada;
    QList<int> slow; // ids of requests that are answered when nobody waits for them
};

void addPairs()
{
    QTest::addColumn<Start>("start");
    QTest::addColumn<Ask>("first");
    QTest::addColumn<Ask>("second");
    const std::initializer_list<std::pair<Start, const char *>> starts {
        { Start::AtTheDoor, "at the door" },
        { Start::Outside, "outside" },
        { Start::Inside, "inside" },
        { Start::NowhereYet, "no such room" },
    };
    for (const auto &[start, where] : starts) {
        for (const Ask &first : asks) {
            for (const Ask &second : asks)
                QTest::addRow("%s: %s, %s", where, first.type, second.type)
                    << start << first << second;
        }
    }
}

} // namespace

/// Requests of one connection that are asked without waiting for answers.
class TestPipelining : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void twoAtOnceAreTheSameAsOneAfterTheOther_data() { addPairs(); }
    void twoAtOnceAreTheSameAsOneAfterTheOther();
    void anEndInBetweenLeavesNothingBehind_data() { addPairs(); }
    void anEndInBetweenLeavesNothingBehind();
    void aWholeScriptAtOnceIsServedInItsOrder();
    void moreThanCanWaitIsRefusedAndTheOrderKept();
    void leavingHereAndComingThereEndsInside();
    void comingHereAndLeavingThereEndsOutside();
    void aReloadThatFailsIsNoGoodbye();
};

void TestPipelining::twoAtOnceAreTheSameAsOneAfterTheOther()
{
    QFETCH(const Start, start);
    QFETCH(const Ask, first);
    QFETCH(const Ask, second);
    Scene patient(start);
    patient.say(first, 1001);
    patient.settle();
    patient.say(second, 1002);
    patient.settle();
    Scene hasty(start);
    hasty.say(first, 1001);
    hasty.say(second, 1002);
    hasty.settle();

    QStringList expected = patient.ada->unaskedAnswers();
    QStringList answers = hasty.ada->unaskedAnswers();
    // What needs no look into the store may be answered first; the ids tell which is which.
    expected.sort();
    answers.sort();
    QCOMPARE(answers, expected);
    QCOMPARE(hasty.standing(), patient.standing());
    QCOMPARE(hasty.leftBehind(), QString());
}

void TestPipelining::anEndInBetweenLeavesNothingBehind()
{
    QFETCH(const Start, start);
    QFETCH(const Ask, first);
    QFETCH(const Ask, second);
    // At each stage of being served.
    for (int turns = 0; turns < 6; ++turns) {
        Scene scene(start);
        scene.say(first, 1001);
        scene.say(second, 1002);
        for (int turn = 0; turn < turns; ++turn)
            QCoreApplication::processEvents();
        scene.ada->peer().abort();
        scene.witness->settle();
        QCOMPARE(scene.leftBehind(), QString());
    }
}

void TestPipelining::aWholeScriptAtOnceIsServedInItsOrder()
{
    ServerFixture fixture;
    const auto ada = fixture.connectClient();
    const QList<QByteArray> script {
        R"({"type":"authenticate","id":1001,"data":{"name":"ada"}})",
        R"({"type":"create-room","id":1002,"data":{"roomId":"den","kind":"private"}})",
        R"({"type":"join-room","id":1003,"data":{"roomId":"den"}})",
        R"({"type":"send-message","id":1004,"data":{"roomId":"den","content":"one"}})",
        R"({"type":"send-message","id":1005,"data":{"roomId":"den","content":"two"}})",
        R"({"type":"history","id":1006,"data":{"roomId":"den","limit":10}})",
        R"({"type":"leave-room","id":1007,"data":{"roomId":"den"}})",
        R"({"type":"send-message","id":1008,"data":{"roomId":"den","content":"three"}})",
    };
    for (const QByteArray &line : script)
        ada->tellRaw(line);
    QVERIFY(waitUntil([&] { return ada->unaskedAnswers().size() == script.size(); }));
    QCOMPARE(ada->unaskedAnswers(),
             QStringList({ u"1001 authenticated"_s, u"1002 room-created"_s, u"1003 room-history"_s,
                           u"1004 message-accepted"_s, u"1005 message-accepted"_s,
                           u"1006 history-page"_s, u"1007 room-left"_s, u"1008 not-a-member"_s }));
    const auto said = ada->all<NewMessage>();
    QCOMPARE(said.size(), 2);
    QCOMPARE(said.first().content, u"one"_s);
}

void TestPipelining::moreThanCanWaitIsRefusedAndTheOrderKept()
{
    ServerFixture fixture({ .sendsPerSecond = 1e6, .sendsBurst = 1e6 });
    const auto ada = fixture.connectAs(u"ada"_s);
    ada->tell(JoinRoom { .roomId = tea });
    constexpr int count = 100;
    for (int i = 0; i < count; ++i)
        ada->tell(SendMessage { .roomId = tea, .content = QString::number(i) });
    QVERIFY(
        waitUntil([&] { return ada->count<MessageAccepted>() + ada->count<Refusal>() == count; }));
    const auto refusals = ada->all<Refusal>();
    QVERIFY(!refusals.isEmpty());
    for (const Refusal &refusal : refusals)
        QVERIFY(refusal.toError().isRetryable());
    int last = -1;
    for (const NewMessage &message : ada->all<NewMessage>()) {
        QVERIFY(message.content.toInt() > last);
        last = message.content.toInt();
    }
    QCOMPARE(ada->count<NewMessage>(), ada->count<MessageAccepted>());
}

void TestPipelining::leavingHereAndComingThereEndsInside()
{
    ServerFixture fixture;
    const auto here = fixture.enter(u"ada"_s, u"tea"_s);
    const auto there = fixture.connectAs(u"ada"_s, here->self().token);
    here->tell(LeaveRoom { .roomId = tea });
    QVERIFY(there->join(u"tea"_s));
    here->settle();
    there->settle();
    // What was said of an earlier stay is not told to the new one.
    QCOMPARE(there->count<UserPresence>(), 0);
    QVERIFY(there->say(u"tea"_s, u"hello"_s));
    QCOMPARE(there->count<NewMessage>(), 1);
    QCOMPARE(here->count<NewMessage>(), 0);
    const auto list = there->ask(ListRooms {});
    const auto row = std::ranges::find(list->rooms, tea, &RoomSummary::roomId);
    QCOMPARE(row->joined, true);
    QCOMPARE(row->memberCount, 1);
    QCOMPARE(row->onlineCount, 1);
}

void TestPipelining::comingHereAndLeavingThereEndsOutside()
{
    ServerFixture fixture;
    const auto there = fixture.enter(u"ada"_s, u"tea"_s);
    const auto here = fixture.connectAs(u"ada"_s, there->self().token);
    here->tell(JoinRoom { .roomId = tea });
    QVERIFY(there->ask(LeaveRoom { .roomId = tea }));
    here->settle();
    QCOMPARE(here->say(u"tea"_s, u"hello"_s).error().code, ErrorCode::NotAMember);
    const auto list = here->ask(ListRooms {});
    const auto row = std::ranges::find(list->rooms, tea, &RoomSummary::roomId);
    QCOMPARE(row->joined, false);
    QCOMPARE(row->memberCount, 0);
    QCOMPARE(row->onlineCount, 0);
}

void TestPipelining::aReloadThatFailsIsNoGoodbye()
{
    Scene scene(Start::Inside);
    scene.fixture.store.setWriteError(Error { .code = ErrorCode::Unavailable });
    QCOMPARE(scene.ada->join(u"tea"_s).error().code, ErrorCode::Unavailable);
    scene.fixture.store.setWriteError({});
    QVERIFY(scene.witness->say(u"tea"_s, u"still there?"_s));
    scene.ada->settle();
    QCOMPARE(scene.ada->count<NewMessage>(), 1);
    QVERIFY(scene.ada->say(u"tea"_s, u"yes"_s));
    QCOMPARE(scene.leftBehind(), QString());
}

QTEST_GUILESS_MAIN(TestPipelining)
#include "tst_pipelining.moc"
