// What every store must do for those who keep order.

#include "server/core/wiretext.h"
#include "tests/contract/asking.h"

#include <QTest>

namespace chat {

using namespace std::chrono_literals;

namespace {

const RoomId den = RoomId::fromText(u"den"_s);

Result<Act> perform(StoreUnderTest &store, const Act &act)
{
    return wait<Act>([&](auto done) { store.moderation().perform(act, done); });
}

Result<ModerationState> state(StoreUnderTest &store, Timestamp now = testStart)
{
    return wait<ModerationState>([&](auto done) { store.moderation().state(now, done); });
}

Result<QList<Invitation>> invitations(StoreUnderTest &store, const UserId &user)
{
    return wait<QList<Invitation>>(
        [&](auto done) { store.moderation().invitations(user, testStart, done); });
}

Act kick(const UserId &whom)
{
    return { .action = ModeratorAction::Kick,
             .actor = ada,
             .room = den,
             .user = whom,
             .reason = u"noise"_s,
             .at = testStart };
}

Act make(const UserId &whom, RoomRole role, std::optional<Timestamp> until = {})
{
    return { .action = ModeratorAction::SetRole,
             .actor = ada,
             .room = den,
             .user = whom,
             .value = wireText(role),
             .at = testStart,
             .until = until };
}

/// What somebody is in the den.
RoomRole roleOf(const ModerationState &state, const UserId &user)
{
    for (const HeldRole &held : state.roles) {
        if (held.user == user && held.room == den)
            return held.role;
    }
    return RoomRole::Member;
}

/// Ada owns the den, and Bob belongs to it.
void furnish(StoreUnderTest &store)
{
    QVERIFY(makeRoom(store, den, RoomKind::Public, ada));
    QVERIFY(enter(store, den, bob));
}

} // namespace

void StoreContract::whoMakesARoomOwnsIt()
{
    furnish(*m_store);
    const auto read = state(*m_store);
    QCOMPARE(read->roles.size(), 1);
    const HeldRole &owner = read->roles.first();
    QCOMPARE(owner.room, den);
    QCOMPARE(owner.user, ada);
    QCOMPARE(owner.userName, u"ada"_s);
    QCOMPARE(owner.role, RoomRole::Owner);
    QVERIFY(!owner.until);
    QVERIFY(read->staff.isEmpty());
}

void StoreContract::actsAreNumberedAndNamed()
{
    furnish(*m_store);
    const auto first = perform(*m_store, make(bob, RoomRole::Muted, testStart + 1h));
    QCOMPARE(first->seq, 1);
    QCOMPARE(first->userName, u"bob"_s);
    QCOMPARE(first->actorName, u"ada"_s);
    QVERIFY(!first->hasRemoved);
    QCOMPARE(perform(*m_store, kick(bob))->seq, 2);
    Act byOperator = make(bob, RoomRole::Member);
    byOperator.actor = UserId();
    const auto third = perform(*m_store, byOperator);
    QCOMPARE(third->seq, 3);
    QCOMPARE(third->actorName, QString());
}

void StoreContract::aKickEndsMembershipAndOffice()
{
    furnish(*m_store);
    QVERIFY(perform(*m_store, make(bob, RoomRole::Moderator)));
    QCOMPARE(roleOf(*state(*m_store), bob), RoomRole::Moderator);
    const auto kicked = perform(*m_store, kick(bob));
    QVERIFY(kicked->hasRemoved);
    QCOMPARE(roleOf(*state(*m_store), bob), RoomRole::Member);
    QVERIFY(enter(*m_store, den, bob)->isNewMember);

    QVERIFY(perform(*m_store, make(bob, RoomRole::Muted)));
    QVERIFY(perform(*m_store, kick(bob)));
    QCOMPARE(roleOf(*state(*m_store), bob), RoomRole::Muted);
}

void StoreContract::aKickOfNobodyIsRefused()
{
    furnish(*m_store);
    QVERIFY(perform(*m_store, kick(bob)));
    QCOMPARE(perform(*m_store, kick(bob)).error().code, ErrorCode::NotFound);
    const UserId nobody = UserId::fromText(u"nobody"_s);
    QCOMPARE(perform(*m_store, make(nobody, RoomRole::Muted)).error().code, ErrorCode::NotFound);
    QCOMPARE(perform(*m_store, make(bob, RoomRole::Muted))->seq, 2); // what is refused has no trace
}

void StoreContract::aRoleOutlivesMembership()
{
    furnish(*m_store);
    QVERIFY(perform(*m_store, make(bob, RoomRole::Muted)));
    QVERIFY(wait<bool>([&](auto done) { m_store->directory().leaveRoom(den, bob, done); }));
    QVERIFY(enter(*m_store, den, bob)->isNewMember);
    QCOMPARE(roleOf(*state(*m_store), bob), RoomRole::Muted);
    QVERIFY(perform(*m_store, make(bob, RoomRole::Member)));
    QCOMPARE(state(*m_store)->roles.size(), 1);
}

void StoreContract::aRoleEndsAtItsTime()
{
    furnish(*m_store);
    QVERIFY(perform(*m_store, make(bob, RoomRole::Banned, testStart + 1h)));
    QCOMPARE(roleOf(*state(*m_store, testStart + 1h - 1ms), bob), RoomRole::Banned);
    QCOMPARE(roleOf(*state(*m_store, testStart + 1h), bob), RoomRole::Member);
    QVERIFY(perform(*m_store, make(bob, RoomRole::Banned, testStart - 1h)));
    QVERIFY(enter(*m_store, den, bob));
}

void StoreContract::theBannedDoNotComeIn()
{
    furnish(*m_store);
    const auto banned = perform(*m_store, make(bob, RoomRole::Banned));
    QVERIFY(banned->hasRemoved);
    QCOMPARE(enter(*m_store, den, bob).error().code, ErrorCode::Banned);
    QVERIFY(!perform(*m_store, make(bob, RoomRole::Banned))->hasRemoved);
    QVERIFY(enter(*m_store, tea, bob));
}

void StoreContract::anInvitationLetsInOnce()
{
    QVERIFY(makeRoom(*m_store, den, RoomKind::Private, ada));
    const Act invite { .action = ModeratorAction::Invite,
                       .actor = ada,
                       .room = den,
                       .user = bob,
                       .at = testStart,
                       .until = testStart + 1h };
    QVERIFY(perform(*m_store, invite));
    const auto open = invitations(*m_store, bob);
    QCOMPARE(open->size(), 1);
    QCOMPARE(
        open->first(),
        (Invitation {
            .roomId = den, .title = u"Title"_s, .byName = u"ada"_s, .until = testStart + 1h }));
    QVERIFY(invitations(*m_store, ada)->isEmpty());
    QVERIFY(enter(*m_store, den, bob)->isNewMember);
    QVERIFY(invitations(*m_store, bob)->isEmpty());
    QVERIFY(perform(*m_store, kick(bob)));
    QCOMPARE(enter(*m_store, den, bob).error().code, ErrorCode::NotFound);
    // Who keeps order in it comes back without one.
    QVERIFY(wait<bool>([&](auto done) { m_store->directory().leaveRoom(den, ada, done); }));
    QVERIFY(enter(*m_store, den, ada));
}

void StoreContract::invitationsEndAndAreWithdrawn()
{
    QVERIFY(makeRoom(*m_store, den, RoomKind::Private, ada));
    Act act { .action = ModeratorAction::Invite,
              .room = den,
              .user = bob,
              .at = testStart,
              .until = testStart - 1h };
    QVERIFY(perform(*m_store, act));
    QVERIFY(invitations(*m_store, bob)->isEmpty());
    QCOMPARE(enter(*m_store, den, bob).error().code, ErrorCode::NotFound);
    act.until = testStart + 1h;
    QVERIFY(perform(*m_store, act)); // once more, and longer
    QCOMPARE(invitations(*m_store, bob)->size(), 1);
    act.action = ModeratorAction::WithdrawInvitation;
    QVERIFY(perform(*m_store, act));
    QCOMPARE(perform(*m_store, act).error().code, ErrorCode::NotFound);
    QCOMPARE(enter(*m_store, den, bob).error().code, ErrorCode::NotFound);
}

void StoreContract::bansAreKeptAndLifted()
{
    Act act { .action = ModeratorAction::Ban,
              .actor = ada,
              .user = bob,
              .value = u"account bob-id"_s,
              .reason = u"noise"_s,
              .at = testStart,
              .until = testStart + 1h };
    QVERIFY(perform(*m_store, act));
    const auto bans = state(*m_store)->bans;
    QCOMPARE(bans.size(), 1);
    QCOMPARE(bans.first(),
             (Ban { .kind = BanKind::Account,
                    .target = u"bob-id"_s,
                    .userName = u"bob"_s,
                    .byName = u"ada"_s,
                    .reason = u"noise"_s,
                    .at = testStart,
                    .until = testStart + 1h }));
    QVERIFY(state(*m_store, testStart + 1h)->bans.isEmpty());
    act.until.reset();
    QVERIFY(perform(*m_store, act));
    QCOMPARE(state(*m_store, testStart + 1h)->bans.size(), 1);
    act.action = ModeratorAction::LiftBan;
    QVERIFY(perform(*m_store, act));
    QCOMPARE(perform(*m_store, act).error().code, ErrorCode::NotFound);
    QVERIFY(state(*m_store)->bans.isEmpty());
}

void StoreContract::slowModeIsKept()
{
    const Act act { .action = ModeratorAction::SetSlowMode,
                    .actor = ada,
                    .room = tea,
                    .value = u"30"_s,
                    .at = testStart };
    QVERIFY(perform(*m_store, act));
    const auto rooms =
        wait<QList<RoomRecord>>([&](auto done) { m_store->directory().rooms(done); });
    QCOMPARE(rooms->first().slowSeconds, 30);
}

void StoreContract::serverRolesAreKept()
{
    Act act { .action = ModeratorAction::SetServerRole,
              .user = bob,
              .value = u"moderator"_s,
              .at = testStart };
    QVERIFY(perform(*m_store, act));
    QCOMPARE(state(*m_store)->staff, (QHash<UserId, Role> { { bob, Role::Moderator } }));
    act.value = u"member"_s;
    QVERIFY(perform(*m_store, act));
    QVERIFY(state(*m_store)->staff.isEmpty());
}

void StoreContract::sessionsAreEndedByTheOperator()
{
    Act act { .action = ModeratorAction::EndSessions,
              .user = bob,
              .value = u"not a session"_s,
              .at = testStart };
    QCOMPARE(perform(*m_store, act).error().code, ErrorCode::NotFound);
    act.value.clear();
    QVERIFY(perform(*m_store, act));
    QCOMPARE(perform(*m_store, act).error().code, ErrorCode::NotFound);
    SignIn again = newcomer(u"bob"_s);
    QCOMPARE(signIn(*m_store, again).error().code, ErrorCode::Conflict); // a stranger now
}

void StoreContract::whatWasDoneIsRead()
{
    furnish(*m_store);
    const auto first = perform(*m_store, make(bob, RoomRole::Muted, testStart + 1h));
    const auto second = perform(*m_store, kick(bob));
    Act third = make(bob, RoomRole::Banned);
    third.actor = UserId();
    const auto byOperator = perform(*m_store, third);
    const auto acts = [this](Seq before, qint64 limit) {
        return wait<QList<Act>>(
            [&](auto done) { m_store->moderation().acts(den, before, limit, done); });
    };
    const Seq end = Seq::fromNumber(100);
    QCOMPARE(*acts(end, 10), (QList<Act> { *byOperator, *second, *first }));
    QCOMPARE(*acts(end, 1), QList<Act> { *byOperator });
    QCOMPARE(*acts(Seq::fromNumber(second->seq), 10), QList<Act> { *first });
    const auto ofOperator = [this](qint64 after) {
        return wait<QList<Act>>(
            [&](auto done) { m_store->moderation().actsOfOperator(after, done); });
    };
    QCOMPARE(*ofOperator(0), QList<Act> { *byOperator });
    QVERIFY(ofOperator(byOperator->seq)->isEmpty());
    QCOMPARE(state(*m_store)->lastAct, byOperator->seq);
}

} // namespace chat
