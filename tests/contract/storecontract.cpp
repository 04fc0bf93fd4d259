#include "tests/contract/asking.h"

#include <QTest>

#include <algorithm>

namespace chat {

void StoreContract::init()
{
    m_store = makeStore();
    QVERIFY(signIn(*m_store, newcomer(u"ada"_s)));
    QVERIFY(signIn(*m_store, newcomer(u"bob"_s)));
    QVERIFY(makeRoom(*m_store, tea));
}

void StoreContract::cleanup()
{
    m_store.reset();
}

void StoreContract::answersComeLaterAndInTheOrderOfAsking()
{
    QList<int> order;
    for (int i = 0; i < 20; ++i) {
        if (i % 3 == 0)
            m_store->log().append(line(tea, ada, QString::number(i)),
                                  [&order, i](const Result<StoredLine> &) { order << i; });
        else if (i % 3 == 1)
            m_store->log().page({ .room = coffee },
                                [&order, i](const Result<Page> &) { order << i; });
        else
            m_store->directory().rooms(
                [&order, i](const Result<QList<RoomRecord>> &) { order << i; });
    }
    QCOMPARE(order.size(), 0);
    QTRY_COMPARE(order.size(), 20);
    QVERIFY(std::ranges::is_sorted(order));
}

void StoreContract::aNewPersonGetsTheGivenIdAndToken()
{
    SignIn request = newcomer(u"eve"_s);
    request.avatar = u"#102030"_s;
    const auto eve = signIn(*m_store, request);
    QVERIFY(eve);
    QVERIFY(!eve->isKnown);
    QCOMPARE(eve->identity.id.text(), u"eve-id"_s);
    QCOMPARE(eve->identity.name, u"eve"_s);
    QCOMPARE(eve->identity.avatar, u"#102030"_s);

    request.avatar.reset();
    request.freshId = UserId::fromText(u"another-id"_s);
    const auto again = signIn(*m_store, request);
    QVERIFY(again->isKnown);
    QCOMPARE(again->identity.id.text(), u"eve-id"_s);
    QCOMPARE(again->identity.avatar, u"#102030"_s);
}

void StoreContract::aTokenBringsItsPersonBackUnderAnyFreeName()
{
    SignIn request = newcomer(u"Ada Lovelace"_s);
    request.tokenHash = "ada-token";
    QCOMPARE(signIn(*m_store, request)->identity.id, ada);
    // Her old name is free now.
    SignIn other = newcomer(u"ada"_s);
    other.freshId = UserId::fromText(u"other-id"_s);
    other.tokenHash = "other-token";
    QVERIFY(signIn(*m_store, other));
    request.name = u"bob"_s;
    QCOMPARE(signIn(*m_store, request).error().code, ErrorCode::Conflict);
    request.name = u"ADA LOVELACE"_s;
    QCOMPARE(signIn(*m_store, request)->identity.name, u"ADA LOVELACE"_s);
}

void StoreContract::aTokenIsNobodysAfterARefusal()
{
    SignIn request = newcomer(u"ADA"_s);
    request.tokenHash = "eve-token";
    QCOMPARE(signIn(*m_store, request).error().code, ErrorCode::Conflict);
    request.name = u"eve"_s;
    const auto eve = signIn(*m_store, request);
    QVERIFY(eve);
    QVERIFY(!eve->isKnown);
}

void StoreContract::aTokenRecallsItsPersonAndTheirRooms()
{
    const auto recall = [this](const QByteArray &hash) {
        return wait<Recalled>(
            [&](auto done) { m_store->accounts().recall(hash, { .now = testStart }, done); });
    };
    QVERIFY(makeRoom(*m_store, coffee));
    QVERIFY(enter(*m_store, tea, ada));
    QVERIFY(append(*m_store, line(tea, bob, u"1"_s)));
    QVERIFY(mark(*m_store, ada, 1));
    const auto recalled = recall("ada-token");
    QCOMPARE(recalled->identity.id, ada);
    QCOMPARE(recalled->identity.name, u"ada"_s);
    const QHash<RoomId, Seq> rooms { { tea, Seq::fromNumber(1) } };
    QCOMPARE(recalled->memberships, rooms);
    QCOMPARE(recall("nobody's").error().code, ErrorCode::InvalidToken);

    const auto members =
        wait<QList<Member>>([&](auto done) { m_store->directory().members(tea, done); });
    QCOMPARE(members->size(), 1);
    QCOMPARE(members->first().name, u"ada"_s);
}

void StoreContract::aNameIsTakenWithoutRegardToCase()
{
    const auto refused = signIn(*m_store, newcomer(u"ADA"_s));
    QCOMPARE(refused.error().code, ErrorCode::Conflict);
    QCOMPARE(refused.error().suggestion, u"ADA 2"_s);
    QVERIFY(signIn(*m_store, newcomer(u"ada 2"_s)));
    SignIn another = newcomer(u"ada"_s);
    another.tokenHash = "another-token";
    QCOMPARE(signIn(*m_store, another).error().suggestion, u"ada 3"_s);
}

void StoreContract::aNameThatLooksLikeAnotherIsTaken()
{
    const QString cyrillic = u"\u0430da"_s;
    const auto refused = signIn(*m_store, newcomer(cyrillic));
    QCOMPARE(refused.error().code, ErrorCode::Conflict);
    QVERIFY(signIn(*m_store, newcomer(refused.error().suggestion)));
    // One's own name may change its letters, and is free again then.
    SignIn self = newcomer(cyrillic);
    self.tokenHash = "ada-token";
    QCOMPARE(signIn(*m_store, self)->identity.name, cyrillic);
    SignIn other = newcomer(u"ada"_s);
    other.tokenHash = "other-token";
    other.freshId = UserId::fromText(u"other-id"_s);
    QCOMPARE(signIn(*m_store, other).error().code, ErrorCode::Conflict);
    self.name = u"Grace"_s;
    QVERIFY(signIn(*m_store, self));
    QVERIFY(signIn(*m_store, other));
}

void StoreContract::aRoomIsMadeOnce()
{
    QVERIFY(makeRoom(*m_store, coffee));
    QCOMPARE(makeRoom(*m_store, coffee).error().code, ErrorCode::Conflict);
    QVERIFY(enter(*m_store, coffee, ada));
    const auto rooms =
        wait<QList<RoomRecord>>([this](auto done) { m_store->directory().rooms(done); });
    QCOMPARE(rooms->size(), 2);
    const auto record = std::ranges::find(*rooms, coffee, &RoomRecord::id);
    QCOMPARE(record->title, u"Title"_s);
    QCOMPARE(record->epoch.text(), u"epoch-coffee"_s);
    QCOMPARE(record->memberCount, 1);
    QCOMPARE(record->kind, RoomKind::Public);
}

void StoreContract::enteringMakesAMemberOnce()
{
    QVERIFY(enter(*m_store, tea, ada)->isNewMember);
    const auto again = enter(*m_store, tea, ada);
    QVERIFY(!again->isNewMember);
    QCOMPARE(again->members.size(), 1);
    QCOMPARE(again->members.first().name, u"ada"_s);
    QCOMPARE(again->members.first().status, PresenceStatus::Offline);
}

void StoreContract::enteringNowhereIsRefused()
{
    QCOMPARE(enter(*m_store, coffee, ada).error().code, ErrorCode::NotFound);
}

void StoreContract::aPrivateRoomLetsOnlyMembersIn()
{
    QVERIFY(makeRoom(*m_store, coffee, RoomKind::Private, ada));
    QCOMPARE(enter(*m_store, coffee, bob).error().code, ErrorCode::NotFound);
    QVERIFY(enter(*m_store, coffee, ada));
}

void StoreContract::theCreatorIsAMember()
{
    QVERIFY(makeRoom(*m_store, coffee, RoomKind::Public, ada));
    const auto memberships = wait<QHash<RoomId, Seq>>(
        [this](auto done) { m_store->directory().memberships(ada, done); });
    QCOMPARE(memberships->keys(), QList<RoomId>({ coffee }));
}

void StoreContract::leavingEndsTheMembership()
{
    QVERIFY(enter(*m_store, tea, ada));
    QVERIFY(*wait<bool>([this](auto done) { m_store->directory().leaveRoom(tea, ada, done); }));
    const auto memberships = wait<QHash<RoomId, Seq>>(
        [this](auto done) { m_store->directory().memberships(ada, done); });
    QVERIFY(memberships->isEmpty());
    QVERIFY(!*wait<bool>([this](auto done) { m_store->directory().leaveRoom(tea, ada, done); }));
}

void StoreContract::aPersonBelongsToSoManyRooms()
{
    for (int i = 0; i < limits::roomsJoined; ++i) {
        const RoomId room = RoomId::fromText(QString::number(i));
        QVERIFY(makeRoom(*m_store, room));
        QVERIFY(enter(*m_store, room, ada));
    }
    QCOMPARE(enter(*m_store, tea, ada).error().code, ErrorCode::NotAuthorized);
    QCOMPARE(makeRoom(*m_store, coffee, RoomKind::Public, ada).error().code,
             ErrorCode::NotAuthorized);
    QVERIFY(makeRoom(*m_store, coffee));
    QVERIFY(enter(*m_store, RoomId::fromText(u"0"_s), ada));
    QVERIFY(enter(*m_store, tea, bob));
}

void StoreContract::linesGetSeqsPerRoom()
{
    QVERIFY(makeRoom(*m_store, coffee));
    QCOMPARE(append(*m_store, line(tea, ada, u"1"_s))->seq.number(), 1);
    QCOMPARE(append(*m_store, line(tea, bob, u"2"_s))->seq.number(), 2);
    QCOMPARE(append(*m_store, line(coffee, ada, u"3"_s))->seq.number(), 1);
    QCOMPARE(append(*m_store, line(tea, ada, u"4"_s))->seq.number(), 3);
}

void StoreContract::aRepeatedTagIsTheFirstLine()
{
    const auto first = append(*m_store, line(tea, ada, u"1"_s));
    QVERIFY(!first->isRepetition);
    NewLine repeated = line(tea, ada, u"1"_s);
    repeated.id = MessageId::fromText(u"another id"_s);
    repeated.timestamp += std::chrono::hours { 1 };
    const auto second = append(*m_store, repeated);
    QVERIFY(second->isRepetition);
    QCOMPARE(second->seq, first->seq);
    QCOMPARE(second->id, first->id);
    QCOMPARE(second->timestamp, first->timestamp);
    QCOMPARE(append(*m_store, line(tea, bob, u"1"_s))->seq.number(), 2);
}

void StoreContract::aTagForOtherWordsIsAConflict()
{
    QVERIFY(makeRoom(*m_store, coffee));
    QVERIFY(append(*m_store, line(tea, ada, u"1"_s, u"one"_s)));
    QCOMPARE(append(*m_store, line(tea, ada, u"1"_s, u"two"_s)).error().code, ErrorCode::Conflict);
    QCOMPARE(append(*m_store, line(coffee, ada, u"1"_s, u"one"_s)).error().code,
             ErrorCode::Conflict);
    QCOMPARE(append(*m_store, line(tea, ada, u"2"_s))->seq.number(), 2);
}

void StoreContract::aLineNowhereIsRefusedAndLeavesNoTrace()
{
    QCOMPARE(append(*m_store, line(coffee, ada, u"1"_s)).error().code, ErrorCode::NotFound);
    QVERIFY(makeRoom(*m_store, coffee));
    const auto stored = append(*m_store, line(coffee, ada, u"1"_s));
    QCOMPARE(stored->seq.number(), 1);
    QVERIFY(!stored->isRepetition);
}

void StoreContract::theReadMarkerMovesForwardUpToTheHead()
{
    QVERIFY(enter(*m_store, tea, ada));
    for (int i = 1; i <= 3; ++i)
        QVERIFY(append(*m_store, line(tea, bob, QString::number(i))));
    QCOMPARE(mark(*m_store, ada, 2)->number(), 2);
    QCOMPARE(mark(*m_store, ada, 1)->number(), 2);
    QCOMPARE(mark(*m_store, ada, 99)->number(), 3);
    QCOMPARE(mark(*m_store, bob, 1).error().code, ErrorCode::NotAMember);
    QCOMPARE(enter(*m_store, tea, ada)->readSeq.number(), 3);
}

void StoreContract::aNewMemberHasReadEverything()
{
    for (int i = 1; i <= 3; ++i)
        QVERIFY(append(*m_store, line(tea, bob, QString::number(i))));
    QCOMPARE(enter(*m_store, tea, ada)->readSeq.number(), 3);
}

} // namespace chat
