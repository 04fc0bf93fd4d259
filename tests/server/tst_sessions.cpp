#include "tests/support/serverfixture.h"

#include <algorithm>

using namespace chat;
using namespace std::chrono_literals;

namespace {

const QString horse = u"correct horse"_s;
const DeviceId device = DeviceId::fromText(u"a device"_s);

} // namespace

/// The devices that know a person.
class TestSessions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void oneSeesOnesOwnSessions();
    void aRevokedSessionIsClosedAndCanNotComeBack();
    void allConnectionsOfARevokedSessionAreClosed();
    void whoLeavesTheirOwnSessionIsClosedAfterTheAnswer();
    void othersSessionsAreNotFound();
    void aGuestKeepsTheLastSession();
    void aSessionOfAnAccountIsOverWhenNotUsed();
    void aConnectionEndsWithItsSession();
    void aGuestIsKnownForEver();
    void aResumeThatRacesTheRevocationIsClosedToo();

private:
    std::unique_ptr<TestClient> onMoreDevice(const QString &name)
    {
        auto client = m_fixture->connectClient();
        const auto in =
            client->ask(Authenticate { .name = u"ada"_s, .deviceName = name, .password = horse });
        if (!in)
            qFatal("%s", qPrintable(in.error().toText()));
        m_token = in->token;
        return client;
    }
    QString idOf(TestClient &client, const QString &deviceName)
    {
        const auto list = client.ask(ListSessions {});
        const auto row = std::ranges::find(list->sessions, deviceName, &KnownSession::device);
        return row == list->sessions.end() ? QString() : row->sessionId;
    }
    Result<Resumed> resume(const QString &token)
    {
        const auto client = m_fixture->connectClient();
        return client->ask(Resume { .token = token, .deviceId = device });
    }

    std::unique_ptr<ServerFixture> m_fixture;
    std::unique_ptr<TestClient> m_ada; // with an account, on a laptop
    QString m_token; // of the device that came in last
};

void TestSessions::init()
{
    m_ada.reset();
    m_fixture = std::make_unique<ServerFixture>();
    m_ada = m_fixture->connectClient();
    const auto made =
        m_ada->ask(Register { .name = u"ada"_s, .password = horse, .deviceName = u"laptop"_s });
    QVERIFY(made);
    m_token = made->token;
}

void TestSessions::oneSeesOnesOwnSessions()
{
    m_fixture->advance(2h);
    const auto phone = onMoreDevice(u"phone"_s);
    const auto other = m_fixture->connectAs(u"bob"_s);
    const auto list = phone->ask(ListSessions {});
    QCOMPARE(list->sessions.size(), 2);
    const KnownSession &first = list->sessions.first();
    QCOMPARE(first.device, u"phone"_s);
    QVERIFY(first.isCurrent);
    QVERIFY(first.isOnline);
    QCOMPARE(first.usedAt, m_fixture->clock.wallTime());
    const KnownSession &second = list->sessions.last();
    QCOMPARE(second.device, u"laptop"_s);
    QVERIFY(!second.isCurrent);
    QVERIFY(second.isOnline);
    QCOMPARE(second.createdAt, m_fixture->clock.wallTime() - 2h);
    QVERIFY(second.sessionId != first.sessionId);

    m_ada->peer().abort();
    QTRY_VERIFY(!phone->ask(ListSessions {})->sessions.last().isOnline);
    QCOMPARE(other->ask(ListSessions {})->sessions.size(), 1);
}

void TestSessions::aRevokedSessionIsClosedAndCanNotComeBack()
{
    const auto phone = onMoreDevice(u"phone"_s);
    const QString token = m_token;
    QVERIFY(resume(token));
    const QString id = idOf(*m_ada, u"phone"_s);
    const auto revoked = m_ada->ask(RevokeSession { .sessionId = id });
    QVERIFY(revoked);
    QCOMPARE(revoked->sessionId, id);
    QVERIFY(phone->waitForClose());
    QCOMPARE(phone->closed()->code, int(CloseCode::Unauthenticated));
    QVERIFY(!mayComeBack(phone->closed()->code));
    QCOMPARE(resume(token).error().code, ErrorCode::InvalidToken);
    QVERIFY(!m_ada->closed());
    // Whoever shows it is nobody.
    QCOMPARE(m_fixture->connectAs(u"ada"_s, token)->self().id, UserId());
}

void TestSessions::allConnectionsOfARevokedSessionAreClosed()
{
    const auto phone = onMoreDevice(u"phone"_s);
    const auto second = m_fixture->connectAs(u"ada"_s, m_token);
    QCOMPARE(second->self().id, m_fixture->connectAs(u"ada"_s, m_token)->self().id);
    QVERIFY(m_ada->ask(RevokeSession { .sessionId = idOf(*m_ada, u"phone"_s) }));
    QVERIFY(phone->waitForClose());
    QVERIFY(second->waitForClose());
}

void TestSessions::whoLeavesTheirOwnSessionIsClosedAfterTheAnswer()
{
    QVERIFY(m_ada->ask(RevokeSession { .sessionId = idOf(*m_ada, u"laptop"_s) }));
    QVERIFY(m_ada->waitForClose());
    QVERIFY(!resume(m_token));
    QVERIFY(onMoreDevice(u"again"_s)->ask(ListSessions {}));
}

void TestSessions::othersSessionsAreNotFound()
{
    const auto bob = m_fixture->connectAs(u"bob"_s);
    const QString id = idOf(*m_ada, u"laptop"_s);
    QCOMPARE(bob->ask(RevokeSession { .sessionId = id }).error().code, ErrorCode::NotFound);
    QCOMPARE(bob->ask(RevokeSession { .sessionId = u"nothing"_s }).error().code,
             ErrorCode::NotFound);
    QVERIFY(resume(m_token));
}

void TestSessions::aGuestKeepsTheLastSession()
{
    const auto bob = m_fixture->connectAs(u"bob"_s);
    const QString id = bob->ask(ListSessions {})->sessions.first().sessionId;
    QCOMPARE(bob->ask(RevokeSession { .sessionId = id }).error().code, ErrorCode::Conflict);
    QVERIFY(bob->ask(SetPassword { .password = horse }));
    QVERIFY(bob->ask(RevokeSession { .sessionId = id }));
}

void TestSessions::aSessionOfAnAccountIsOverWhenNotUsed()
{
    m_ada->peer().abort();
    m_fixture->clock.advance(29 * 24h);
    QVERIFY(resume(m_token));
    m_fixture->clock.advance(29 * 24h);
    QVERIFY(resume(m_token));
    m_fixture->clock.advance(30 * 24h);
    QCOMPARE(resume(m_token).error().code, ErrorCode::InvalidToken);
}

void TestSessions::aConnectionEndsWithItsSession()
{
    // Its pings would be answered by a real client.
    m_fixture->clock.advance(limits::sessionLife - 1s);
    const auto client = m_fixture->connectClient();
    QVERIFY(!client->ask(Resume { .token = m_token, .deviceId = device })); // not used
    init();
    for (int i = 0; i < 4; ++i) {
        m_fixture->clock.advance(20 * 24h);
        QVERIFY(resume(m_token));
    }
    m_fixture->clock.advance(10 * 24h - 1s);
    const auto last = m_fixture->connectClient();
    QVERIFY(last->ask(Resume { .token = m_token, .deviceId = device }));
    m_fixture->advance(1s + Deadlines::slot);
    QVERIFY(last->waitForClose());
    QCOMPARE(last->closed()->code, int(CloseCode::Unauthenticated));
}

void TestSessions::aGuestIsKnownForEver()
{
    const auto bob = m_fixture->connectAs(u"bob"_s);
    const QString token = bob->self().token;
    bob->peer().abort();
    m_fixture->clock.advance(10 * 365 * 24h);
    QVERIFY(resume(token));
}

void TestSessions::aResumeThatRacesTheRevocationIsClosedToo()
{
    for (int turns = 0; turns < 6; ++turns) {
        const QString name = u"device %1"_s.arg(turns);
        onMoreDevice(name)->peer().abort();
        const QString id = idOf(*m_ada, name);
        const auto again = m_fixture->connectClient();
        again->tell(Resume { .token = m_token, .deviceId = device });
        for (int turn = 0; turn < turns; ++turn)
            QCoreApplication::processEvents();
        QVERIFY(m_ada->ask(RevokeSession { .sessionId = id }));
        QVERIFY(waitUntil([&again] { return again->closed() || again->count<Refusal>() > 0; }));
    }
}

QTEST_GUILESS_MAIN(TestSessions)
#include "tst_sessions.moc"
