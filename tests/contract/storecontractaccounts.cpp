// What every store must do with accounts.

#include "tests/contract/asking.h"

#include <QTest>

namespace chat {

using namespace std::chrono_literals;

namespace {

constexpr auto day = 24h;

TokenRule at(Timestamp now, Standing least = Standing::Guest)
{
    return { .now = now, .idle = 30 * day, .life = 90 * day, .least = least };
}

SignIn registration(const QString &name, const QString &passwordHash)
{
    SignIn request = newcomer(name);
    request.newPasswordHash = passwordHash;
    request.device = u"laptop"_s;
    return request;
}

Result<Recalled> recall(StoreUnderTest &store, const QByteArray &hash, const TokenRule &rule)
{
    return wait<Recalled>([&](auto done) { store.accounts().recall(hash, rule, done); });
}

Result<Credential> credential(StoreUnderTest &store, const QString &name)
{
    return wait<Credential>([&](auto done) { store.accounts().credentialOfName(name, done); });
}

Result<QList<StoredSession>> sessions(StoreUnderTest &store, const UserId &user)
{
    return wait<QList<StoredSession>>([&](auto done) { store.accounts().sessions(user, done); });
}

Result<int> endSessions(StoreUnderTest &store, const UserId &user, const QList<QByteArray> &hashes)
{
    return wait<int>([&](auto done) { store.accounts().endSessions(user, hashes, done); });
}

Result<Role> changePassword(StoreUnderTest &store, const PasswordChange &change)
{
    return wait<Role>([&](auto done) { store.accounts().changePassword(change, done); });
}

QList<QByteArray> hashesOf(const QList<StoredSession> &sessions)
{
    QList<QByteArray> hashes;
    for (const StoredSession &session : sessions)
        hashes << session.tokenHash;
    return hashes;
}

/// One more device of somebody who has shown their password.
SignIn device(const UserId &user, const QString &passwordHash, const QByteArray &freshHash,
              Timestamp now = testStart)
{
    return { .name = u"whatever was typed"_s,
             .freshTokenHash = freshHash,
             .device = u"phone"_s,
             .freshId = UserId::fromText(u"never used"_s),
             .rule = at(now),
             .proven = SignIn::Proven { .user = user, .passwordHash = passwordHash } };
}

} // namespace

void StoreContract::aNewAccountIsAMemberWithAPassword()
{
    const auto eve = signIn(*m_store, registration(u"eve"_s, u"$argon2id$1"_s));
    QVERIFY(eve);
    QVERIFY(!eve->isKnown);
    QVERIFY(!eve->usesFreshToken);
    QCOMPARE(eve->identity.role, Role::Member);
    QVERIFY(eve->identity.hasPassword);
    QCOMPARE(eve->ends, testStart + limits::sessionLife);
    const auto stored = credential(*m_store, u"EVE"_s);
    QCOMPARE(stored->user, eve->identity.id);
    QCOMPARE(stored->passwordHash, u"$argon2id$1"_s);
    QVERIFY(credential(*m_store, u"nobody"_s)->user.isEmpty());
    QCOMPARE(credential(*m_store, u"ada"_s)->user, ada);
    QVERIFY(credential(*m_store, u"ada"_s)->passwordHash.isEmpty());
}

void StoreContract::aGuestBecomesAnAccountOnce()
{
    SignIn claim = registration(u"ada"_s, u"$argon2id$1"_s);
    claim.rule = at(testStart + 100 * day);
    const auto claimed = signIn(*m_store, claim);
    QVERIFY(claimed);
    QVERIFY(claimed->isKnown);
    QCOMPARE(claimed->identity.id, ada);
    QCOMPARE(claimed->identity.role, Role::Member);
    QCOMPARE(claimed->ends, testStart + 190 * day); // begins anew
    QCOMPARE(signIn(*m_store, claim).error().code, ErrorCode::Conflict);
    QVERIFY(recall(*m_store, "ada-token", at(testStart + 100 * day)));
    QCOMPARE(recall(*m_store, "bob-token", at(testStart))->identity.role, Role::Guest);
}

void StoreContract::aPasswordBringsOneMoreDevice()
{
    QVERIFY(signIn(*m_store, registration(u"eve"_s, u"$argon2id$1"_s)));
    const UserId eve = UserId::fromText(u"eve-id"_s);
    const auto phone = signIn(*m_store, device(eve, u"$argon2id$1"_s, "phone-token"));
    QVERIFY(phone);
    QVERIFY(phone->isKnown);
    QVERIFY(phone->usesFreshToken);
    QCOMPARE(phone->identity.name, u"eve"_s);
    QCOMPARE(recall(*m_store, "phone-token", at(testStart))->identity.id, eve);
    QCOMPARE(recall(*m_store, "eve-token", at(testStart))->identity.id, eve);

    // The token that it had already is its own still; another person's is not taken.
    SignIn again = device(eve, u"$argon2id$1"_s, "spare-token");
    again.tokenHash = "phone-token";
    QVERIFY(!signIn(*m_store, again)->usesFreshToken);
    again.tokenHash = "ada-token";
    QVERIFY(signIn(*m_store, again)->usesFreshToken);
    QCOMPARE(recall(*m_store, "ada-token", at(testStart))->identity.id, ada);
    QCOMPARE(recall(*m_store, "spare-token", at(testStart))->identity.id, eve);
    again.tokenHash = "a client's own";
    QVERIFY(!signIn(*m_store, again)->usesFreshToken);
    QCOMPARE(recall(*m_store, "a client's own", at(testStart))->identity.id, eve);
}

void StoreContract::aPasswordThatWasChangedMeanwhileIsWrong()
{
    QVERIFY(signIn(*m_store, registration(u"eve"_s, u"$argon2id$1"_s)));
    const auto refused =
        signIn(*m_store, device(UserId::fromText(u"eve-id"_s), u"$argon2id$0"_s, "phone-token"));
    QCOMPARE(refused.error().code, ErrorCode::WrongPassword);
    QCOMPARE(recall(*m_store, "phone-token", at(testStart)).error().code, ErrorCode::InvalidToken);
}

void StoreContract::aChangedPasswordEndsTheOtherSessions()
{
    const UserId eve = UserId::fromText(u"eve-id"_s);
    QVERIFY(signIn(*m_store, registration(u"eve"_s, u"$argon2id$1"_s)));
    QVERIFY(signIn(*m_store, device(eve, u"$argon2id$1"_s, "phone-token")));
    PasswordChange change { .user = eve,
                            .formerHash = u"$argon2id$0"_s,
                            .newHash = u"$argon2id$2"_s,
                            .tokenHash = "phone-token",
                            .now = testStart + day };
    QCOMPARE(changePassword(*m_store, change).error().code, ErrorCode::WrongPassword);
    change.formerHash = u"$argon2id$1"_s;
    QCOMPARE(*changePassword(*m_store, change), Role::Member);
    QCOMPARE(credential(*m_store, u"eve"_s)->passwordHash, u"$argon2id$2"_s);
    QVERIFY(recall(*m_store, "phone-token", at(testStart + day)));
    QVERIFY(!recall(*m_store, "eve-token", at(testStart + day)));
    QVERIFY(recall(*m_store, "ada-token", at(testStart + day)));
}

void StoreContract::aFirstPasswordEndsNoSession()
{
    const PasswordChange claim { .user = ada,
                                 .formerHash = {},
                                 .newHash = u"$argon2id$1"_s,
                                 .tokenHash = "ada-token",
                                 .endsOthers = false,
                                 .now = testStart + 100 * day };
    QCOMPARE(*changePassword(*m_store, claim), Role::Member);
    const auto recalled = recall(*m_store, "ada-token", at(testStart + 100 * day));
    QVERIFY(recalled);
    QVERIFY(recalled->identity.hasPassword);
    QCOMPARE(recalled->ends, testStart + 190 * day);
    QCOMPARE(changePassword(*m_store, claim).error().code, ErrorCode::WrongPassword);
}

void StoreContract::sessionsOfAccountsEnd_data()
{
    QTest::addColumn<bool>("isAccount");
    QTest::addColumn<int>("useEvery"); // days
    QTest::addColumn<int>("day");
    QTest::addColumn<bool>("holds");
    QTest::newRow("not used") << true << 0 << 29 << true;
    QTest::newRow("not used too long") << true << 0 << 30 << false;
    QTest::newRow("used") << true << 20 << 89 << true;
    QTest::newRow("used, and old") << true << 20 << 90 << false;
    QTest::newRow("a guest's") << false << 0 << 1000 << true;
}

void StoreContract::sessionsOfAccountsEnd()
{
    QFETCH(const bool, isAccount);
    QFETCH(const int, useEvery);
    QFETCH(const int, day);
    QFETCH(const bool, holds);
    const auto on = [](int number) { return at(testStart + number * 24h); };
    SignIn request = isAccount ? registration(u"eve"_s, u"$argon2id$1"_s) : newcomer(u"eve"_s);
    request.rule = on(0);
    QVERIFY(signIn(*m_store, request));
    for (int i = useEvery; useEvery > 0 && i < day; i += useEvery)
        QVERIFY(recall(*m_store, "eve-token", on(i)));
    const auto recalled = recall(*m_store, "eve-token", on(day));
    QCOMPARE(bool(recalled), holds);

    // The same at the door, where it is not a way to be somebody new.
    SignIn again = newcomer(u"zed"_s);
    again.tokenHash = "eve-token";
    again.rule = on(day);
    const auto signedIn = signIn(*m_store, again);
    QCOMPARE(bool(signedIn), holds);
    if (!holds) {
        QCOMPARE(recalled.error().code, ErrorCode::InvalidToken);
        QCOMPARE(signedIn.error().code, ErrorCode::InvalidToken);
    }
}

void StoreContract::aSessionEndsWhenItWasTold()
{
    SignIn request = newcomer(u"eve"_s);
    request.subject = u"https://id.example\neve"_s;
    request.endsAt = testStart + 1h;
    QCOMPARE(signIn(*m_store, request)->ends, testStart + 1h);
    QCOMPARE(recall(*m_store, "eve-token", at(testStart + 59min))->ends, testStart + 1h);
    QVERIFY(!recall(*m_store, "eve-token", at(testStart + 1h)));
    request.rule = at(testStart + 2h);
    request.endsAt = testStart + 3h;
    QVERIFY(signIn(*m_store, request)->isKnown);
    QVERIFY(recall(*m_store, "eve-token", at(testStart + 2h)));
}

void StoreContract::aSubjectIsAlwaysTheSamePerson()
{
    SignIn request = newcomer(u"eve"_s);
    request.subject = u"https://id.example\n17"_s;
    const auto first = signIn(*m_store, request);
    QVERIFY(!first->isKnown);
    QCOMPARE(first->identity.role, Role::Member);
    QVERIFY(!first->identity.hasPassword);
    request.name = u"Eve Adams"_s;
    request.tokenHash = "another-token";
    request.freshId = UserId::fromText(u"another-id"_s);
    const auto second = signIn(*m_store, request);
    QVERIFY(second->isKnown);
    QCOMPARE(second->identity.id, first->identity.id);
    QCOMPARE(second->identity.name, u"Eve Adams"_s);
    request.subject = u"https://id.example\n18"_s;
    QCOMPARE(signIn(*m_store, request).error().code, ErrorCode::Conflict);
}

void StoreContract::standingIsAskedFor()
{
    const auto come = [this](const QString &name, Standing least) {
        SignIn request = newcomer(name);
        request.rule = at(testStart, least);
        return signIn(*m_store, request);
    };
    QVERIFY(signIn(*m_store, registration(u"eve"_s, u"$argon2id$1"_s)));
    SignIn sso = newcomer(u"sso"_s);
    sso.subject = u"https://id.example\nsso"_s;
    QVERIFY(signIn(*m_store, sso));

    QCOMPARE(come(u"zed"_s, Standing::Account).error().code, ErrorCode::AuthenticationRequired);
    QCOMPARE(come(u"ada"_s, Standing::Account).error().code, ErrorCode::AuthenticationRequired);
    QVERIFY(come(u"eve"_s, Standing::Account));
    QVERIFY(come(u"sso"_s, Standing::Account));
    QCOMPARE(come(u"eve"_s, Standing::Vouched).error().code, ErrorCode::AuthenticationRequired);
    QVERIFY(come(u"sso"_s, Standing::Vouched));
    QCOMPARE(recall(*m_store, "ada-token", at(testStart, Standing::Account)).error().code,
             ErrorCode::AuthenticationRequired);
    QVERIFY(recall(*m_store, "eve-token", at(testStart, Standing::Account)));
    QVERIFY(!recall(*m_store, "eve-token", at(testStart, Standing::Vouched)));
    // Nothing was left behind by what was refused.
    QVERIFY(!come(u"zed"_s, Standing::Guest)->isKnown);
    SignIn claim = registration(u"ada"_s, u"$argon2id$1"_s);
    claim.rule = at(testStart, Standing::Account);
    QVERIFY(signIn(*m_store, claim));
}

void StoreContract::sessionsAreListedAndEnded()
{
    const UserId eve = UserId::fromText(u"eve-id"_s);
    QVERIFY(signIn(*m_store, registration(u"eve"_s, u"$argon2id$1"_s)));
    QVERIFY(signIn(*m_store, device(eve, u"$argon2id$1"_s, "phone-token", testStart + day)));
    const auto listed = sessions(*m_store, eve);
    QCOMPARE(hashesOf(*listed), QList<QByteArray>({ "phone-token", "eve-token" }));
    QCOMPARE(listed->first().device, u"phone"_s);
    QCOMPARE(listed->first().facts.createdAt, testStart + day);
    QCOMPARE(listed->last().facts.usedAt, testStart);
    QVERIFY(recall(*m_store, "eve-token", at(testStart + 2 * day)));
    QTRY_COMPARE(sessions(*m_store, eve)->first().tokenHash, "eve-token");

    QCOMPARE(*endSessions(*m_store, eve, { "ada-token", "nobody's" }), 0);
    QVERIFY(recall(*m_store, "ada-token", at(testStart)));
    QCOMPARE(*endSessions(*m_store, eve, { "eve-token" }), 1);
    QVERIFY(!recall(*m_store, "eve-token", at(testStart)));
    QCOMPARE(*endSessions(*m_store, eve, { "phone-token" }), 1); // there is the password
    QCOMPARE(endSessions(*m_store, ada, { "ada-token" }).error().code, ErrorCode::Conflict);
    QVERIFY(recall(*m_store, "ada-token", at(testStart)));
}

void StoreContract::thereAreSoManySessions()
{
    const UserId eve = UserId::fromText(u"eve-id"_s);
    QVERIFY(signIn(*m_store, registration(u"eve"_s, u"$argon2id$1"_s)));
    for (int i = 1; i <= limits::sessionsPerUser; ++i)
        QVERIFY(signIn(*m_store,
                       device(eve, u"$argon2id$1"_s, QByteArray::number(i), testStart + i * 1min)));
    QCOMPARE(sessions(*m_store, eve)->size(), limits::sessionsPerUser);
    QVERIFY(!recall(*m_store, "eve-token", at(testStart + 1h)));
    QVERIFY(recall(*m_store, "1", at(testStart + 1h)));
}

} // namespace chat
