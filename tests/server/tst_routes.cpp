#include "tests/support/samples.h"
#include "tests/support/serverfixture.h"

using namespace chat;

class TestRoutes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRequestButTheWaysInNeedsAuthentication();
    void everyRequestOfARoomButJoiningNeedsMembership();
    void everyRouteHasACost();

private:
    template <class E>
    static E sample()
    {
        SeededRandom random(7);
        Sampler sampler(random, Optionals::None, 20);
        E event;
        E::fields(event, sampler);
        return event;
    }
    /// The code with which the server refuses the event; empty when it does not.
    template <class E>
    static QString refusalOf(TestClient &client, const E &event)
    {
        client.forget();
        client.tell(event);
        client.tellRaw(R"({"type":"authenticate"})"); // its refusal marks the end
        if (!waitUntil([&client] {
                const auto refusals = client.all<Refusal>();
                return std::ranges::any_of(refusals, [](const Refusal &refusal) {
                    return refusal.detail == u"name is missing"_s;
                });
            }))
            return u"no answer"_s;
        const Refusal first = client.all<Refusal>().first();
        return first.detail == u"name is missing"_s ? QString() : first.code;
    }
};

void TestRoutes::everyRequestButTheWaysInNeedsAuthentication()
{
    ServerFixture fixture({ .requestsPerSecond = 1e6, .requestsBurst = 1e6 });
    int open = 0;
    Requests::forEach([&]<class E>() {
        if (std::get<Route<E>>(routes()).access == Access::Anyone) {
            ++open;
            return;
        }
        const auto client = fixture.connectClient();
        QCOMPARE(refusalOf(*client, sample<E>()), u"not-authenticated"_s);
    });
    QCOMPARE(open, 3); // authenticate, resume and register
}

void TestRoutes::everyRequestOfARoomButJoiningNeedsMembership()
{
    ServerFixture fixture({ .sendsBurst = 1e6, .requestsPerSecond = 1e6, .requestsBurst = 1e6 });
    const auto owner = fixture.enter(u"ada"_s, u"tea"_s);
    const auto client = fixture.connectAs(u"bob"_s);
    QStringList free;
    Requests::forEach([&]<class E>() {
        if constexpr (requires(E event) { event.roomId; }) {
            E event = sample<E>();
            event.roomId = RoomId::fromText(u"tea"_s);
            if constexpr (!std::is_same_v<E, JoinRoom> && !std::is_same_v<E, CreateRoom>)
                QCOMPARE(refusalOf(*client, event), u"not-a-member"_s);
            else
                free << QString(E::wireName);
        }
    });
    QCOMPARE(free, QStringList({ u"create-room"_s, u"join-room"_s }));
}

void TestRoutes::everyRouteHasACost()
{
    Requests::forEach([]<class E>() { QVERIFY(std::get<Route<E>>(routes()).cost > 0); });
    ServerFixture fixture({ .requestsPerSecond = 1, .requestsBurst = 10 });
    const auto ada = fixture.connectAs(u"ada"_s); // costs 5
    QVERIFY(ada->ask(ListRooms {})); // the other 5
    const auto refused = ada->ask(ListRooms {});
    QCOMPARE(refused.error().code, ErrorCode::RateLimited);
    QCOMPARE(refused.error().retryAfter, std::chrono::milliseconds { 5000 });
}

QTEST_GUILESS_MAIN(TestRoutes)
#include "tst_routes.moc"
