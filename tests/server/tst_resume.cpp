#include "tests/support/serverfixture.h"

using namespace chat;

/// Coming back after an outage: what was missed, once and in order, or the word that it is not so.
class TestResume : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasMissedComesOnceAndInOrder();
    void whoMissedNothingGetsNothing();
    void whoMissedTooMuchGetsTheNewest();
    void manyRoomsShareTheBytes();
    void allOfItFitsTheOutboundBudget();
    void whatIsSaidMeanwhileComesAfterIt();
    void aRoomThatCanNotBeTakenUpSaysWhy();
    void anUnknownTokenIsRefusedAndMayAuthenticate();
    void aNewerConnectionOfTheDeviceEndsTheOlder();
    void anotherDeviceStays();
    void aBlipIsNoLeaveAndJoin();
    void largeRoomsLeaveTheMembersOut();
    void aRoomThatIsNotToBeSeenIsNotThere();
    void whoLeftElsewhereIsNoMember();

private:
    static RoomId tea() { return RoomId::fromText(u"tea"_s); }
    static Position at(const Result<RoomHistory> &history, qint64 seq)
    {
        return { .epoch = history->epoch, .seq = Seq::fromNumber(seq) };
    }
    static Resume from(const TestClient &client, const QMap<RoomId, Position> &rooms,
                       const QString &device = u"laptop"_s)
    {
        return { .token = client.self().token,
                 .deviceId = DeviceId::fromText(device),
                 .rooms = rooms };
    }
    static QList<qint64> seqs(const TestClient &client)
    {
        QList<qint64> numbers;
        const auto messages = client.all<NewMessage>();
        for (const NewMessage &message : messages)
            numbers << message.seq.number();
        return numbers;
    }
    static void sayMany(TestClient &client, int count, const QString &words = u"hello"_s)
    {
        for (int i = 0; i < count; ++i)
            QVERIFY(client.say(u"tea"_s, words));
    }
    const Policy m_quick { .sendsPerSecond = 1e6, .sendsBurst = 1e6 };
};

void TestResume::whatWasMissedComesOnceAndInOrder()
{
    ServerFixture fixture(m_quick);
    const auto ada = fixture.connectAs(u"ada"_s);
    const auto history = ada->join(u"tea"_s);
    const auto bob = fixture.enter(u"bob"_s, u"tea"_s);
    sayMany(*bob, 5);
    const auto again = fixture.connectClient();
    const auto resumed = again->ask(from(*ada, { { tea(), at(history, 2) } }));
    QCOMPARE(resumed->user.id, ada->self().id);
    QCOMPARE(resumed->user.name, u"ada"_s);
    const ResumedRoom room = resumed->rooms.first();
    QVERIFY(!room.reset);
    QCOMPARE(room.from->number(), 3);
    QCOMPARE(room.to->number(), 5);
    QCOMPARE(room.members->size(), 2);
    sayMany(*bob, 1);
    again->settle();
    QCOMPARE(seqs(*again), QList<qint64>({ 3, 4, 5, 6 }));
    QVERIFY(again->say(u"tea"_s, u"I am back"_s));
}

void TestResume::whoMissedNothingGetsNothing()
{
    ServerFixture fixture;
    const auto ada = fixture.connectAs(u"ada"_s);
    const auto history = ada->join(u"tea"_s);
    QVERIFY(ada->say(u"tea"_s, u"hello"_s));
    const auto again = fixture.connectClient();
    const auto resumed = again->ask(from(*ada, { { tea(), at(history, 1) } }));
    QCOMPARE(resumed->rooms.first().from->number(), 2);
    QCOMPARE(resumed->rooms.first().to->number(), 1);
    again->settle();
    QCOMPARE(seqs(*again), QList<qint64>());
}

void TestResume::whoMissedTooMuchGetsTheNewest()
{
    ServerFixture fixture(m_quick);
    const auto ada = fixture.connectAs(u"ada"_s);
    const auto history = ada->join(u"tea"_s);
    constexpr int said = limits::missedOnResume + 10;
    sayMany(*ada, said);
    const auto ask = [&](qint64 have) {
        const auto again = fixture.connectClient();
        const auto resumed = again->ask(from(*ada, { { tea(), at(history, have) } }));
        again->settle();
        return std::pair(resumed->rooms.first().from->number(), seqs(*again).size());
    };
    QCOMPARE(ask(9),
             std::pair(qint64(said - limits::historyOnJoin + 1), qsizetype(limits::historyOnJoin)));
    QCOMPARE(ask(10), std::pair(qint64(11), qsizetype(limits::missedOnResume)));
}

void TestResume::manyRoomsShareTheBytes()
{
    ServerFixture fixture({ .sendsPerSecond = 1e6, .sendsBurst = 1e6, .requestsBurst = 1e6 });
    const auto ada = fixture.connectAs(u"ada"_s);
    const QString words(limits::messageLength, u'x');
    constexpr int roomCount = 20;
    QMap<RoomId, Position> rooms;
    for (int i = 0; i < roomCount; ++i) {
        const QString name = u"room %1"_s.arg(i);
        rooms.insert(RoomId::fromText(name), at(ada->join(name), 0));
        for (int j = 0; j < 20; ++j)
            QVERIFY(ada->say(name, words));
    }
    const auto again = fixture.connectClient();
    const auto resumed = again->ask(from(*ada, rooms));
    again->settle();
    QCOMPARE(resumed->rooms.size(), roomCount);
    const qsizetype each = limits::resumeBytes / roomCount / (words.size() + 400); // with its keys
    QCOMPARE(again->count<NewMessage>(), each * roomCount);
    for (const ResumedRoom &room : resumed->rooms)
        QCOMPARE(room.from->number(), 20 - each + 1);
}

// Whatever the others chose as their names and lines.
void TestResume::allOfItFitsTheOutboundBudget()
{
    ServerFixture fixture({ .sendsPerSecond = 1e6, .sendsBurst = 1e6, .requestsBurst = 1e6 });
    const auto ada = fixture.connectAs(u"ada"_s);
    QMap<RoomId, Position> rooms;
    for (int i = 0; i < 8; ++i) {
        const QString name = u"room %1"_s.arg(i);
        const RoomId room = RoomId::fromText(name);
        rooms.insert(room, at(ada->join(name), 0));
        for (int j = 0; j < 150; ++j) {
            const UserId id = UserId::fromText(u"user %1 %2"_s.arg(i).arg(j));
            fixture.store.signIn({ .name = id.text() + QString(30, u'\u4e2d'),
                                   .avatar = QString(limits::avatarLength, u'"'),
                                   .freshTokenHash = id.text().toUtf8(),
                                   .freshId = id },
                                 [](const Result<SignedIn> &) {});
            fixture.store.enterRoom(room, id, false, [](const Result<RoomEntry> &) {});
        }
        for (int j = 0; j < 250; ++j)
            QVERIFY(ada->say(name, u"\u0001"_s));
    }
    const auto again = fixture.connectClient();
    qint64 bytes = 0;
    connect(&again->peer().transport(), &Transport::received, this,
            [&bytes](const QByteArray &json) { bytes += json.size(); });
    QVERIFY(again->ask(from(*ada, rooms)));
    again->settle();
    QVERIFY(again->count<NewMessage>() > 100);
    QVERIFY2(bytes < limits::outboundBytes, qPrintable(QString::number(bytes)));
}

void TestResume::whatIsSaidMeanwhileComesAfterIt()
{
    ServerFixture fixture(m_quick);
    const auto ada = fixture.connectAs(u"ada"_s);
    const auto history = ada->join(u"tea"_s);
    const auto bob = fixture.enter(u"bob"_s, u"tea"_s);
    const auto again = fixture.connectClient();
    const auto sayTen = [&bob] {
        for (int i = 0; i < 10; ++i)
            bob->tell(SendMessage { .roomId = tea(), .content = u"hello"_s });
    };
    sayTen();
    bool isResumed = false;
    again->peer().request(from(*ada, { { tea(), at(history, 0) } }), again.get(),
                          [&isResumed](const Result<Resumed> &) { isResumed = true; });
    sayTen();
    QTRY_VERIFY(isResumed);
    sayTen();
    bob->settle();
    again->settle();
    QList<qint64> expected;
    for (int i = 1; i <= 30; ++i)
        expected << i;
    QCOMPARE(seqs(*again), expected);
}

void TestResume::aRoomThatCanNotBeTakenUpSaysWhy()
{
    ServerFixture fixture;
    const auto ada = fixture.connectAs(u"ada"_s);
    const auto history = ada->join(u"tea"_s);
    QVERIFY(fixture.connectAs(u"bob"_s)->join(u"coffee"_s));
    QVERIFY(ada->join(u"milk"_s));
    const auto id = [](const QString &name) { return RoomId::fromText(name); };
    const auto again = fixture.connectClient();
    const auto resumed = again->ask(from(
        *ada,
        { { tea(), { .epoch = Epoch::fromText(u"another life"_s), .seq = {} } },
          { id(u"milk"_s), { .epoch = ada->join(u"milk"_s)->epoch, .seq = Seq::fromNumber(7) } },
          { id(u"coffee"_s), { .epoch = history->epoch, .seq = {} } },
          { id(u"nowhere"_s), { .epoch = history->epoch, .seq = {} } } }));
    QMap<QString, ResetReason> reasons;
    for (const ResumedRoom &room : resumed->rooms)
        reasons.insert(room.roomId.text(), *room.reset);
    const QMap<QString, ResetReason> expected { { u"coffee"_s, ResetReason::NotAMember },
                                                { u"milk"_s, ResetReason::EpochChanged },
                                                { u"nowhere"_s, ResetReason::NotFound },
                                                { u"tea"_s, ResetReason::EpochChanged } };
    QCOMPARE(reasons, expected);
    QVERIFY(again->join(u"tea"_s));
}

void TestResume::anUnknownTokenIsRefusedAndMayAuthenticate()
{
    ServerFixture fixture;
    const auto ada = fixture.connectClient();
    const auto resumed = ada->ask(from(*ada, {}));
    QCOMPARE(resumed.error().code, ErrorCode::InvalidMessage); // an empty one
    const auto unknown = ada->ask(
        Resume { .token = QString(64, u'a'), .deviceId = DeviceId::fromText(u"laptop"_s) });
    QCOMPARE(unknown.error().code, ErrorCode::InvalidToken);
    QVERIFY(!ada->authenticate(u"ada"_s).id.isEmpty());
    QCOMPARE(ada->ask(from(*ada, {})).error().code, ErrorCode::Conflict);
}

void TestResume::aNewerConnectionOfTheDeviceEndsTheOlder()
{
    ServerFixture fixture;
    const auto ada = fixture.connectAs(u"ada"_s);
    const auto first = fixture.connectClient();
    QVERIFY(first->ask(from(*ada, {})));
    const auto second = fixture.connectClient();
    QVERIFY(second->ask(from(*ada, {})));
    QVERIFY(first->waitForClose());
    QCOMPARE(first->closed()->code, int(CloseCode::Superseded));
    QVERIFY(!second->closed());
    QVERIFY(!ada->closed()); // told no device
}

void TestResume::anotherDeviceStays()
{
    ServerFixture fixture;
    const auto ada = fixture.connectAs(u"ada"_s);
    const auto laptop = fixture.connectClient();
    QVERIFY(laptop->ask(from(*ada, {})));
    const auto phone = fixture.connectClient();
    QVERIFY(phone->ask(from(*ada, {}, u"phone"_s)));
    phone->settle();
    laptop->settle();
    QVERIFY(!laptop->closed());
}

void TestResume::aBlipIsNoLeaveAndJoin()
{
    ServerFixture fixture;
    auto ada = fixture.connectAs(u"ada"_s);
    const auto history = ada->join(u"tea"_s);
    const auto bob = fixture.enter(u"bob"_s, u"tea"_s);
    const Resume back = from(*ada, { { tea(), at(history, 0) } });
    ada->peer().abort();
    bob->settle();
    bob->forget();
    const auto again = fixture.connectClient();
    QVERIFY(again->ask(back));
    fixture.advance(limits::offlineGrace * 2);
    bob->settle();
    QCOMPARE(bob->count<UserPresence>(), 0);
}

void TestResume::largeRoomsLeaveTheMembersOut()
{
    ServerFixture fixture({ .largeRoom = 1 });
    const auto bob = fixture.enter(u"bob"_s, u"tea"_s);
    const auto ada = fixture.connectAs(u"ada"_s);
    const auto history = ada->join(u"tea"_s);
    const auto again = fixture.connectClient();
    const auto resumed = again->ask(from(*ada, { { tea(), at(history, 0) } }));
    const ResumedRoom room = resumed->rooms.first();
    QVERIFY(!room.reset);
    QCOMPARE(room.memberCount, 2);
    QCOMPARE(room.onlineCount, 2);
    QVERIFY(!room.members);
}

void TestResume::aRoomThatIsNotToBeSeenIsNotThere()
{
    ServerFixture fixture;
    const auto ada = fixture.connectAs(u"ada"_s);
    const RoomId den = RoomId::fromText(u"den"_s);
    QVERIFY(ada->ask(CreateRoom { .roomId = den, .kind = RoomKind::Private }));
    const auto history = ada->join(u"den"_s);
    const auto eve = fixture.connectAs(u"eve"_s);
    const auto again = fixture.connectClient();
    const auto resumed = again->ask(from(
        *eve, { { den, at(history, 0) }, { RoomId::fromText(u"nowhere"_s), at(history, 0) } }));
    for (ResumedRoom room : resumed->rooms) {
        room.roomId = den;
        QCOMPARE(room, (ResumedRoom { .roomId = den, .reset = ResetReason::NotFound }));
    }
}

void TestResume::whoLeftElsewhereIsNoMember()
{
    ServerFixture fixture;
    const auto ada = fixture.connectAs(u"ada"_s);
    const auto history = ada->join(u"tea"_s);
    QVERIFY(ada->ask(LeaveRoom { .roomId = tea() }));
    const auto again = fixture.connectClient();
    const auto resumed = again->ask(from(*ada, { { tea(), at(history, 0) } }));
    QCOMPARE(*resumed->rooms.first().reset, ResetReason::NotAMember);
    QVERIFY(fixture.connectAs(u"bob"_s)->join(u"tea"_s));
    again->settle();
    QCOMPARE(again->count<UserPresence>(), 0);
}

QTEST_GUILESS_MAIN(TestResume)
#include "tst_resume.moc"
