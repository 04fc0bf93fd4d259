#include "tests/support/serverfixture.h"

using namespace chat;
using namespace std::chrono_literals;

class TestMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leavingAndComingBackIsNoWayToSendMore();
    void everyoneInTheRoomReceivesTheAuthorToo();
    void theAckComesBeforeTheEcho();
    void seqsHaveNoHoles();
    void theSameTagIsStoredOnce();
    void aLineOfUnknownFateIsToldOnceItIsKnown();
    void aTagCanNotBeReusedForOtherWords();
    void lengthIsCountedInUtf16Units_data();
    void lengthIsCountedInUtf16Units();
    void whoSendsTooFastIsToldHowLongToWait();
    void whatIsNotStoredIsNeitherAcknowledgedNorTold();
    void historyIsReadInPages_data();
    void historyIsReadInPages();
    void historyTakesOneQuestionAtATime();
    void readingIsToldToTheOwnDevicesOnly();
    void theReadMarkerNeverGoesBackNorAhead();

private:
    static QList<qint64> seqs(const QList<Message> &messages)
    {
        QList<qint64> numbers;
        for (const Message &message : messages)
            numbers << message.seq.number();
        return numbers;
    }
};

void TestMessages::everyoneInTheRoomReceivesTheAuthorToo()
{
    ServerFixture fixture;
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    const auto bob = fixture.enter(u"bob"_s, u"tea"_s);
    const auto accepted = ada->say(u"tea"_s, u"Hello Everyone"_s, u"tag-1"_s);
    QVERIFY(accepted);
    for (TestClient *client : { ada.get(), bob.get() }) {
        client->settle();
        QCOMPARE(client->count<NewMessage>(), 1);
        const NewMessage message = client->all<NewMessage>().first();
        QCOMPARE(message.content, u"Hello Everyone"_s);
        QCOMPARE(message.userName, u"ada"_s);
        QCOMPARE(message.userId, ada->self().id);
        QCOMPARE(message.seq, accepted->seq);
        QCOMPARE(message.id, accepted->id);
        QCOMPARE(message.timestamp, fixture.clock.wallTime());
        QCOMPARE(message.tag, Tag::fromText(u"tag-1"_s));
    }
}

void TestMessages::theAckComesBeforeTheEcho()
{
    ServerFixture fixture;
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    qsizetype echoesAtAck = -1;
    ada->peer().request(
        SendMessage { .roomId = RoomId::fromText(u"tea"_s), .content = u"hello"_s }, ada.get(),
        [&](const Result<MessageAccepted> &) { echoesAtAck = ada->count<NewMessage>(); });
    QVERIFY(ada->waitFor<NewMessage>());
    QCOMPARE(echoesAtAck, 0);
}

void TestMessages::seqsHaveNoHoles()
{
    ServerFixture fixture;
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    const auto bob = fixture.enter(u"bob"_s, u"tea"_s);
    for (int i = 1; i <= 5; ++i) {
        QCOMPARE(ada->say(u"tea"_s, u"a"_s)->seq.number(), 2 * i - 1);
        QCOMPARE(bob->say(u"tea"_s, u"b"_s)->seq.number(), 2 * i);
    }
}

void TestMessages::theSameTagIsStoredOnce()
{
    ServerFixture fixture;
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    const auto bob = fixture.enter(u"bob"_s, u"tea"_s);
    const auto first = ada->say(u"tea"_s, u"hello"_s, u"tag-1"_s);
    // The ack was lost with the connection: the same person says it again.
    ada->peer().abort();
    const auto again = fixture.connectAs(u"ada"_s, ada->self().token);
    QVERIFY(again->join(u"tea"_s));
    const auto second = again->say(u"tea"_s, u"hello"_s, u"tag-1"_s);
    QCOMPARE(*second, *first);
    bob->settle();
    QCOMPARE(bob->count<NewMessage>(), 1);
    // The tags of two people have nothing to do with each other.
    QCOMPARE(bob->say(u"tea"_s, u"hello"_s, u"tag-1"_s)->seq.number(), 2);
}

void TestMessages::aLineOfUnknownFateIsToldOnceItIsKnown()
{
    ServerFixture fixture;
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    const auto bob = fixture.enter(u"bob"_s, u"tea"_s);
    fixture.flaky.loseNextAnswer(); // stored, but nobody knows
    QCOMPARE(ada->say(u"tea"_s, u"hello"_s, u"a tag"_s).error().code, ErrorCode::Unavailable);
    bob->settle();
    QCOMPARE(bob->count<NewMessage>(), 0);
    for (int i = 0; i < 2; ++i) {
        QCOMPARE(ada->say(u"tea"_s, u"hello"_s, u"a tag"_s)->seq, Seq::fromNumber(1));
        bob->settle();
        QCOMPARE(bob->count<NewMessage>(), 1);
        QCOMPARE(ada->count<NewMessage>(), 1);
    }
}

void TestMessages::aTagCanNotBeReusedForOtherWords()
{
    ServerFixture fixture;
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    QVERIFY(ada->say(u"tea"_s, u"hello"_s, u"tag-1"_s));
    QCOMPARE(ada->say(u"tea"_s, u"good bye"_s, u"tag-1"_s).error().code, ErrorCode::Conflict);
}

void TestMessages::lengthIsCountedInUtf16Units_data()
{
    QTest::addColumn<QString>("content");
    QTest::addColumn<QString>("refusal");
    QTest::newRow("empty") << QString() << u"invalid-message"_s;
    QTest::newRow("longest") << QString(5000, u'x') << QString();
    QTest::newRow("too long") << QString(5001, u'x') << u"too-long"_s;
    QTest::newRow("longest of pairs") << u"\U0001F600"_s.repeated(2500) << QString();
    QTest::newRow("too long of pairs") << u"\U0001F600"_s.repeated(2501) << u"too-long"_s;
}

void TestMessages::lengthIsCountedInUtf16Units()
{
    QFETCH(const QString, content);
    QFETCH(const QString, refusal);
    ServerFixture fixture;
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    const auto answer = ada->say(u"tea"_s, content);
    if (refusal.isEmpty())
        QVERIFY(answer);
    else
        QCOMPARE(QString(errorRow(answer.error().code).wireName), refusal);
}

void TestMessages::whoSendsTooFastIsToldHowLongToWait()
{
    ServerFixture fixture;
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    for (int i = 0; i < limits::sendsBurst; ++i)
        QVERIFY(ada->say(u"tea"_s, u"x"_s));
    const auto refused = ada->say(u"tea"_s, u"x"_s);
    QCOMPARE(refused.error().code, ErrorCode::RateLimited);
    QVERIFY(refused.error().retryAfter);
    // On any of their connections.
    const auto again = fixture.connectAs(u"ada"_s, ada->self().token);
    QVERIFY(again->join(u"tea"_s));
    QCOMPARE(again->say(u"tea"_s, u"x"_s).error().code, ErrorCode::RateLimited);

    fixture.advance(*refused.error().retryAfter);
    QVERIFY(ada->say(u"tea"_s, u"x"_s));
}

void TestMessages::whatIsNotStoredIsNeitherAcknowledgedNorTold()
{
    ServerFixture fixture;
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    const auto bob = fixture.enter(u"bob"_s, u"tea"_s);
    fixture.store.setWriteError(Error { .code = ErrorCode::StoreFull });
    const auto refused = ada->say(u"tea"_s, u"hello"_s, u"tag-1"_s);
    QCOMPARE(refused.error().code, ErrorCode::StoreFull);
    QVERIFY(refused.error().isRetryable());
    bob->settle();
    QCOMPARE(bob->count<NewMessage>(), 0);

    fixture.store.setWriteError({});
    QCOMPARE(ada->say(u"tea"_s, u"hello"_s, u"tag-1"_s)->seq.number(), 1);
    QVERIFY(bob->waitFor<NewMessage>());
}

void TestMessages::historyIsReadInPages_data()
{
    QTest::addColumn<History>("question");
    QTest::addColumn<QList<qint64>>("answer");
    QTest::addColumn<bool>("atStart");
    QTest::addColumn<bool>("atEnd");
    const auto seq = [](qint64 number) { return Seq::fromNumber(number); };
    QTest::newRow("newest") << History { .limit = 3 } << QList<qint64> { 8, 9, 10 } << false
                            << true;
    QTest::newRow("before") << History { .before = seq(4), .limit = 2 } << QList<qint64> { 2, 3 }
                            << false << false;
    QTest::newRow("before, to the start")
        << History { .before = seq(4), .limit = 100 } << QList<qint64> { 1, 2, 3 } << true << false;
    QTest::newRow("before the first")
        << History { .before = seq(1), .limit = 10 } << QList<qint64> {} << true << false;
    QTest::newRow("after") << History { .after = seq(4), .limit = 2 } << QList<qint64> { 5, 6 }
                           << false << false;
    QTest::newRow("after, to the end")
        << History { .after = seq(8), .limit = 100 } << QList<qint64> { 9, 10 } << false << true;
    QTest::newRow("after the last")
        << History { .after = seq(10), .limit = 10 } << QList<qint64> {} << false << true;
    QTest::newRow("around") << History { .around = seq(5), .limit = 4 }
                            << QList<qint64> { 3, 4, 5, 6 } << false << false;
    QTest::newRow("all") << History { .limit = 100 }
                         << QList<qint64> { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 } << true << true;
}

void TestMessages::historyIsReadInPages()
{
    QFETCH(History, question);
    QFETCH(const QList<qint64>, answer);
    QFETCH(const bool, atStart);
    QFETCH(const bool, atEnd);
    ServerFixture fixture;
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    for (int i = 0; i < 10; ++i)
        QVERIFY(ada->say(u"tea"_s, u"x"_s));
    question.roomId = RoomId::fromText(u"tea"_s);
    const auto page = ada->ask(question);
    QCOMPARE(seqs(page->messages), answer);
    QCOMPARE(page->atStart, atStart);
    QCOMPARE(page->atEnd, atEnd);
    QCOMPARE(page->headSeq.number(), 10);
}

void TestMessages::historyTakesOneQuestionAtATime()
{
    ServerFixture fixture;
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    const auto refused = ada->ask(History { .roomId = RoomId::fromText(u"tea"_s),
                                            .before = Seq::fromNumber(1),
                                            .after = Seq::fromNumber(1) });
    QCOMPARE(refused.error().code, ErrorCode::InvalidMessage);
}

void TestMessages::readingIsToldToTheOwnDevicesOnly()
{
    ServerFixture fixture;
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    const auto bob = fixture.enter(u"bob"_s, u"tea"_s);
    const auto bobAgain = fixture.connectAs(u"bob"_s, bob->self().token);
    QVERIFY(ada->say(u"tea"_s, u"hello"_s));
    bob->tell(MarkRead { .roomId = RoomId::fromText(u"tea"_s), .seq = Seq::fromNumber(1) });
    QVERIFY(bobAgain->waitFor<ReadMarker>());
    QCOMPARE(bobAgain->all<ReadMarker>().first().seq.number(), 1);
    ada->settle();
    bob->settle();
    QCOMPARE(ada->count<ReadMarker>(), 0);
    QCOMPARE(bob->count<ReadMarker>(), 0);
}

void TestMessages::theReadMarkerNeverGoesBackNorAhead()
{
    ServerFixture fixture;
    const auto ada = fixture.enter(u"ada"_s, u"tea"_s);
    const auto adaAgain = fixture.connectAs(u"ada"_s, ada->self().token);
    for (int i = 0; i < 3; ++i)
        QVERIFY(ada->say(u"tea"_s, u"x"_s));
    const RoomId tea = RoomId::fromText(u"tea"_s);
    for (const qint64 seq : { 2, 1, 99 })
        ada->tell(MarkRead { .roomId = tea, .seq = Seq::fromNumber(seq) });
    QVERIFY(adaAgain->waitFor<ReadMarker>(3));
    const auto markers = adaAgain->all<ReadMarker>();
    QCOMPARE(markers.at(0).seq.number(), 2);
    QCOMPARE(markers.at(1).seq.number(), 2);
    QCOMPARE(markers.at(2).seq.number(), 3);
}

void TestMessages::leavingAndComingBackIsNoWayToSendMore()
{
    ServerFixture fixture;
    auto ada = fixture.connectAs(u"ada"_s);
    const QString token = ada->self().token;
    int sent = 0;
    for (int i = 0; i < 3; ++i) {
        QVERIFY(ada->join(u"tea"_s));
        while (ada->say(u"tea"_s, u"hello"_s))
            ++sent;
        QVERIFY(ada->ask(LeaveRoom { .roomId = RoomId::fromText(u"tea"_s) }));
        ada->peer().abort();
        QTRY_COMPARE(fixture.server.peopleCount(), 0);
        ada = fixture.connectAs(u"ada"_s, token);
    }
    QCOMPARE(sent, int(limits::sendsBurst));
    // Nothing is remembered of it for long.
    ada->peer().abort();
    fixture.advance(std::chrono::minutes { 1 });
    QCOMPARE(fixture.server.pendingDeadlines(), 0);
}

QTEST_GUILESS_MAIN(TestMessages)
#include "tst_messages.moc"
