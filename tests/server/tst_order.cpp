#include "server/core/wiretext.h"
#include "tests/support/serverfixture.h"

using namespace chat;
using namespace std::chrono_literals;

/// Bans, invitations, slow rooms, and the record of it all. Ada owns the room tea.
class TestOrder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void slowModeSpacesTheLinesOfEachPerson();
    void slowModeIsShownAndTakenBack();
    void anInvitationLetsOnePersonInOnce();
    void anInvitationEnds();
    void anInvitationIsWithdrawn();
    void aRoomThatIsNotToBeSeenIsNotThere();
    void onlyStaffBansFromTheServer();
    void theBannedAreDisconnectedAndStayOut();
    void aBanOfAnAddressKeepsEveryoneThereOut();
    void aBanOfADeviceKeepsItOut();
    void aBanEnds();
    void networksAreMatched_data();
    void networksAreMatched();
    void staffStandsAboveOwnersOfRooms();
    void theRecordIsForOwners();
    void whatTheOperatorDoesIsFollowed();
    void endedSessionsAreClosed();

private:
    static RoomId tea() { return RoomId::fromText(u"tea"_s); }
    static RoomId den() { return RoomId::fromText(u"den"_s); }
    /// As the operator does it in another process.
    void operate(Act act)
    {
        act.at = m_fixture->clock.wallTime();
        bool isDone = false;
        m_fixture->store.perform(act, [&isDone](const Result<Act> &done) { isDone = bool(done); });
        QVERIFY(waitUntil([&isDone] { return isDone; }));
        m_fixture->server.followOperator();
        m_ada->settle();
    }
    void makeStaff(const TestClient &whom, Role role = Role::Moderator)
    {
        operate({ .action = ModeratorAction::SetServerRole,
                  .user = whom.self().id,
                  .value = wireText(role) });
    }
    Result<Authenticated> comeBack(const TestClient &whom)
    {
        m_last = m_fixture->connectClient();
        return m_last->ask(Authenticate { .name = whom.self().name, .token = whom.self().token });
    }

    std::unique_ptr<ServerFixture> m_fixture;
    std::unique_ptr<TestClient> m_ada;
    std::unique_ptr<TestClient> m_bob;
    std::unique_ptr<TestClient> m_last;
};

void TestOrder::init()
{
    m_fixture = std::make_unique<ServerFixture>();
    m_ada = m_fixture->enter(u"ada"_s, u"tea"_s);
    m_bob = m_fixture->enter(u"bob"_s, u"tea"_s);
}

void TestOrder::cleanup()
{
    m_last.reset();
    m_bob.reset();
    m_ada.reset();
    m_fixture.reset();
}

void TestOrder::slowModeSpacesTheLinesOfEachPerson()
{
    QCOMPARE(m_bob->ask(SetSlowMode { .roomId = tea(), .seconds = 30 }).error().code,
             ErrorCode::NotAuthorized);
    QVERIFY(m_ada->ask(SetSlowMode { .roomId = tea(), .seconds = 30 }));
    QVERIFY(m_bob->say(u"tea"_s, u"one"_s));
    const auto refused = m_bob->say(u"tea"_s, u"two"_s);
    QCOMPARE(refused.error().code, ErrorCode::RateLimited);
    QCOMPARE(refused.error().retryAfter, 30'000ms);
    QVERIFY(m_ada->say(u"tea"_s, u"order"_s));
    QVERIFY(m_ada->say(u"tea"_s, u"order!"_s));
    QVERIFY(m_fixture->enter(u"eve"_s, u"tea"_s)->say(u"tea"_s, u"mine"_s));
    m_fixture->advance(30s);
    QVERIFY(m_bob->say(u"tea"_s, u"two"_s));
}

void TestOrder::slowModeIsShownAndTakenBack()
{
    m_bob->settle(); // watches the list
    QVERIFY(m_ada->ask(SetSlowMode { .roomId = tea(), .seconds = 30 }));
    m_fixture->advance(2s);
    QVERIFY(m_bob->waitFor<RoomUpdated>());
    QCOMPARE(m_bob->all<RoomUpdated>().last().slowSeconds, 30);
    QVERIFY(m_bob->say(u"tea"_s, u"one"_s));
    QVERIFY(m_ada->ask(SetSlowMode { .roomId = tea(), .seconds = 0 }));
    QVERIFY(m_bob->say(u"tea"_s, u"two"_s));
}

void TestOrder::anInvitationLetsOnePersonInOnce()
{
    QVERIFY(
        m_ada->ask(CreateRoom { .roomId = den(), .title = u"Den"_s, .kind = RoomKind::Private }));
    QVERIFY(m_ada->join(u"den"_s));
    QCOMPARE(m_bob->join(u"den"_s).error().code, ErrorCode::NotFound);
    QCOMPARE(m_ada->ask(Invite { .roomId = den(), .name = u"nobody"_s }).error().code,
             ErrorCode::NotFound);
    const auto invited = m_ada->ask(Invite { .roomId = den(), .name = u"bob"_s });
    QCOMPARE(invited->userId, m_bob->self().id);
    QVERIFY(m_bob->waitFor<InvitationReceived>());
    const InvitationReceived told = m_bob->all<InvitationReceived>().first();
    QCOMPARE(told.title, u"Den"_s);
    QCOMPARE(told.byName, u"ada"_s);
    const auto list = m_bob->ask(ListInvitations {});
    QCOMPARE(list->invitations.size(), 1);
    QCOMPARE(list->invitations.first(), static_cast<const Invitation &>(told));
    QCOMPARE(m_fixture->connectAs(u"eve"_s)->join(u"den"_s).error().code, ErrorCode::NotFound);
    QVERIFY(m_bob->join(u"den"_s));
    QVERIFY(m_bob->ask(ListInvitations {})->invitations.isEmpty());
    QVERIFY(m_ada->ask(KickMember { .roomId = den(), .userId = m_bob->self().id }));
    QCOMPARE(m_bob->join(u"den"_s).error().code, ErrorCode::NotFound);
}

void TestOrder::anInvitationEnds()
{
    QVERIFY(m_ada->ask(CreateRoom { .roomId = den(), .kind = RoomKind::Private }));
    QVERIFY(m_ada->join(u"den"_s));
    QVERIFY(m_ada->ask(Invite { .roomId = den(), .name = u"bob"_s, .forMs = 5000 }));
    m_fixture->advance(5s);
    QVERIFY(m_bob->ask(ListInvitations {})->invitations.isEmpty());
    QCOMPARE(m_bob->join(u"den"_s).error().code, ErrorCode::NotFound);
}

void TestOrder::anInvitationIsWithdrawn()
{
    QVERIFY(m_ada->ask(CreateRoom { .roomId = den(), .kind = RoomKind::Private }));
    QVERIFY(m_ada->join(u"den"_s));
    QVERIFY(m_ada->ask(Invite { .roomId = den(), .name = u"bob"_s }));
    const WithdrawInvitation withdraw { .roomId = den(), .userId = m_bob->self().id };
    QVERIFY(m_ada->ask(withdraw));
    QCOMPARE(m_ada->ask(withdraw).error().code, ErrorCode::NotFound);
    QCOMPARE(m_bob->join(u"den"_s).error().code, ErrorCode::NotFound);
}

void TestOrder::aRoomThatIsNotToBeSeenIsNotThere()
{
    ServerFixture closed({ .mayCreateRooms = false });
    const RoomRecord record { .id = den(), .kind = RoomKind::Private };
    bool isMade = false;
    closed.store.createRoom(record, UserId(),
                            [&isMade](const Result<void> &made) { isMade = bool(made); });
    QVERIFY(waitUntil([&isMade] { return isMade; }));
    const auto eve = closed.connectAs(u"eve"_s);
    Error seen = eve->join(u"den"_s).error();
    QCOMPARE(seen.code, ErrorCode::NotFound);
    seen.detail.replace(u"den"_s, u"nowhere"_s);
    QCOMPARE(eve->join(u"nowhere"_s).error(), seen);
}

void TestOrder::onlyStaffBansFromTheServer()
{
    const BanUser ban { .userId = m_bob->self().id };
    QCOMPARE(m_ada->ask(ban).error().code, ErrorCode::NotAuthorized);
    QCOMPARE(m_ada->ask(ListBans {}).error().code, ErrorCode::NotAuthorized);
    makeStaff(*m_ada);
    makeStaff(*m_bob);
    QCOMPARE(m_ada->ask(ban).error().code, ErrorCode::NotAuthorized); // an equal
    makeStaff(*m_bob, Role::Member);
    QVERIFY(m_ada->ask(ban));
}

void TestOrder::theBannedAreDisconnectedAndStayOut()
{
    makeStaff(*m_ada);
    QVERIFY(m_ada->ask(BanUser { .userId = m_bob->self().id, .reason = u"noise"_s }));
    QVERIFY(m_bob->waitForClose());
    QCOMPARE(m_bob->closed()->code, int(CloseCode::Banned));
    const auto refused = comeBack(*m_bob);
    QCOMPARE(refused.error().code, ErrorCode::Banned);
    QCOMPARE(refused.error().detail, u"noise"_s);
    QVERIFY(m_last->waitForClose());
    QCOMPARE(m_last->closed()->code, int(CloseCode::Banned));
    const auto again = m_fixture->connectClient();
    const Resume resume { .token = m_bob->self().token,
                          .deviceId = DeviceId::fromText(u"laptop"_s),
                          .rooms = {} };
    QCOMPARE(again->ask(resume).error().code, ErrorCode::Banned);
    QVERIFY(again->waitForClose());

    const BanList list = *m_ada->ask(ListBans {});
    QCOMPARE(list.bans.size(), 1);
    QCOMPARE(list.bans.first().userName, u"bob"_s);
    QCOMPARE(list.bans.first().byName, u"ada"_s);
    const LiftBan lift { .kind = BanKind::Account, .target = m_bob->self().id.text() };
    QVERIFY(m_ada->ask(lift));
    QCOMPARE(m_ada->ask(lift).error().code, ErrorCode::NotFound);
    QVERIFY(comeBack(*m_bob));
}

void TestOrder::aBanOfAnAddressKeepsEveryoneThereOut()
{
    makeStaff(*m_ada);
    const auto eve = m_fixture->connectClient(u"198.51.100.7:4000"_s);
    eve->authenticate(u"eve"_s);
    QVERIFY(m_ada->ask(BanUser { .userId = eve->self().id, .kind = BanKind::Address }));
    QVERIFY(eve->waitForClose());
    const auto other = m_fixture->connectClient(u"198.51.100.7:4001"_s);
    QCOMPARE(other->ask(Authenticate { .name = u"eve's cousin"_s }).error().code,
             ErrorCode::Banned);
    const auto neighbour = m_fixture->connectClient(u"198.51.100.8:4001"_s);
    QVERIFY(neighbour->ask(Authenticate { .name = u"dan"_s }));
}

void TestOrder::aBanOfADeviceKeepsItOut()
{
    makeStaff(*m_ada);
    const DeviceId phone = DeviceId::fromText(u"phone"_s);
    const auto eve = m_fixture->connectClient();
    const auto self = eve->ask(Authenticate { .name = u"eve"_s, .deviceId = phone });
    QVERIFY(self);
    QVERIFY(m_ada->ask(BanUser { .userId = self->id, .kind = BanKind::Device }));
    QVERIFY(eve->waitForClose());
    const auto other = m_fixture->connectClient();
    QCOMPARE(other->ask(Authenticate { .name = u"someone else"_s, .deviceId = phone }).error().code,
             ErrorCode::Banned);
    QCOMPARE(m_ada->ask(BanUser { .userId = self->id, .kind = BanKind::Device }).error().code,
             ErrorCode::NotFound); // nobody knows where they are
}

void TestOrder::aBanEnds()
{
    makeStaff(*m_ada);
    QVERIFY(m_ada->ask(BanUser { .userId = m_bob->self().id, .forMs = 60'000 }));
    const auto refused = comeBack(*m_bob);
    QCOMPARE(refused.error().code, ErrorCode::Banned);
    QCOMPARE(refused.error().retryAfter, 60'000ms);
    m_fixture->advance(60s);
    QVERIFY(comeBack(*m_bob));
    QVERIFY(m_ada->ask(ListBans {})->bans.isEmpty());
}

void TestOrder::networksAreMatched_data()
{
    QTest::addColumn<QString>("network");
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("isIn");
    QTest::newRow("address") << u"192.0.2.0"_s << u"192.0.2.0"_s << true;
    QTest::newRow("one address only") << u"192.0.2.0"_s << u"192.0.2.1"_s << false;
    QTest::newRow("network") << u"192.0.2.0/24"_s << u"192.0.2.200"_s << true;
    QTest::newRow("mapped") << u"192.0.2.0/24"_s << u"::ffff:192.0.2.200"_s << true;
    QTest::newRow("outside") << u"192.0.2.0/24"_s << u"192.0.3.1"_s << false;
    QTest::newRow("IPv6") << u"2001:db8::/64"_s << u"2001:db8::7"_s << true;
    QTest::newRow("IPv6 outside") << u"2001:db8::/64"_s << u"2001:db8:0:1::7"_s << false;
    QTest::newRow("IPv6 address") << u"2001:db8::7"_s << u"2001:db8::7"_s << true;
    QTest::newRow("other kind") << u"2001:db8::/64"_s << u"192.0.2.1"_s << false;
}

void TestOrder::networksAreMatched()
{
    QFETCH(const QString, network);
    QFETCH(const QString, address);
    QFETCH(const bool, isIn);
    QVERIFY(isNetwork(network));
    Bans bans;
    bans.put({ .kind = BanKind::Address, .target = network });
    QCOMPARE(bans.find(UserId(), DeviceId(), QHostAddress(address), Timestamp {}).has_value(),
             isIn);
    for (const QString &wrong : { u"smith"_s, u"192.0.2.0/33"_s, u""_s, u"192.0.2.0/x"_s })
        QVERIFY2(!isNetwork(wrong), qPrintable(wrong));
}

void TestOrder::staffStandsAboveOwnersOfRooms()
{
    makeStaff(*m_bob);
    QVERIFY(m_bob->ask(KickMember { .roomId = tea(), .userId = m_ada->self().id }));
    QVERIFY(m_ada->join(u"tea"_s));
    makeStaff(*m_bob, Role::Member);
    QCOMPARE(m_bob->ask(KickMember { .roomId = tea(), .userId = m_ada->self().id }).error().code,
             ErrorCode::NotAuthorized);
}

void TestOrder::theRecordIsForOwners()
{
    QVERIFY(m_ada->ask(SetSlowMode { .roomId = tea(), .seconds = 5 }));
    QVERIFY(m_ada->ask(
        KickMember { .roomId = tea(), .userId = m_bob->self().id, .reason = u"noise"_s }));
    const auto page = m_ada->ask(ListAudit { .roomId = tea() });
    QCOMPARE(page->entries.size(), 2);
    QVERIFY(page->atEnd);
    const AuditEntry newest = page->entries.first();
    QCOMPARE(newest.action, ModeratorAction::Kick);
    QCOMPARE(newest.byName, u"ada"_s);
    QCOMPARE(newest.userName, u"bob"_s);
    QCOMPARE(newest.reason, u"noise"_s);
    const auto older = m_ada->ask(ListAudit { .roomId = tea(), .before = newest.seq, .limit = 1 });
    QCOMPARE(older->entries.size(), 1);
    QCOMPARE(older->entries.first().value, u"5"_s);
    QVERIFY(m_bob->join(u"tea"_s));
    QCOMPARE(m_bob->ask(ListAudit { .roomId = tea() }).error().code, ErrorCode::NotAuthorized);
}

void TestOrder::whatTheOperatorDoesIsFollowed()
{
    operate({ .action = ModeratorAction::Kick, .room = tea(), .user = m_bob->self().id });
    QVERIFY(m_bob->waitFor<Kicked>());
    QVERIFY(!m_bob->all<Kicked>().first().byName);
    QCOMPARE(m_bob->say(u"tea"_s, u"hm"_s).error().code, ErrorCode::NotAMember);
    // What was followed once is not done again.
    QVERIFY(m_bob->join(u"tea"_s));
    m_fixture->server.followOperator();
    m_bob->settle();
    QVERIFY(m_bob->say(u"tea"_s, u"here"_s));
    // What this server did itself is not followed.
    QVERIFY(m_ada->ask(KickMember { .roomId = tea(), .userId = m_bob->self().id }));
    QVERIFY(m_bob->join(u"tea"_s));
    m_fixture->server.followOperator();
    m_bob->settle();
    QCOMPARE(m_bob->count<Kicked>(), 2);
    operate({ .action = ModeratorAction::Ban,
              .user = m_bob->self().id,
              .value = BanKey { BanKind::Account, m_bob->self().id.text() }.toText() });
    QVERIFY(m_bob->waitForClose());
    QCOMPARE(m_bob->closed()->code, int(CloseCode::Banned));
}

void TestOrder::endedSessionsAreClosed()
{
    operate({ .action = ModeratorAction::EndSessions, .user = m_bob->self().id });
    QVERIFY(m_bob->waitForClose());
    QCOMPARE(m_bob->closed()->code, int(CloseCode::Unauthenticated));
    m_last = m_fixture->connectClient();
    const auto again =
        m_last->ask(Authenticate { .name = u"robert"_s, .token = m_bob->self().token });
    QVERIFY(again->id != m_bob->self().id);
}

QTEST_GUILESS_MAIN(TestOrder)
#include "tst_order.moc"
