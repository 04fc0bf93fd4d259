#include "client/core/networkwatch.h"
#include "client/core/reconnectingsocket.h"
#include "tests/client/fakeserver.h"
#include "tests/support/fakeclock.h"
#include "tests/support/seededrandom.h"

#include <QSignalSpy>

using namespace chat;
using namespace std::chrono_literals;
using State = ConnectionMachine::State;

class TestReconnectingSocket : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void opensThenGreets();
    void comesBackAfterTheWait();
    void doesNotComeBackBeforeTheWaitIsOver();
    void tellsAttemptAndDelay();
    void acceptThenDropMakesDelaysGrow();
    void tenMinutesOutageStillRetries();
    void tellsOnceThatManyAttemptsFailed();
    void tryNowDoesNotWait();
    void networkThatComesBackIsUsedAtOnce();
    void goingAwayIsWaitedFor();
    void refusalStops();
    void stopSaysGoodbyeAndStaysOffline();
    void dropComesBack();
    void silentServerIsGivenUp();
    void answeredPingsKeepTheConnection();
    void openRequestsAreAnsweredWhenStopped();
    void listenerMayStopOnReconnecting();
    void watchingTheNetworkNeverFails();

private:
    void goOnline();
    void waitForRetry();

    std::unique_ptr<FakeClock> m_clock;
    std::unique_ptr<SeededRandom> m_random;
    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<ReconnectingSocket> m_socket;
};

void TestReconnectingSocket::init()
{
    m_clock = std::make_unique<FakeClock>();
    m_random = std::make_unique<SeededRandom>(3);
    m_server = std::make_unique<FakeServer>(*m_clock);
    m_socket = std::make_unique<ReconnectingSocket>(m_server->factory(), *m_clock, *m_random);
}

void TestReconnectingSocket::cleanup()
{
    m_socket.reset();
    m_server.reset();
}

void TestReconnectingSocket::goOnline()
{
    m_socket->start();
    FakeServer::settle();
    m_socket->greeted();
}

/// Lets the announced wait pass, and the attempt that follows it.
void TestReconnectingSocket::waitForRetry()
{
    m_clock->advance(m_socket->untilRetry());
    m_socket->check();
    FakeServer::settle();
}

void TestReconnectingSocket::opensThenGreets()
{
    QSignalSpy opened(m_socket.get(), &ReconnectingSocket::opened);
    m_socket->start();
    QCOMPARE(m_socket->state(), State::Connecting);
    FakeServer::settle();
    QCOMPARE(opened.count(), 1);
    QCOMPARE(m_socket->state(), State::Greeting);
    m_socket->greeted();
    QCOMPARE(m_socket->state(), State::Online);
}

void TestReconnectingSocket::comesBackAfterTheWait()
{
    goOnline();
    QSignalSpy reconnected(m_socket.get(), &ReconnectingSocket::reconnected);
    m_server->cut();
    QCOMPARE(m_socket->state(), State::Waiting);
    QCOMPARE(m_socket->peer(), nullptr);
    waitForRetry();
    QCOMPARE(m_server->connections, 2);
    m_socket->greeted();
    QCOMPARE(reconnected.count(), 1);
    QCOMPARE(reconnected.at(0).at(0).toInt(), 1);
}

void TestReconnectingSocket::doesNotComeBackBeforeTheWaitIsOver()
{
    goOnline();
    m_server->cut();
    m_clock->advance(m_socket->untilRetry() - 1ms);
    m_socket->check();
    QCOMPARE(m_socket->state(), State::Waiting);
    QCOMPARE(m_socket->untilRetry(), 1ms);
    QCOMPARE(m_server->connections, 1);
}

void TestReconnectingSocket::tellsAttemptAndDelay()
{
    goOnline();
    QSignalSpy reconnecting(m_socket.get(), &ReconnectingSocket::reconnecting);
    m_server->cut();
    QCOMPARE(reconnecting.count(), 1);
    QCOMPARE(reconnecting.at(0).at(0).toInt(), 1);
    QCOMPARE(reconnecting.at(0).at(1).value<std::chrono::milliseconds>(), m_socket->untilRetry());
}

void TestReconnectingSocket::acceptThenDropMakesDelaysGrow()
{
    goOnline();
    std::chrono::milliseconds before { 0 };
    for (int attempt = 1; attempt <= 5; ++attempt) {
        m_clock->advance(1s);
        m_server->cut();
        QVERIFY(m_socket->untilRetry() > before);
        before = m_socket->untilRetry();
        waitForRetry();
        m_socket->greeted();
        QCOMPARE(m_socket->state(), State::Online);
    }
}

void TestReconnectingSocket::tenMinutesOutageStillRetries()
{
    goOnline();
    m_server->isDown = true;
    const Instant end = m_clock->now() + 10min;
    m_server->cut();
    while (m_clock->now() < end) {
        QCOMPARE(m_socket->state(), State::Waiting);
        QVERIFY(m_socket->untilRetry() <= 30s);
        waitForRetry();
    }
    QVERIFY(m_socket->attempt() >= 20);
    m_server->isDown = false;
    waitForRetry();
    QCOMPARE(m_socket->state(), State::Greeting);
}

void TestReconnectingSocket::tellsOnceThatManyAttemptsFailed()
{
    goOnline();
    QSignalSpy loud(m_socket.get(), &ReconnectingSocket::maxRetriesReached);
    m_server->isDown = true;
    m_server->cut();
    for (int attempt = 1; attempt <= 10; ++attempt) {
        QCOMPARE(loud.count(), 0);
        waitForRetry();
    }
    QCOMPARE(loud.count(), 1);
    waitForRetry();
    QCOMPARE(loud.count(), 1);
    QCOMPARE(m_socket->state(), State::Waiting);
}

void TestReconnectingSocket::tryNowDoesNotWait()
{
    goOnline();
    m_server->cut();
    m_socket->tryNow();
    QCOMPARE(m_socket->state(), State::Connecting);
    QCOMPARE(m_socket->untilRetry(), 0ms);
    QCOMPARE(m_server->connections, 2);
}

void TestReconnectingSocket::networkThatComesBackIsUsedAtOnce()
{
    goOnline();
    m_server->cut();
    m_socket->networkCameBack();
    QCOMPARE(m_socket->state(), State::Connecting);
    m_socket->networkCameBack();
    QCOMPARE(m_server->connections, 3);
    FakeServer::settle();
    QCOMPARE(m_socket->state(), State::Greeting);
}

void TestReconnectingSocket::goingAwayIsWaitedFor()
{
    goOnline();
    m_socket->expectReturn(5s);
    m_server->peer->close(CloseCode::GoingAway, u"restart"_s);
    FakeServer::settle();
    QCOMPARE(m_socket->state(), State::Waiting);
    QVERIFY(m_socket->untilRetry() >= 5s);
}

void TestReconnectingSocket::refusalStops()
{
    goOnline();
    QSignalSpy refused(m_socket.get(), &ReconnectingSocket::refused);
    m_server->peer->close(CloseCode::Banned, u"banned"_s);
    FakeServer::settle();
    QCOMPARE(m_socket->state(), State::Refused);
    QCOMPARE(refused.count(), 1);
    m_clock->advance(1h);
    m_socket->check();
    QCOMPARE(m_server->connections, 1);
}

void TestReconnectingSocket::stopSaysGoodbyeAndStaysOffline()
{
    goOnline();
    m_socket->stop();
    QCOMPARE(m_socket->state(), State::Offline);
    FakeServer::settle();
    QCOMPARE(m_server->lastClose.code, int(CloseCode::Normal));
    m_clock->advance(1h);
    m_socket->check();
    QCOMPARE(m_server->connections, 1);
}

void TestReconnectingSocket::dropComesBack()
{
    goOnline();
    m_socket->drop();
    QCOMPARE(m_socket->state(), State::Waiting);
    QCOMPARE(m_socket->lastClose().code, CloseReason::abnormal);
}

void TestReconnectingSocket::silentServerIsGivenUp()
{
    goOnline();
    m_server->near->setHeld(true);
    for (auto passed = 0s; passed < limits::silence; passed += 5s) {
        QCOMPARE(m_socket->state(), State::Online);
        m_clock->advance(5s);
        m_socket->check();
        FakeServer::settle();
    }
    QCOMPARE(m_socket->state(), State::Waiting);
}

void TestReconnectingSocket::answeredPingsKeepTheConnection()
{
    goOnline();
    for (auto passed = 0s; passed < 5min; passed += 5s) {
        m_clock->advance(5s);
        m_socket->check();
        FakeServer::settle();
    }
    QCOMPARE(m_socket->state(), State::Online);
}

void TestReconnectingSocket::openRequestsAreAnsweredWhenStopped()
{
    goOnline();
    std::optional<ErrorCode> answer;
    m_socket->peer()->request(ListRooms {}, this, [&answer](const Result<RoomList> &result) {
        answer = result.error().code;
    });
    m_socket->stop();
    FakeServer::settle();
    QCOMPARE(answer, ErrorCode::Unavailable);
}

void TestReconnectingSocket::listenerMayStopOnReconnecting()
{
    goOnline();
    QSignalSpy states(m_socket.get(), &ReconnectingSocket::stateChanged);
    QSignalSpy reconnecting(m_socket.get(), &ReconnectingSocket::reconnecting);
    connect(m_socket.get(), &ReconnectingSocket::stateChanged, m_socket.get(), [this](State state) {
        if (state == State::Waiting)
            m_socket->stop();
    });
    m_server->cut();
    QCOMPARE(m_socket->state(), State::Offline);
    QCOMPARE(states.count(), 2);
    QCOMPARE(reconnecting.count(), 0);
}

void TestReconnectingSocket::watchingTheNetworkNeverFails()
{
    watchNetwork(*m_socket);
    QCOMPARE(m_socket->state(), State::Offline);
}

QTEST_GUILESS_MAIN(TestReconnectingSocket)
#include "tst_reconnectingsocket.moc"
