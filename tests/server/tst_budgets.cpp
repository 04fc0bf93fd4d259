#include "tests/support/serverfixture.h"

using namespace chat;
using namespace std::chrono_literals;

namespace {

const QString here = u"192.0.2.1:50000"_s;
const QString elsewhere = u"192.0.2.2:50000"_s;

QStringList warnings;

void keepWarning(QtMsgType type, const QMessageLogContext &, const QString &text)
{
    if (type == QtWarningMsg)
        warnings << text;
}

} // namespace

/// What one connection, one person and one address may ask of a server, and what becomes of those
/// who ask for more.
class TestBudgets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allConnectionsOfAnAddressShareItsBudget();
    void thisMachineHasNoBudgetAsAnAddress();
    void whatOneMayNotDoIsNotPaidForByNeighbours();
    void whatTheAddressCanNotPayIsNotTakenFromTheConnection();
    void whatIsRefusedCostsToo();
    void whoGoesOnAskingIsClosed();
    void whoWaitsAsToldIsNot();
    void tooManyConnectionsOfAnAddressAreClosed();
    void thisMachineMayHaveAsManyAsItLikes();
    void aRequestOfTooManyValuesIsUnreadable();
    void manyLinesOfAKindAreCountedAndNotWritten();

private:
    static std::unique_ptr<TestClient> enter(ServerFixture &fixture, const QString &name,
                                             const QString &address)
    {
        auto client = fixture.connectClient(address);
        client->authenticate(name); // costs 5
        return client;
    }
    static quint64 overBudget(const ServerFixture &fixture, Budget whose)
    {
        return fixture.server.metrics().refusalsByBudget[static_cast<std::size_t>(whose)];
    }
};

void TestBudgets::allConnectionsOfAnAddressShareItsBudget()
{
    ServerFixture fixture({ .addressRequestsPerSecond = 1, .addressRequestsBurst = 20 });
    const auto ada = enter(fixture, u"ada"_s, here);
    const auto bob = enter(fixture, u"bob"_s, here);
    QVERIFY(ada->ask(ListRooms {})); // costs 5
    QVERIFY(bob->ask(ListRooms {}));
    const auto refused = ada->ask(ListRooms {});
    QCOMPARE(refused.error().code, ErrorCode::RateLimited);
    QCOMPARE(refused.error().retryAfter, 5000ms);
    QCOMPARE(bob->ask(ListRooms {}).error().code, ErrorCode::RateLimited);
    QCOMPARE(overBudget(fixture, Budget::Address), 2);
    QVERIFY(enter(fixture, u"eve"_s, elsewhere)->ask(ListRooms {}));
    fixture.advance(5s);
    QVERIFY(ada->ask(ListRooms {}));
}

void TestBudgets::thisMachineHasNoBudgetAsAnAddress()
{
    ServerFixture fixture({ .addressRequestsPerSecond = 1, .addressRequestsBurst = 20 });
    for (const QString &address : { u"127.0.0.1:50000"_s, u"[::1]:50000"_s }) {
        const auto ada = enter(fixture, u"ada "_s + address, address);
        for (int i = 0; i < 10; ++i)
            QVERIFY(ada->ask(ListRooms {}));
    }
    QCOMPARE(overBudget(fixture, Budget::Address), 0);
}

void TestBudgets::whatOneMayNotDoIsNotPaidForByNeighbours()
{
    ServerFixture fixture({ .requestsPerSecond = 1,
                            .requestsBurst = 10,
                            .addressRequestsPerSecond = 1,
                            .addressRequestsBurst = 20 });
    const auto ada = enter(fixture, u"ada"_s, here);
    QVERIFY(ada->ask(ListRooms {}));
    for (int i = 0; i < 50; ++i)
        QCOMPARE(ada->ask(ListRooms {}).error().code, ErrorCode::RateLimited);
    QCOMPARE(overBudget(fixture, Budget::Connection), 50);
    QVERIFY(enter(fixture, u"bob"_s, here)->ask(ListRooms {}));
}

void TestBudgets::whatTheAddressCanNotPayIsNotTakenFromTheConnection()
{
    ServerFixture fixture({ .requestsPerSecond = 0.001,
                            .requestsBurst = 15,
                            .addressRequestsPerSecond = 5,
                            .addressRequestsBurst = 10 });
    const auto ada = enter(fixture, u"ada"_s, here);
    QVERIFY(ada->ask(ListRooms {}));
    for (int i = 0; i < 10; ++i)
        QCOMPARE(ada->ask(ListRooms {}).error().code, ErrorCode::RateLimited);
    fixture.advance(1s);
    QVERIFY(ada->ask(ListRooms {}));
}

void TestBudgets::whatIsRefusedCostsToo()
{
    ServerFixture fixture({ .requestsPerSecond = 1, .requestsBurst = 10 });
    const auto stranger = fixture.connectClient();
    for (int i = 0; i < 10; ++i)
        QCOMPARE(stranger->ask(ListRooms {}).error().code, ErrorCode::NotAuthenticated);
    QCOMPARE(stranger->ask(ListRooms {}).error().code, ErrorCode::RateLimited);
}

void TestBudgets::whoGoesOnAskingIsClosed()
{
    ServerFixture fixture({ .requestsPerSecond = 1, .requestsBurst = 10, .refusalsBurst = 3 });
    const auto ada = fixture.connectAs(u"ada"_s);
    for (int i = 0; i < 5; ++i)
        ada->tell(ListRooms {});
    QVERIFY(ada->waitForClose());
    QCOMPARE(ada->closed()->code, int(CloseCode::TooFast));
    QVERIFY(mayComeBack(ada->closed()->code));
    QCOMPARE(ada->count<Refusal>(), 4); // the last one, too, is answered
}

void TestBudgets::whoWaitsAsToldIsNot()
{
    ServerFixture fixture({ .requestsPerSecond = 1,
                            .requestsBurst = 10,
                            .refusalsPerSecond = 0.2,
                            .refusalsBurst = 3 });
    const auto ada = fixture.connectAs(u"ada"_s);
    for (int i = 0; i < 20; ++i) {
        while (const auto answer = ada->ask(ListRooms {})) { }
        fixture.advance(5s);
    }
    QVERIFY(!ada->closed());
}

void TestBudgets::tooManyConnectionsOfAnAddressAreClosed()
{
    QTest::ignoreMessage(QtWarningMsg,
                         "192.0.2.1:50000 refused: 2 connections are from there, limit is 2");
    ServerFixture fixture({ .connectionsPerAddress = 2 });
    const auto ada = fixture.connectClient(here);
    auto bob = fixture.connectClient(here);
    const auto eve = fixture.connectClient(here);
    QVERIFY(eve->waitForClose());
    QCOMPARE(eve->closed()->code, int(CloseCode::TooFast));
    QCOMPARE(fixture.server.metrics().crowdedAddress, 1);
    QVERIFY(enter(fixture, u"tim"_s, elsewhere)->ask(ListRooms {}));
    bob->peer().abort();
    QTRY_COMPARE(fixture.server.connectionCount(), 1);
    QVERIFY(enter(fixture, u"eve"_s, here)->ask(ListRooms {}));
}

void TestBudgets::thisMachineMayHaveAsManyAsItLikes()
{
    ServerFixture fixture({ .connectionsPerAddress = 1 });
    const auto ada = enter(fixture, u"ada"_s, u"127.0.0.1:1"_s);
    QVERIFY(enter(fixture, u"bob"_s, u"127.0.0.1:2"_s)->ask(ListRooms {}));
}

void TestBudgets::aRequestOfTooManyValuesIsUnreadable()
{
    ServerFixture fixture;
    const auto ada = fixture.connectAs(u"ada"_s);
    ada->tellRaw(R"({"type":"list-rooms","data":{"x":[)"
                 + QByteArray("0,").repeated(limits::jsonElements) + "0]}}");
    QVERIFY(ada->waitFor<Refusal>());
    QCOMPARE(ada->all<Refusal>().first().code, u"invalid-message"_s);
}

void TestBudgets::manyLinesOfAKindAreCountedAndNotWritten()
{
    ServerFixture fixture({ .connectionsPerAddress = 1 });
    const auto ada = fixture.connectClient(here);
    warnings.clear();
    const auto former = qInstallMessageHandler(keepWarning);
    for (int i = 0; i < 300; ++i)
        fixture.connectClient(here);
    const auto written = warnings.size();
    fixture.advance(1s);
    fixture.connectClient(here);
    qInstallMessageHandler(former);
    QCOMPARE(written, 200);
    QCOMPARE(warnings.size(), 201);
    QVERIFY2(warnings.last().endsWith("limit is 1 (100 more lines were left out)"_L1),
             qPrintable(warnings.last()));
}

QTEST_GUILESS_MAIN(TestBudgets)
#include "tst_budgets.moc"
