#include "tests/support/peerpair.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace chat;
using namespace std::chrono_literals;

namespace {

LeaveRoom leaveTea()
{
    return { .roomId = RoomId::fromText(u"tea"_s) };
}

RoomLeft leftTea()
{
    return { .roomId = RoomId::fromText(u"tea"_s) };
}

} // namespace

class PeerTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<PeerPair> m_pair;
    QList<Result<RoomLeft>> m_answers;

    Peer *client() const { return m_pair->client.get(); }
    Peer *server() const { return m_pair->server.get(); }

    void ask()
    {
        client()->request(leaveTea(), this,
                          [this](const Result<RoomLeft> &answer) { m_answers.append(answer); });
    }

private Q_SLOTS:
    void init()
    {
        m_pair = std::make_unique<PeerPair>();
        m_answers.clear();
    }

    void cleanup()
    {
        m_pair.reset();
        turn();
    }

    void aReplySettlesItsRequest()
    {
        connect(server(), &Peer::received, this,
                [this](const Envelope &envelope) { server()->reply(envelope.id, leftTea()); });
        ask();
        turn();
        QCOMPARE(m_answers.size(), 1);
        QVERIFY(m_answers.first());
        QCOMPARE(*m_answers.first(), leftTea());
    }

    void repliesOutOfOrderFindTheirRequests()
    {
        QList<RequestId> ids;
        connect(server(), &Peer::received, this,
                [&ids](const Envelope &envelope) { ids.prepend(*envelope.id); });
        QStringList answered;
        for (const QString &room : { u"tea"_s, u"den"_s, u"attic"_s })
            client()->request(LeaveRoom { .roomId = RoomId::fromText(room) }, this,
                              [&answered, room](const Result<RoomLeft> &answer) {
                                  answered << room + (answer ? u" left"_s : u" refused"_s);
                              });
        turn();
        for (const RequestId id : std::as_const(ids))
            server()->reply(id, leftTea());
        turn();
        QCOMPARE(answered, QStringList({ u"attic left"_s, u"den left"_s, u"tea left"_s }));
    }

    void aRefusalIsAnError()
    {
        const Error error { .code = ErrorCode::RateLimited,
                            .detail = u"21 sends, limit is 20"_s,
                            .retryAfter = 1200ms };
        connect(server(), &Peer::received, this,
                [this, error](const Envelope &envelope) { server()->refuse(envelope.id, error); });
        ask();
        turn();
        QCOMPARE(m_answers.size(), 1);
        QVERIFY(!m_answers.first());
        QCOMPARE(m_answers.first().error(), error);
    }

    void aReplyThatBreaksItsRulesIsAnError()
    {
        connect(server(), &Peer::received, this,
                [this](const Envelope &envelope) { server()->reply(envelope.id, RoomLeft()); });
        ask();
        turn();
        QCOMPARE(m_answers.size(), 1);
        QCOMPARE(m_answers.first().error().code, ErrorCode::InvalidMessage);
    }

    void anUnknownIdIsAPush()
    {
        const QSignalSpy received(client(), &Peer::received);
        server()->reply(999, leftTea());
        turn();
        QCOMPARE(received.size(), 1);
        QCOMPARE(received.first().first().value<Envelope>().type, u"room-left"_s);
    }

    // Both ends count from 1: a server's request must not look like the answer to a client's.
    void anotherTypeUnderAKnownIdIsAPush()
    {
        const QSignalSpy received(client(), &Peer::received);
        ask();
        server()->reply(1,
                        UserStoppedTyping { .roomId = RoomId::fromText(u"tea"_s),
                                            .userId = UserId::fromText(u"bob"_s) });
        turn();
        QCOMPARE(received.size(), 1);
        QVERIFY(m_answers.isEmpty());
    }

    void anAnswerCountsOnce()
    {
        ask();
        server()->reply(1, leftTea());
        server()->reply(1, leftTea());
        turn();
        QCOMPARE(m_answers.size(), 1);
    }

    void aReplyIsToldBeforeThePushThatFollowsIt()
    {
        QStringList told;
        connect(client(), &Peer::received, this,
                [&told](const Envelope &envelope) { told << envelope.type; });
        client()->request(leaveTea(), this,
                          [&told](const Result<RoomLeft> &) { told << u"reply"_s; });
        server()->tell(GoingAway {});
        server()->reply(1, leftTea());
        server()->tell(RoomRemoved { .roomId = RoomId::fromText(u"tea"_s) });
        turn();
        QCOMPARE(told, QStringList({ u"going-away"_s, u"reply"_s, u"room-removed"_s }));
    }

    void anUnansweredRequestFailsAfter15Seconds()
    {
        ask();
        m_pair->pass(14s);
        QVERIFY(m_answers.isEmpty());
        m_pair->pass(1s);
        QCOMPARE(m_answers.size(), 1);
        QCOMPARE(m_answers.first().error().code, ErrorCode::Unavailable);
    }

    void aLateReplyIsAPush()
    {
        const QSignalSpy received(client(), &Peer::received);
        ask();
        m_pair->pass(16s);
        server()->reply(1, leftTea());
        turn();
        QCOMPARE(m_answers.size(), 1);
        QCOMPARE(received.size(), 1);
    }

    void allOpenRequestsFailWhenTheConnectionEnds()
    {
        const QSignalSpy closed(client(), &Peer::closed);
        int openAtClose = -1;
        connect(client(), &Peer::closed, this,
                [this, &openAtClose] { openAtClose = 3 - int(m_answers.size()); });
        for (int i = 0; i < 3; ++i)
            ask();
        server()->close(CloseCode::GoingAway, u"restarting"_s);
        turn();
        QCOMPARE(m_answers.size(), 3);
        for (const auto &answer : std::as_const(m_answers))
            QCOMPARE(answer.error().code, ErrorCode::Unavailable);
        QCOMPARE(openAtClose, 0);
        QCOMPARE(closed.first().first().value<CloseReason>().code, 4503);
    }

    void aRequestAfterTheEndFailsToo()
    {
        client()->abort();
        ask();
        QVERIFY2(m_answers.isEmpty(), "not before request() returns");
        turn();
        QCOMPARE(m_answers.size(), 1);
        QCOMPARE(m_answers.first().error().code, ErrorCode::Unavailable);
    }

    void aDeadContextIsNotCalled()
    {
        auto context = std::make_unique<QObject>();
        bool isCalled = false;
        const auto note = [&isCalled](const Result<RoomLeft> &) { isCalled = true; };
        client()->request(leaveTea(), context.get(), note); // answered
        client()->request(leaveTea(), context.get(), note); // expires
        context.reset();
        server()->reply(1, leftTea());
        turn();
        m_pair->pass(20s);
        client()->abort();
        QVERIFY(!isCalled);
    }

    void aCallbackMayDestroyThePeer_data()
    {
        QTest::addColumn<QString>("by");
        for (const char *by : { "reply", "timeout", "close" })
            QTest::newRow(by) << QString::fromLatin1(by);
    }

    void aCallbackMayDestroyThePeer()
    {
        QFETCH(const QString, by);
        int calls = 0;
        for (int i = 0; i < 2; ++i)
            client()->request(leaveTea(), this, [this, &calls](const Result<RoomLeft> &) {
                ++calls;
                m_pair->client.reset();
            });
        turn();
        if (by == "reply"_L1)
            server()->reply(1, leftTea());
        else if (by == "close"_L1)
            server()->abort();
        else
            m_pair->clock.advance(20s);
        if (by == "timeout"_L1)
            (void)client()->check();
        turn();
        QCOMPARE(calls, 1);
        QVERIFY(!client());
    }

    void whatCanNotBeReadIsGarbled()
    {
        const QSignalSpy garbled(server(), &Peer::garbled);
        const QSignalSpy received(server(), &Peer::received);
        m_pair->clientEnd->send(Frame::fromJson("[]"));
        turn();
        QCOMPARE(garbled.size(), 1);
        QCOMPARE(received.size(), 0);
    }

    void aSlowReaderIsClosedButNotFromInsideSend()
    {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"reads too slowly"_s));
        const QSignalSpy closed(server(), &Peer::closed);
        server()->setOutboundBudget(1000);
        m_pair->serverEnd->setHeld(true);
        const Frame frame = Frame::fromJson(QByteArray(400, ' '));
        for (int i = 0; i < 100; ++i)
            server()->send(frame);
        QCOMPARE(m_pair->serverEnd->state(), Transport::State::Open);
        QCOMPARE(m_pair->serverEnd->backlog(), 3 * frame.webSocketBytes().size());
        turn();
        QCOMPARE(closed.size(), 1);
        QCOMPARE(closed.first().first().value<CloseReason>().code, int(CloseCode::TooSlow));
    }

    void withoutABudgetNobodyIsSlow()
    {
        m_pair->serverEnd->setHeld(true);
        for (int i = 0; i < 1000; ++i)
            server()->send(Frame::fromJson(QByteArray(4000, ' ')));
        turn();
        QCOMPARE(m_pair->serverEnd->state(), Transport::State::Open);
    }

    void aPeerMayBeDestroyedWhileItIsSlow()
    {
        server()->setOutboundBudget(10);
        m_pair->serverEnd->setHeld(true);
        for (int i = 0; i < 3; ++i)
            server()->send(Frame::fromJson(QByteArray(400, ' ')));
        m_pair->server.reset();
        turn();
        QCOMPARE(m_pair->clientEnd->state(), Transport::State::Closed);
    }
};

QTEST_GUILESS_MAIN(PeerTest)
#include "tst_peer.moc"
