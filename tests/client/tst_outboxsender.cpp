#include "tests/client/conversation.h"

#include <QSignalSpy>

using namespace chat;
using namespace chat::samples;
using namespace std::chrono_literals;
using State = ConnectionMachine::State;

class TestOutboxSender : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lineIsShownBeforeTheNetwork();
    void ackThenEchoIsOneRow();
    void echoThenAckIsOneRow();
    void echoWithoutTagIsOneRow();
    void ackAheadOfOthersWaitsForItsPlace();
    void lostAckThenResendUnderTheSameTagIsOneRow();
    void lostAckThatHistoryShowsIsNotResent();
    void linesTypedOfflineGoOutInOrder();
    void linesForARoomWaitUntilItIsJoined();
    void nextLineOfARoomWaitsForTheAck();
    void rateLimitedLineGoesOutLater();
    void refusalWithoutATimeIsTriedAgain();
    void refusedLineFailsWithItsReason();
    void refusedLineDoesNotHoldUpTheNext();
    void failedLineCanBeRetried();
    void failedLineCanBeDiscarded();
    void tooLongLineFailsWithoutTheNetwork();
    void noAnswerDropsTheConnectionAndResends();
    void linesOfARefusedRoomFail();
};

void TestOutboxSender::lineIsShownBeforeTheNetwork()
{
    Conversation talk;
    talk.begin();
    const Tag itsTag = talk.session.sendMessage(tea, u"hello"_s);
    QCOMPARE(talk.shown(), QStringList { u"hello"_s });
    QCOMPARE(talk.lastState(), DeliveryState::Sending);
    const auto asked = talk.server.expect<SendMessage>();
    QCOMPARE(asked.event.content, u"hello"_s);
    QCOMPARE(asked.event.tag, itsTag);
}

void TestOutboxSender::ackThenEchoIsOneRow()
{
    Conversation talk;
    talk.begin(lines(1, 1));
    QSignalSpy stored(&talk.session, &ClientSession::lineStored);
    const Tag itsTag = talk.session.sendMessage(tea, u"hello"_s);
    const Message echo = tagged(line(2, ada, u"hello"_s), itsTag);
    talk.server.answer(talk.server.expect<SendMessage>(), accepted(echo, itsTag));
    QCOMPARE(talk.lastState(), DeliveryState::Sent);
    QCOMPARE(talk.tea().headSeq(), Seq::fromNumber(2));
    talk.server.push(pushed(echo));
    QCOMPARE(talk.shown(), (QStringList { u"line 1"_s, u"hello"_s }));
    QVERIFY(talk.session.outbox().entries().isEmpty());
    QCOMPARE(stored.count(), 1);
    QCOMPARE(stored.at(0).at(1).value<Seq>(), Seq::fromNumber(2));
}

void TestOutboxSender::echoThenAckIsOneRow()
{
    Conversation talk;
    talk.begin(lines(1, 1));
    QSignalSpy stored(&talk.session, &ClientSession::lineStored);
    const Tag itsTag = talk.session.sendMessage(tea, u"hello"_s);
    const auto asked = talk.server.expect<SendMessage>();
    const Message echo = tagged(line(2, ada, u"hello"_s), itsTag);
    talk.server.push(pushed(echo));
    talk.server.answer(asked, accepted(echo, itsTag));
    QCOMPARE(talk.shown(), (QStringList { u"line 1"_s, u"hello"_s }));
    QCOMPARE(talk.lastState(), DeliveryState::Sent);
    QCOMPARE(stored.count(), 1);
}

void TestOutboxSender::echoWithoutTagIsOneRow()
{
    Conversation talk;
    talk.begin();
    const Tag itsTag = talk.session.sendMessage(tea, u"hello"_s);
    const auto asked = talk.server.expect<SendMessage>();
    const Message echo = line(1, ada, u"hello"_s);
    talk.server.push(pushed(echo));
    talk.server.answer(asked, accepted(echo, itsTag));
    QCOMPARE(talk.shown(), QStringList { u"hello"_s });
}

void TestOutboxSender::ackAheadOfOthersWaitsForItsPlace()
{
    Conversation talk;
    talk.begin();
    const Tag itsTag = talk.session.sendMessage(tea, u"hello"_s);
    const Message echo = tagged(line(2, ada, u"hello"_s), itsTag);
    talk.server.answer(talk.server.expect<SendMessage>(), accepted(echo, itsTag));
    QCOMPARE(talk.lastState(), DeliveryState::Sent);
    QCOMPARE(talk.tea().headSeq(), Seq());
    talk.server.push(pushed(line(1)));
    talk.server.push(pushed(echo));
    QCOMPARE(talk.shown(), (QStringList { u"line 1"_s, u"hello"_s }));
    QCOMPARE(talk.server.waiting<JoinRoom>(), 0);
}

void TestOutboxSender::lostAckThenResendUnderTheSameTagIsOneRow()
{
    Conversation talk;
    talk.begin();
    const Tag itsTag = talk.session.sendMessage(tea, u"hello"_s);
    talk.server.expect<SendMessage>();
    talk.server.cut();
    QCOMPARE(talk.lastState(), DeliveryState::Queued);

    const Message stored = line(1, ada, u"hello"_s);
    talk.comeBack({ stored });
    const auto again = talk.server.expect<SendMessage>();
    QCOMPARE(again.event.tag, itsTag);
    talk.server.answer(again, accepted(stored, itsTag));
    QCOMPARE(talk.shown(), QStringList { u"hello"_s });
    QVERIFY(talk.session.outbox().entries().isEmpty());
}

void TestOutboxSender::lostAckThatHistoryShowsIsNotResent()
{
    Conversation talk;
    talk.begin();
    QSignalSpy stored(&talk.session, &ClientSession::lineStored);
    const Tag itsTag = talk.session.sendMessage(tea, u"hello"_s);
    talk.server.cut();
    talk.comeBack({ tagged(line(1, ada, u"hello"_s), itsTag) });
    QCOMPARE(talk.server.waiting<SendMessage>(), 0);
    QCOMPARE(talk.shown(), QStringList { u"hello"_s });
    QCOMPARE(stored.count(), 1);
}

void TestOutboxSender::linesTypedOfflineGoOutInOrder()
{
    Conversation talk;
    talk.begin();
    talk.server.cut();
    const QStringList written { u"one"_s, u"two"_s, u"three"_s };
    for (const QString &content : written)
        talk.session.sendMessage(tea, content);
    QCOMPARE(talk.shown(), written);
    QCOMPARE(talk.lastState(), DeliveryState::Queued);

    talk.comeBack();
    QCOMPARE(talk.shown(), written);
    for (int seq = 1; seq <= 3; ++seq) {
        const auto asked = talk.server.expect<SendMessage>();
        QCOMPARE(asked.event.content, written.at(seq - 1));
        const Message stored = line(seq, ada, asked.event.content);
        talk.server.answer(asked, accepted(stored, *asked.event.tag));
    }
    QCOMPARE(talk.shown(), written);
    QCOMPARE(talk.lastState(), DeliveryState::Sent);
}

void TestOutboxSender::linesForARoomWaitUntilItIsJoined()
{
    Conversation talk;
    talk.session.sendMessage(tea, u"early"_s);
    talk.start();
    talk.letIn();
    QCOMPARE(talk.server.waiting<SendMessage>(), 0);
    talk.join();
    QCOMPARE(talk.shown(), QStringList { u"early"_s });
    QCOMPARE(talk.server.waiting<SendMessage>(), 1);
}

void TestOutboxSender::nextLineOfARoomWaitsForTheAck()
{
    Conversation talk;
    talk.begin();
    talk.session.sendMessage(tea, u"one"_s);
    talk.session.sendMessage(tea, u"two"_s);
    const auto asked = talk.server.expect<SendMessage>();
    QCOMPARE(talk.server.waiting<SendMessage>(), 0);
    talk.server.answer(asked, accepted(line(1, ada, u"one"_s), *asked.event.tag));
    QCOMPARE(talk.server.expect<SendMessage>().event.content, u"two"_s);
}

void TestOutboxSender::rateLimitedLineGoesOutLater()
{
    Conversation talk;
    talk.begin();
    const Tag itsTag = talk.session.sendMessage(tea, u"one"_s);
    talk.session.sendMessage(tea, u"two"_s);
    talk.server.refuse(talk.server.expect<SendMessage>(),
                       Error { .code = ErrorCode::RateLimited, .retryAfter = 1200ms });
    QCOMPARE(talk.lastState(), DeliveryState::Queued);
    talk.advance(1199ms);
    QCOMPARE(talk.server.waiting<SendMessage>(), 0);
    talk.advance(1ms);
    QCOMPARE(talk.server.expect<SendMessage>().event.tag, itsTag);
}

void TestOutboxSender::refusalWithoutATimeIsTriedAgain()
{
    Conversation talk;
    talk.begin();
    talk.session.sendMessage(tea, u"one"_s);
    talk.server.refuse(talk.server.expect<SendMessage>(), Error { .code = ErrorCode::StoreFull });
    talk.advance(limits::retryWait);
    QCOMPARE(talk.server.expect<SendMessage>().event.content, u"one"_s);
    QCOMPARE(talk.session.state(), State::Online);
}

void TestOutboxSender::refusedLineFailsWithItsReason()
{
    Conversation talk;
    talk.begin();
    QSignalSpy failed(&talk.session, &ClientSession::lineFailed);
    talk.session.sendMessage(tea, u"one"_s);
    talk.server.refuse(talk.server.expect<SendMessage>(), Error { .code = ErrorCode::NotAMember });
    QCOMPARE(talk.lastState(), DeliveryState::Failed);
    QCOMPARE(talk.tea().timeline().row(0).failure->code, ErrorCode::NotAMember);
    QCOMPARE(failed.count(), 1);
    talk.advance(1min);
    QCOMPARE(talk.server.waiting<SendMessage>(), 0);
}

void TestOutboxSender::refusedLineDoesNotHoldUpTheNext()
{
    Conversation talk;
    talk.begin();
    talk.session.sendMessage(tea, u"one"_s);
    talk.session.sendMessage(tea, u"two"_s);
    talk.server.refuse(talk.server.expect<SendMessage>(), Error { .code = ErrorCode::TooLong });
    QCOMPARE(talk.server.expect<SendMessage>().event.content, u"two"_s);
}

void TestOutboxSender::failedLineCanBeRetried()
{
    Conversation talk;
    talk.begin();
    const Tag itsTag = talk.session.sendMessage(tea, u"one"_s);
    talk.server.refuse(talk.server.expect<SendMessage>(), Error { .code = ErrorCode::NotAMember });
    talk.tea().retry(itsTag);
    QCOMPARE(talk.lastState(), DeliveryState::Sending);
    QCOMPARE(talk.server.expect<SendMessage>().event.tag, itsTag);
}

void TestOutboxSender::failedLineCanBeDiscarded()
{
    Conversation talk;
    talk.begin();
    const Tag itsTag = talk.session.sendMessage(tea, u"one"_s);
    talk.tea().discard(itsTag);
    QCOMPARE(talk.shown().size(), 1); // it is on its way
    talk.server.refuse(talk.server.expect<SendMessage>(), Error { .code = ErrorCode::NotAMember });
    talk.tea().discard(itsTag);
    QCOMPARE(talk.shown().size(), 0);
    QVERIFY(talk.session.outbox().entries().isEmpty());
}

void TestOutboxSender::tooLongLineFailsWithoutTheNetwork()
{
    Conversation talk;
    talk.begin();
    talk.session.sendMessage(tea, QString(limits::messageLength + 1, u'x'));
    QCOMPARE(talk.lastState(), DeliveryState::Failed);
    QCOMPARE(talk.tea().timeline().row(0).failure->code, ErrorCode::TooLong);
    QCOMPARE(talk.server.waiting<SendMessage>(), 0);
}

void TestOutboxSender::noAnswerDropsTheConnectionAndResends()
{
    Conversation talk;
    talk.begin();
    const Tag itsTag = talk.session.sendMessage(tea, u"one"_s);
    talk.server.expect<SendMessage>();
    talk.advance(limits::requestWait);
    QCOMPARE(talk.session.state(), State::Waiting);
    QCOMPARE(talk.lastState(), DeliveryState::Queued);
    talk.comeBack();
    QCOMPARE(talk.server.expect<SendMessage>().event.tag, itsTag);
}

void TestOutboxSender::linesOfARefusedRoomFail()
{
    Conversation talk;
    QSignalSpy failed(&talk.session, &ClientSession::lineFailed);
    talk.session.sendMessage(tea, u"one"_s);
    talk.start();
    talk.letIn();
    talk.server.refuse(talk.server.expect<JoinRoom>(), Error { .code = ErrorCode::NotAuthorized });
    QCOMPARE(failed.count(), 1);
    QCOMPARE(talk.session.outbox().entries().first().failure->code, ErrorCode::NotAuthorized);
}

QTEST_GUILESS_MAIN(TestOutboxSender)
#include "tst_outboxsender.moc"
