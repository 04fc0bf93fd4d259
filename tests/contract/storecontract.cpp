#include "tests/contract/storecontract.h"

#include "common/base/literals.h"
#include "tests/support/waiting.h"

#include <QTest>

#include <algorithm>

namespace chat {

namespace {

const RoomId tea = RoomId::fromText(u"tea"_s);
const RoomId coffee = RoomId::fromText(u"coffee"_s);
const UserId ada = UserId::fromText(u"ada-id"_s);
const UserId bob = UserId::fromText(u"bob-id"_s);

template <class T>
Result<T> wait(const std::function<void(Done<T>)> &ask)
{
    std::optional<Result<T>> answer;
    ask([&answer](Result<T> result) { answer.emplace(std::move(result)); });
    if (!waitUntil([&answer] { return answer.has_value(); }))
        return Error { .code = ErrorCode::Internal, .detail = u"the test got no answer"_s };
    return *std::move(answer);
}

SignIn newcomer(const QString &name)
{
    return { .name = name,
             .tokenHash = name.toUtf8() + "-token",
             .freshId = UserId::fromText(name + u"-id"_s) };
}

Result<SignedIn> signIn(StoreUnderTest &store, const SignIn &request)
{
    return wait<SignedIn>([&](auto done) { store.directory().signIn(request, done); });
}

Result<void> makeRoom(StoreUnderTest &store, const RoomId &room, RoomKind kind = RoomKind::Public,
                      const UserId &creator = {})
{
    const RoomRecord record { .id = room,
                              .title = u"Title"_s,
                              .topic = QString(),
                              .kind = kind,
                              .epoch = Epoch::fromText(u"epoch-"_s + room.text()),
                              .head = {} };
    return wait<void>([&](auto done) { store.directory().createRoom(record, creator, done); });
}

Result<RoomEntry> enter(StoreUnderTest &store, const RoomId &room, const UserId &user)
{
    return wait<RoomEntry>([&](auto done) { store.directory().enterRoom(room, user, true, done); });
}

NewLine line(const RoomId &room, const UserId &author, const QString &tag,
             const QString &content = u"hello"_s)
{
    return { .room = room,
             .author = author,
             .tag = Tag::fromText(tag),
             .id = MessageId::fromText(u"id-"_s + tag),
             .content = content,
             .timestamp = Timestamp { std::chrono::milliseconds { 1767268800123 } } };
}

Result<StoredLine> append(StoreUnderTest &store, const NewLine &newLine)
{
    return wait<StoredLine>([&](auto done) { store.log().append(newLine, done); });
}

Result<Page> page(StoreUnderTest &store, const PageQuery &query)
{
    return wait<Page>([&](auto done) { store.log().page(query, done); });
}

Result<Seq> mark(StoreUnderTest &store, const UserId &user, qint64 seq)
{
    return wait<Seq>(
        [&](auto done) { store.directory().markRead(tea, user, Seq::fromNumber(seq), done); });
}

} // namespace

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

void StoreContract::pagesAreOldestFirst_data()
{
    using Direction = PageQuery::Direction;
    QTest::addColumn<int>("direction");
    QTest::addColumn<int>("seq");
    QTest::addColumn<int>("limit");
    QTest::addColumn<QList<qint64>>("expected");
    QTest::addColumn<bool>("atStart");
    QTest::addColumn<bool>("atEnd");
    const auto row = [](const char *name, Direction direction, int seq, int limit,
                        const QList<qint64> &expected, bool atStart, bool atEnd) {
        QTest::newRow(name) << int(direction) << seq << limit << expected << atStart << atEnd;
    };
    row("newest", Direction::Newest, 0, 2, { 4, 5 }, false, true);
    row("newest, all", Direction::Newest, 0, 9, { 1, 2, 3, 4, 5 }, true, true);
    row("before", Direction::Before, 4, 2, { 2, 3 }, false, false);
    row("before the second", Direction::Before, 2, 9, { 1 }, true, false);
    row("before the first", Direction::Before, 1, 9, {}, true, false);
    row("before far ahead", Direction::Before, 99, 2, { 4, 5 }, false, true);
    row("after", Direction::After, 2, 2, { 3, 4 }, false, false);
    row("after nothing", Direction::After, 0, 9, { 1, 2, 3, 4, 5 }, true, true);
    row("after the last", Direction::After, 5, 9, {}, false, true);
    row("around", Direction::Around, 3, 3, { 2, 3, 4 }, false, false);
    row("around the first", Direction::Around, 1, 2, { 1, 2 }, true, false);
    row("around the last", Direction::Around, 5, 4, { 3, 4, 5 }, false, true);
}

void StoreContract::pagesAreOldestFirst()
{
    QFETCH(const int, direction);
    QFETCH(const int, seq);
    QFETCH(const int, limit);
    QFETCH(const QList<qint64>, expected);
    QFETCH(const bool, atStart);
    QFETCH(const bool, atEnd);
    for (int i = 1; i <= 5; ++i)
        QVERIFY(append(*m_store, line(tea, ada, QString::number(i))));
    const auto rows = page(*m_store,
                           { .room = tea,
                             .direction = PageQuery::Direction(direction),
                             .seq = Seq::fromNumber(seq),
                             .limit = limit });
    QList<qint64> seqs;
    for (const Message &message : rows->messages)
        seqs << message.seq.number();
    QCOMPARE(seqs, expected);
    QCOMPARE(rows->atStart, atStart);
    QCOMPARE(rows->atEnd, atEnd);
    QCOMPARE(rows->head.number(), 5);
    QCOMPARE(rows->epoch.text(), u"epoch-tea"_s);
}

void StoreContract::pagesShowAuthorsUnderTheirPresentNames()
{
    QVERIFY(append(*m_store, line(tea, ada, u"1"_s)));
    SignIn renamed = newcomer(u"Countess"_s);
    renamed.tokenHash = "ada-token";
    QVERIFY(signIn(*m_store, renamed));
    QCOMPARE(page(*m_store, { .room = tea, .limit = 1 })->messages.first().userName, u"Countess"_s);
}

void StoreContract::everyFieldOfALineComesBack()
{
    NewLine first = line(tea, ada, u"1"_s, u"\"quotes\"; DROP TABLE \u0000 \U0001F600"_s);
    QVERIFY(append(*m_store, first));
    NewLine second = line(tea, bob, u"2"_s);
    second.replyTo = Seq::fromNumber(1);
    QVERIFY(append(*m_store, second));
    const auto rows = page(*m_store, { .room = tea, .limit = 2 });
    const Message expected { .id = first.id,
                             .seq = Seq::fromNumber(1),
                             .roomId = tea,
                             .userId = ada,
                             .userName = u"ada"_s,
                             .avatar = u""_s,
                             .content = first.content,
                             .timestamp = first.timestamp,
                             .tag = first.tag };
    QCOMPARE(rows->messages.first(), expected);
    QCOMPARE(rows->messages.last().replyTo, Seq::fromNumber(1));
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
