#include "tests/support/serverfixture.h"

using namespace chat;
using namespace std::chrono_literals;

/// Those who keep order in rooms. Ada makes the room tea, and so owns it.
class TestModeration : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void whoMakesARoomOwnsIt();
    void ownersStayOwnersAfterARestart();
    void membersMayNotKeepOrder();
    void whoIsKickedIsOutAndMayComeAgain();
    void othersSeeWhoWasKicked();
    void whoWasAwayIsKickedToo();
    void nobodyKicksWhoIsNoMember();
    void aKickEndsAnOffice();
    void theMutedReadButDoNotWrite();
    void aMuteOutlivesLeavingAndComing();
    void aMuteEndsByItself();
    void aMuteThatWasRepeatedEndsAtItsNewTime();
    void theBannedAreOutAndStayOut();
    void nobodyDoesAnythingToTheirBetters();
    void nobodyGivesMoreThanTheyHave();

private:
    static RoomId tea() { return RoomId::fromText(u"tea"_s); }
    static KickMember kick(const TestClient &whom, const QString &why = {})
    {
        KickMember event { .roomId = tea(), .userId = whom.self().id };
        if (!why.isEmpty())
            event.reason = why;
        return event;
    }
    static SetRole make(const TestClient &whom, RoomRole role,
                        std::optional<std::chrono::milliseconds> time = {})
    {
        SetRole event { .roomId = tea(), .userId = whom.self().id, .role = role };
        if (time)
            event.forMs = time->count();
        return event;
    }
    static std::optional<RoomRole> roleOf(const RoomHistory &history, const TestClient &whom)
    {
        for (const Member &member : *history.members) {
            if (member.id == whom.self().id)
                return member.role;
        }
        return std::nullopt;
    }

    std::unique_ptr<ServerFixture> m_fixture;
    std::unique_ptr<TestClient> m_ada;
    std::unique_ptr<TestClient> m_bob;
    std::unique_ptr<TestClient> m_eve;
};

void TestModeration::init()
{
    m_fixture = std::make_unique<ServerFixture>();
    m_ada = m_fixture->enter(u"ada"_s, u"tea"_s);
    m_bob = m_fixture->enter(u"bob"_s, u"tea"_s);
    m_eve = m_fixture->enter(u"eve"_s, u"tea"_s);
}

void TestModeration::cleanup()
{
    m_ada.reset();
    m_bob.reset();
    m_eve.reset();
    m_fixture.reset();
}

void TestModeration::whoMakesARoomOwnsIt()
{
    const auto history = m_ada->join(u"tea"_s);
    QCOMPARE(history->role, RoomRole::Owner);
    QCOMPARE(roleOf(*m_bob->join(u"tea"_s), *m_ada), RoomRole::Owner);
    QVERIFY(!m_bob->join(u"tea"_s)->role);
    const RoomId den = RoomId::fromText(u"den"_s);
    QVERIFY(m_bob->ask(CreateRoom { .roomId = den }));
    QCOMPARE(m_bob->join(u"den"_s)->role, RoomRole::Owner);
    QVERIFY(!m_bob->join(u"general"_s)->role);
}

void TestModeration::ownersStayOwnersAfterARestart()
{
    QVERIFY(m_ada->ask(make(*m_bob, RoomRole::Muted, 1h)));
    MemoryStore &store = m_fixture->store;
    std::optional<ModerationState> state;
    store.state(m_fixture->clock.wallTime(),
                [&state](const Result<ModerationState> &read) { state = *read; });
    QVERIFY(waitUntil([&state] { return state.has_value(); }));
    QCOMPARE(state->roles.size(), 2);
    for (const HeldRole &held : std::as_const(state->roles)) {
        const bool isAda = held.user == m_ada->self().id;
        QCOMPARE(held.role, isAda ? RoomRole::Owner : RoomRole::Muted);
        QCOMPARE(held.userName, isAda ? u"ada"_s : u"bob"_s);
        QCOMPARE(held.until.has_value(), !isAda);
    }
}

void TestModeration::membersMayNotKeepOrder()
{
    QCOMPARE(m_bob->ask(kick(*m_eve)).error().code, ErrorCode::NotAuthorized);
    QCOMPARE(m_bob->ask(make(*m_eve, RoomRole::Muted)).error().code, ErrorCode::NotAuthorized);
    QVERIFY(m_ada->ask(make(*m_bob, RoomRole::Moderator)));
    QVERIFY(m_bob->ask(kick(*m_eve)));
}

void TestModeration::whoIsKickedIsOutAndMayComeAgain()
{
    const auto phone = m_fixture->connectAs(u"eve"_s, m_eve->self().token);
    QVERIFY(phone->join(u"tea"_s));
    QVERIFY(m_ada->ask(kick(*m_eve, u"noise"_s)));
    for (const TestClient *device : { m_eve.get(), phone.get() }) {
        QVERIFY(device->waitFor<Kicked>());
        const Kicked kicked = device->all<Kicked>().first();
        QCOMPARE(kicked.roomId, tea());
        QCOMPARE(kicked.byName, u"ada"_s);
        QCOMPARE(kicked.reason, u"noise"_s);
        QVERIFY(!kicked.isBanned);
    }
    QCOMPARE(m_eve->say(u"tea"_s, u"hm"_s).error().code, ErrorCode::NotAMember);
    QVERIFY(m_ada->say(u"tea"_s, u"peace"_s));
    phone->settle();
    QCOMPARE(phone->count<NewMessage>(), 0);
    QVERIFY(m_eve->join(u"tea"_s));
}

void TestModeration::othersSeeWhoWasKicked()
{
    m_bob->settle();
    m_bob->forget();
    QVERIFY(m_ada->ask(kick(*m_eve)));
    QVERIFY(m_bob->waitFor<UserPresence>());
    const UserPresence left = m_bob->all<UserPresence>().first();
    QCOMPARE(left.user.id, m_eve->self().id);
    QVERIFY(!left.isMember);
    QCOMPARE(m_bob->join(u"tea"_s)->memberCount, 2);
}

void TestModeration::whoWasAwayIsKickedToo()
{
    const UserId eve = m_eve->self().id;
    m_eve->peer().close(CloseCode::Normal, {});
    QVERIFY(m_eve->waitForClose());
    m_fixture->advance(20s);
    m_bob->settle();
    m_bob->forget();
    QVERIFY(m_ada->ask(kick(*m_eve)));
    QVERIFY(m_bob->waitFor<UserPresence>());
    QCOMPARE(m_bob->all<UserPresence>().first().user.id, eve);
    QVERIFY(!m_bob->all<UserPresence>().first().isMember);
    const auto again = m_fixture->connectClient();
    const Resume resume { .token = m_eve->self().token,
                          .deviceId = DeviceId::fromText(u"laptop"_s),
                          .rooms = {
                              { tea(), { .epoch = m_bob->join(u"tea"_s)->epoch, .seq = {} } } } };
    QCOMPARE(again->ask(resume)->rooms.first().reset, ResetReason::NotAMember);
}

void TestModeration::nobodyKicksWhoIsNoMember()
{
    const auto dan = m_fixture->connectAs(u"dan"_s);
    QCOMPARE(m_ada->ask(kick(*dan)).error().code, ErrorCode::NotFound);
    const SetRole nobody { .roomId = tea(),
                           .userId = UserId::fromText(u"nobody"_s),
                           .role = RoomRole::Muted };
    QCOMPARE(m_ada->ask(nobody).error().code, ErrorCode::NotFound);
    QCOMPARE(m_ada->join(u"tea"_s)->memberCount, 3);
}

void TestModeration::aKickEndsAnOffice()
{
    QVERIFY(m_ada->ask(make(*m_bob, RoomRole::Moderator)));
    QVERIFY(m_ada->ask(kick(*m_bob)));
    QVERIFY(!m_bob->join(u"tea"_s)->role);
    QCOMPARE(m_bob->ask(kick(*m_eve)).error().code, ErrorCode::NotAuthorized);
}

void TestModeration::theMutedReadButDoNotWrite()
{
    QVERIFY(m_ada->ask(make(*m_eve, RoomRole::Muted, 60s)));
    QVERIFY(m_bob->waitFor<RoleChanged>());
    const RoleChanged told = m_bob->all<RoleChanged>().first();
    QCOMPARE(told.userName, u"eve"_s);
    QCOMPARE(told.role, RoomRole::Muted);
    QCOMPARE(told.until, m_fixture->clock.wallTime() + 60s);
    const auto refused = m_eve->say(u"tea"_s, u"hm"_s);
    QCOMPARE(refused.error().code, ErrorCode::Muted);
    QCOMPARE(refused.error().retryAfter, 60'000ms);
    m_bob->forget();
    m_eve->tell(Typing { .roomId = tea() });
    m_eve->settle();
    m_bob->settle();
    QCOMPARE(m_bob->count<UserTyping>(), 0);
    QVERIFY(m_ada->say(u"tea"_s, u"hello"_s));
    QVERIFY(m_eve->waitFor<NewMessage>());
    QVERIFY(m_eve->ask(SetPresence { .status = PresenceStatus::Away }));
}

void TestModeration::aMuteOutlivesLeavingAndComing()
{
    QVERIFY(m_ada->ask(make(*m_eve, RoomRole::Muted)));
    QVERIFY(m_eve->ask(LeaveRoom { .roomId = tea() }));
    QCOMPARE(m_eve->join(u"tea"_s)->role, RoomRole::Muted);
    QVERIFY(m_ada->ask(kick(*m_eve)));
    QCOMPARE(m_eve->join(u"tea"_s)->role, RoomRole::Muted);
    QCOMPARE(m_eve->say(u"tea"_s, u"hm"_s).error().code, ErrorCode::Muted);
    QVERIFY(m_ada->ask(make(*m_eve, RoomRole::Member)));
    QVERIFY(m_eve->say(u"tea"_s, u"hm"_s));
}

void TestModeration::aMuteEndsByItself()
{
    QVERIFY(m_ada->ask(make(*m_eve, RoomRole::Muted, 5s)));
    m_fixture->advance(6s);
    QVERIFY(m_bob->waitFor<RoleChanged>(2));
    QCOMPARE(m_bob->all<RoleChanged>().last().role, RoomRole::Member);
    QVERIFY(m_eve->say(u"tea"_s, u"again"_s));
}

void TestModeration::aMuteThatWasRepeatedEndsAtItsNewTime()
{
    QVERIFY(m_ada->ask(make(*m_eve, RoomRole::Muted, 5s)));
    QVERIFY(m_ada->ask(make(*m_eve, RoomRole::Muted, 20s)));
    m_fixture->advance(10s);
    QCOMPARE(m_eve->say(u"tea"_s, u"hm"_s).error().code, ErrorCode::Muted);
    m_fixture->advance(11s);
    QVERIFY(m_eve->say(u"tea"_s, u"again"_s));
}

void TestModeration::theBannedAreOutAndStayOut()
{
    QVERIFY(m_ada->ask(make(*m_eve, RoomRole::Banned, 60s)));
    QVERIFY(m_eve->waitFor<Kicked>());
    QVERIFY(m_eve->all<Kicked>().first().isBanned);
    QCOMPARE(m_eve->join(u"tea"_s).error().code, ErrorCode::Banned);
    QCOMPARE(m_ada->join(u"tea"_s)->memberCount, 2);
    // Once more is nothing new, and nobody leaves twice.
    QVERIFY(m_ada->ask(make(*m_eve, RoomRole::Banned, 60s)));
    QCOMPARE(m_ada->join(u"tea"_s)->memberCount, 2);
    m_fixture->advance(61s);
    QVERIFY(m_eve->join(u"tea"_s));
}

void TestModeration::nobodyDoesAnythingToTheirBetters()
{
    QVERIFY(m_ada->ask(make(*m_bob, RoomRole::Moderator)));
    QVERIFY(m_ada->ask(make(*m_eve, RoomRole::Moderator)));
    QCOMPARE(m_bob->ask(kick(*m_ada)).error().code, ErrorCode::NotAuthorized);
    QCOMPARE(m_bob->ask(kick(*m_eve)).error().code, ErrorCode::NotAuthorized);
    QCOMPARE(m_bob->ask(make(*m_bob, RoomRole::Owner)).error().code, ErrorCode::NotAuthorized);
    QVERIFY(m_ada->ask(kick(*m_eve)));
}

void TestModeration::nobodyGivesMoreThanTheyHave()
{
    QVERIFY(m_ada->ask(make(*m_bob, RoomRole::Moderator)));
    QCOMPARE(m_bob->ask(make(*m_eve, RoomRole::Owner)).error().code, ErrorCode::NotAuthorized);
    QVERIFY(m_bob->ask(make(*m_eve, RoomRole::Moderator)));
    QVERIFY(m_ada->ask(make(*m_bob, RoomRole::Owner)));
    QCOMPARE(m_ada->ask(kick(*m_bob)).error().code, ErrorCode::NotAuthorized);
}

QTEST_GUILESS_MAIN(TestModeration)
#include "tst_moderation.moc"
