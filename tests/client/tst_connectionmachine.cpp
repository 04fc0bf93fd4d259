#include "client/core/connectionmachine.h"
#include "common/base/limits.h"
#include "tests/support/fakeclock.h"
#include "tests/support/seededrandom.h"

#include <QTest>

using namespace chat;
using namespace std::chrono_literals;
using Machine = ConnectionMachine;
using State = Machine::State;

Q_DECLARE_METATYPE(chat::ConnectionMachine::Input)

namespace {

const Machine::Closed broken { CloseReason {} };
const Machine::Closed banned { { .code = int(CloseCode::Banned), .text = {}, .isClean = true } };

// The places of the alternatives in Machine::Action, for tables.
enum Act { Nothing, Connect, Disconnect, StartTimer };

/// A machine, the time that it is told, and shortcuts to say things to it.
struct Driven
{
    Machine machine;
    FakeClock clock;
    SeededRandom random { 1 };

    Machine::Action say(const Machine::Input &input)
    {
        return machine.handle(input, clock.now(), random);
    }

    /// Leads a new machine into `state`.
    void lead(State state)
    {
        static const QMap<State, QList<Machine::Input>> ways {
            { State::Offline, {} },
            { State::Connecting, { Machine::Start {} } },
            { State::Greeting, { Machine::Start {}, Machine::Opened {} } },
            { State::Online, { Machine::Start {}, Machine::Opened {}, Machine::Greeted {} } },
            { State::Waiting, { Machine::Start {}, broken } },
            { State::Refused, { Machine::Start {}, banned } },
        };
        for (const Machine::Input &input : ways.value(state))
            say(input);
    }

    /// Breaks the connection, and answers how long the machine wants to wait.
    Machine::StartTimer breakDown() { return std::get<Machine::StartTimer>(say(broken)); }
};

} // namespace

class TestConnectionMachine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyInputInEveryState_data();
    void everyInputInEveryState();
    void waitsAreDrawnBelowTheirBases();
    void tenThousandWaitsAreInBoundsAndEvenlySpread();
    void attemptsAreCountedFromOne();
    void connectionThatWasNotStableKeepsTheCount();
    void stableConnectionStartsTheCountAnew();
    void isLoudAfterTenRetriesInVain();
    void promisedReturnIsWaitedFor();
    void promiseHoldsForOneBreak();
    void startAfterRefusalForgetsTheAttempts();
    void codesThatStop_data();
    void codesThatStop();
};

void TestConnectionMachine::everyInputInEveryState_data()
{
    QTest::addColumn<Machine::Input>("input");
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    QTest::addColumn<int>("action");

    struct Cell
    {
        State to;
        Act action;
    };
    using enum State;
    struct Line
    {
        const char *name;
        Machine::Input input;
        std::array<Cell, 6> cells; // in the order of State
    };
    constexpr Cell offline { Offline, Nothing };
    constexpr Cell connecting { Connecting, Nothing };
    constexpr Cell greeting { Greeting, Nothing };
    constexpr Cell online { Online, Nothing };
    constexpr Cell waiting { Waiting, Nothing };
    constexpr Cell refused { Refused, Nothing };
    constexpr Cell goConnect { Connecting, Connect };
    constexpr Cell goOffline { Offline, Disconnect };
    constexpr Cell goWaiting { Waiting, StartTimer };
    constexpr Cell goRefused { Refused, Disconnect };
    const Line table[] {
        { "start",
          Machine::Start {},
          { goConnect, connecting, greeting, online, waiting, goConnect } },
        { "stop",
          Machine::Stop {},
          { offline, goOffline, goOffline, goOffline, goOffline, goOffline } },
        { "tryNow",
          Machine::TryNow {},
          { offline, connecting, greeting, online, goConnect, goConnect } },
        { "networkUp",
          Machine::NetworkUp {},
          { offline, goConnect, greeting, online, goConnect, refused } },
        { "opened", Machine::Opened {}, { offline, greeting, greeting, online, waiting, refused } },
        { "greeted",
          Machine::Greeted {},
          { offline, connecting, online, online, waiting, refused } },
        { "goingAway",
          Machine::GoingAway { 5s },
          { offline, connecting, greeting, online, waiting, refused } },
        { "closed", broken, { offline, goWaiting, goWaiting, goWaiting, waiting, refused } },
        { "closed for good",
          banned,
          { offline, goRefused, goRefused, goRefused, waiting, refused } },
        { "timerFired",
          Machine::TimerFired {},
          { offline, connecting, greeting, online, goConnect, refused } },
    };
    static constexpr const char *stateNames[] { "Offline", "Connecting", "Greeting",
                                                "Online",  "Waiting",    "Refused" };
    for (const Line &line : table) {
        for (int from = 0; from < 6; ++from) {
            const Cell cell = line.cells.at(std::size_t(from));
            QTest::addRow("%s in %s", line.name, stateNames[from])
                << line.input << from << int(cell.to) << int(cell.action);
        }
    }
}

void TestConnectionMachine::everyInputInEveryState()
{
    QFETCH(Machine::Input, input);
    QFETCH(int, from);
    QFETCH(int, to);
    QFETCH(int, action);
    Driven driven;
    driven.lead(State(from));
    QCOMPARE(int(driven.machine.state()), from);
    QCOMPARE(int(driven.say(input).index()), action);
    QCOMPARE(int(driven.machine.state()), to);
}

void TestConnectionMachine::waitsAreDrawnBelowTheirBases()
{
    Driven driven;
    driven.say(Machine::Start {});
    for (const auto base : { 1s, 2s, 4s, 8s, 16s, 30s, 30s, 30s }) {
        const auto delay = driven.breakDown().delay;
        QVERIFY2(delay >= base / 2.0 && delay < base, qPrintable(QString::number(base.count())));
        driven.say(Machine::TimerFired {});
    }
}

void TestConnectionMachine::tenThousandWaitsAreInBoundsAndEvenlySpread()
{
    Driven driven;
    driven.say(Machine::Start {});
    for (int attempt = 0; attempt < 5; ++attempt) {
        driven.breakDown();
        driven.say(Machine::TimerFired {});
    }
    double sum = 0;
    for (int draw = 0; draw < 10'000; ++draw) {
        const double factor = double(driven.breakDown().delay.count()) / 30'000;
        QVERIFY(factor >= 0.5 && factor < 1.0);
        sum += factor;
        driven.say(Machine::TimerFired {});
    }
    QVERIFY(std::abs(sum / 10'000 - 0.75) <= 0.01);
}

void TestConnectionMachine::attemptsAreCountedFromOne()
{
    Driven driven;
    driven.say(Machine::Start {});
    QCOMPARE(driven.machine.attempt(), 0);
    for (int attempt = 1; attempt <= 3; ++attempt) {
        QCOMPARE(driven.breakDown().attempt, attempt);
        driven.say(Machine::TimerFired {});
        QCOMPARE(driven.machine.attempt(), attempt);
    }
}

void TestConnectionMachine::connectionThatWasNotStableKeepsTheCount()
{
    Driven driven;
    driven.lead(State::Online);
    for (int attempt = 1; attempt <= 6; ++attempt) {
        driven.clock.advance(limits::stableAfter - 1ms);
        QCOMPARE(driven.breakDown().attempt, attempt);
        driven.say(Machine::TimerFired {});
        driven.say(Machine::Opened {});
        driven.say(Machine::Greeted {});
    }
}

void TestConnectionMachine::stableConnectionStartsTheCountAnew()
{
    Driven driven;
    driven.lead(State::Waiting);
    driven.say(Machine::TimerFired {});
    QCOMPARE(driven.breakDown().attempt, 2);
    driven.say(Machine::TimerFired {});
    driven.say(Machine::Opened {});
    driven.say(Machine::Greeted {});
    driven.clock.advance(limits::stableAfter);
    QCOMPARE(driven.breakDown().attempt, 1);
}

void TestConnectionMachine::isLoudAfterTenRetriesInVain()
{
    Driven driven;
    driven.lead(State::Online);
    for (int attempt = 1; attempt <= 10; ++attempt) {
        QCOMPARE(driven.breakDown().attempt, attempt);
        QVERIFY(!driven.machine.isLoud());
        driven.say(Machine::TimerFired {});
    }
    QCOMPARE(driven.breakDown().attempt, 11);
    QVERIFY(driven.machine.isLoud());
}

void TestConnectionMachine::promisedReturnIsWaitedFor()
{
    Driven driven;
    driven.lead(State::Online);
    driven.say(Machine::GoingAway { 7s });
    const auto delay = driven.breakDown().delay;
    QVERIFY(delay >= 7s + 500ms && delay < 8s);
}

void TestConnectionMachine::promiseHoldsForOneBreak()
{
    Driven driven;
    driven.lead(State::Online);
    driven.say(Machine::GoingAway { 7s });
    driven.breakDown();
    driven.say(Machine::TimerFired {});
    QVERIFY(driven.breakDown().delay < 2s);
}

void TestConnectionMachine::startAfterRefusalForgetsTheAttempts()
{
    Driven driven;
    driven.lead(State::Waiting);
    driven.say(Machine::TimerFired {});
    driven.say(banned);
    QCOMPARE(driven.machine.lastClose().code, int(CloseCode::Banned));
    driven.say(Machine::TryNow {});
    QCOMPARE(driven.machine.attempt(), 0);
    QCOMPARE(driven.breakDown().attempt, 1);
}

void TestConnectionMachine::codesThatStop_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<bool>("stops");
    for (const int code : { 4400, 4401, 4403, 4409, 4426, 4499 })
        QTest::addRow("%d", code) << code << true;
    for (const int code :
         { 1000, 1001, 1002, 1006, 1009, 1011, 4399, 4500, 4503, 4504, 4508, 4512, 4529 })
        QTest::addRow("%d", code) << code << false;
}

void TestConnectionMachine::codesThatStop()
{
    QFETCH(int, code);
    QFETCH(bool, stops);
    Driven driven;
    driven.lead(State::Online);
    driven.say(Machine::Closed { { .code = code, .text = {}, .isClean = true } });
    QCOMPARE(driven.machine.state() == State::Refused, stops);
}

QTEST_GUILESS_MAIN(TestConnectionMachine)
#include "tst_connectionmachine.moc"
