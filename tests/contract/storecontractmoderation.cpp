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

} // namespace chat
