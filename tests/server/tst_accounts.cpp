#include "tests/support/serverfixture.h"

#include <QCryptographicHash>

using namespace chat;
using namespace std::chrono_literals;

namespace {

const QString horse = u"correct horse"_s;
const QString staple = u"battery staple"_s;

Policy with(EntryMode mode)
{
    return { .entry = { .mode = mode }, .requestsPerSecond = 1e6, .requestsBurst = 1e6 };
}

Authenticate byPassword(const QString &name, const QString &password)
{
    return { .name = name, .password = password };
}

} // namespace

/// Who may come in, and as whom.
class TestAccounts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theWelcomeSaysHowOneComesIn();
    void aGuestClaimsTheirNameForGood();
    void anAccountIsMadeAtTheDoor();
    void aNameOfSomebodyIsNotToBeHad();
    void aGuestsTokenMakesTheGuestAnAccount();
    void simplePasswordsAreRefused();
    void nobodyAndAWrongPasswordAreAlike();
    void wrongPasswordsHaveToWait();
    void anAddressThatTriesManyNamesHasToWait();
    void theRightPasswordNeedNotWaitForOthers();
    void tooManyPasswordsAtOnceAreRefusedForNow();
    void aNewPasswordNeedsTheOldOne();
    void aNewPasswordEndsTheOtherSessions();
    void registrationsAreLimited();
    void whoIsRefusedMayTryAgainOnTheSameConnection();
    void theModeSaysWhoMayComeIn_data();
    void theModeSaysWhoMayComeIn();
    void aStoreThatFailsLetsNobodyInAndCostsNoAttempt();
    void aPasswordHashedAtAnotherCostIsHashedAnew();

private:
    static std::unique_ptr<TestClient> account(ServerFixture &fixture, const QString &name,
                                               const QString &password)
    {
        auto client = fixture.connectClient();
        if (!client->ask(Register { .name = name, .password = password }))
            qFatal("no account could be made");
        return client;
    }
    static Result<Authenticated> signIn(ServerFixture &fixture, const Authenticate &credentials,
                                        const QString &address = u"192.0.2.1:50000"_s)
    {
        const auto client = fixture.connectClient(address);
        return client->ask(credentials);
    }
};

void TestAccounts::theWelcomeSaysHowOneComesIn()
{
    ServerFixture fixture({ .entry = { .mode = EntryMode::Accounts, .passwordLength = 15 } });
    const auto client = fixture.connectClient();
    QVERIFY(client->waitFor<Welcome>());
    const EntryRules entry = client->all<Welcome>().first().entry.value();
    QCOMPARE(entry.mode, EntryMode::Accounts);
    QCOMPARE(entry.passwordLength, 15);
}

void TestAccounts::aGuestClaimsTheirNameForGood()
{
    ServerFixture fixture;
    const auto ada = fixture.connectAs(u"Ada"_s);
    QCOMPARE(ada->self().role, Role::Guest);
    QCOMPARE(ada->self().hasPassword, false);
    QCOMPARE(signIn(fixture, byPassword(u"Ada"_s, horse)).error().code, ErrorCode::WrongPassword);
    fixture.advance(2s);

    const auto set = ada->ask(SetPassword { .password = horse });
    QVERIFY(set);
    QCOMPARE(set->role, Role::Member);
    const auto phone = signIn(fixture, byPassword(u"ada"_s, horse));
    QVERIFY(phone);
    QCOMPARE(phone->id, ada->self().id);
    QCOMPARE(phone->name, u"Ada"_s);
    QCOMPARE(phone->hasPassword, true);
    QCOMPARE(phone->resumed, true);
    QVERIFY(phone->token != ada->self().token);
    // And the name is not free for guests, as before.
    QCOMPARE(signIn(fixture, { .name = u"Ada"_s }).error().code, ErrorCode::Conflict);
}

void TestAccounts::anAccountIsMadeAtTheDoor()
{
    ServerFixture fixture;
    const auto ada = fixture.connectClient();
    const auto made =
        ada->ask(Register { .name = u"Ada"_s, .password = horse, .avatar = u"#102030"_s });
    QVERIFY(made);
    QCOMPARE(made->role, Role::Member);
    QCOMPARE(made->avatar, u"#102030"_s);
    QVERIFY(isToken(made->token));
    QVERIFY(ada->join(u"tea"_s));
    QVERIFY(fixture.connectAs(u"Ada"_s, made->token)->self().resumed);
    QCOMPARE(signIn(fixture, byPassword(u"Ada"_s, horse))->id, made->id);
}

void TestAccounts::aNameOfSomebodyIsNotToBeHad()
{
    ServerFixture fixture;
    const auto ada = fixture.connectAs(u"Ada"_s);
    const auto eve = fixture.connectClient();
    const auto refused = eve->ask(Register { .name = u"ADA"_s, .password = horse });
    QCOMPARE(refused.error().code, ErrorCode::Conflict);
    QCOMPARE(refused.error().suggestion, u"ADA 2"_s);
    // Neither by the token that belongs to the account already.
    const auto bob = account(fixture, u"Bob"_s, horse);
    const auto made = signIn(fixture, byPassword(u"Bob"_s, horse));
    QCOMPARE(eve->ask(Register { .name = u"Bob"_s, .password = staple, .token = made->token })
                 .error()
                 .code,
             ErrorCode::Conflict);
    QCOMPARE(signIn(fixture, byPassword(u"Bob"_s, staple)).error().code, ErrorCode::WrongPassword);
}

void TestAccounts::aGuestsTokenMakesTheGuestAnAccount()
{
    ServerFixture fixture;
    const auto ada = fixture.connectAs(u"Ada"_s);
    const auto again = fixture.connectClient();
    const auto made =
        again->ask(Register { .name = u"Ada"_s, .password = horse, .token = ada->self().token });
    QVERIFY(made);
    QCOMPARE(made->id, ada->self().id);
    QCOMPARE(made->token, ada->self().token);
}

void TestAccounts::simplePasswordsAreRefused()
{
    ServerFixture fixture({ .entry = { .passwordLength = 15 } });
    const auto ada = fixture.connectAs(u"ada"_s);
    for (const QString &simple : { u"aaaaaaaaaaaaaaaa"_s, u"correct horse"_s }) {
        QCOMPARE(ada->ask(SetPassword { .password = simple }).error().code,
                 ErrorCode::InvalidMessage);
        const auto other = fixture.connectClient();
        QCOMPARE(other->ask(Register { .name = u"eve"_s, .password = simple }).error().code,
                 ErrorCode::InvalidMessage);
    }
    QVERIFY(ada->ask(SetPassword { .password = u"correct horse battery"_s }));
}

void TestAccounts::nobodyAndAWrongPasswordAreAlike()
{
    ServerFixture fixture(with(EntryMode::Accounts));
    const auto ada = account(fixture, u"ada"_s, horse);
    const auto answer = [&fixture](const QString &name) {
        const auto client = fixture.connectClient();
        return Refusal::fromError(client->ask(byPassword(name, staple)).error());
    };
    const Refusal wrong = answer(u"ada"_s);
    QCOMPARE(wrong.code, u"wrong-password"_s);
    QCOMPARE(wrong.detail, u"Wrong name or password"_s);
    QCOMPARE(answer(u"nobody"_s), wrong);
    // And the next try of either has to wait as long.
    QCOMPARE(answer(u"nobody"_s), answer(u"ada"_s));
    QCOMPARE(answer(u"ada"_s).retryAfterMs, 1000);
}

void TestAccounts::wrongPasswordsHaveToWait()
{
    ServerFixture fixture;
    const auto ada = account(fixture, u"ada"_s, horse);
    const auto from = [](int i) { return u"198.51.100.%1:1"_s.arg(i); };
    for (int i = 1; i <= 10; ++i) {
        const auto wrong = signIn(fixture, byPassword(u"ada"_s, staple), from(i));
        QCOMPARE(wrong.error().code, ErrorCode::WrongPassword);
        const auto early = signIn(fixture, byPassword(u"ada"_s, horse), from(100 + i));
        QCOMPARE(early.error().code, ErrorCode::RateLimited);
        QCOMPARE(early.error().retryAfter, 1s * (1 << (i - 1)));
        fixture.advance(*early.error().retryAfter);
    }
    QVERIFY(signIn(fixture, byPassword(u"ada"_s, horse)));
}

void TestAccounts::anAddressThatTriesManyNamesHasToWait()
{
    ServerFixture fixture;
    const auto ada = account(fixture, u"ada"_s, horse);
    for (int i = 0; i < 5; ++i)
        QCOMPARE(signIn(fixture, byPassword(u"name %1"_s.arg(i), staple)).error().code,
                 ErrorCode::WrongPassword);
    // Another port is the same address.
    const auto refused = signIn(fixture, byPassword(u"ada"_s, horse), u"192.0.2.1:7"_s);
    QCOMPARE(refused.error().code, ErrorCode::RateLimited);
    QCOMPARE(refused.error().retryAfter, 12s);
    QVERIFY(signIn(fixture, byPassword(u"ada"_s, horse), u"192.0.2.2:7"_s));
    // A token needs no guessing.
    QVERIFY(signIn(fixture, { .name = u"eve"_s }));
}

void TestAccounts::theRightPasswordNeedNotWaitForOthers()
{
    ServerFixture fixture;
    const auto ada = account(fixture, u"ada"_s, horse);
    for (int i = 0; i < 20; ++i)
        QVERIFY(signIn(fixture, byPassword(u"ada"_s, horse)));
}

void TestAccounts::tooManyPasswordsAtOnceAreRefusedForNow()
{
    ServerFixture fixture({}, {}); // hashing at its real cost
    std::vector<std::unique_ptr<TestClient>> clients;
    constexpr int many = 4 * limits::passwordQueue;
    for (int i = 0; i < many; ++i) {
        clients.push_back(fixture.connectClient(u"198.51.%1.%2:1"_s.arg(i / 100).arg(i % 100)));
        clients.back()->tell(byPassword(u"name %1"_s.arg(i), staple));
    }
    int wrong = 0;
    QList<int> busy;
    for (int i = 0; i < many; ++i) {
        QVERIFY(clients.at(i)->waitFor<Refusal>());
        const Refusal refusal = clients.at(i)->all<Refusal>().first();
        wrong += refusal.code == "wrong-password"_L1;
        if (refusal.code == "unavailable"_L1 && refusal.retryAfterMs == 2000)
            busy << i;
    }
    QCOMPARE(wrong + busy.size(), many);
    QVERIFY(wrong >= limits::passwordQueue);
    QVERIFY(!busy.isEmpty());
    // That was not their fault.
    const auto last = fixture.connectClient(u"198.51.100.1:1"_s);
    QCOMPARE(last->ask(byPassword(u"name %1"_s.arg(busy.last()), staple)).error().code,
             ErrorCode::WrongPassword);
}

void TestAccounts::aNewPasswordNeedsTheOldOne()
{
    ServerFixture fixture;
    const auto ada = account(fixture, u"ada"_s, horse);
    QCOMPARE(ada->ask(SetPassword { .password = staple }).error().code, ErrorCode::WrongPassword);
    fixture.advance(1s);
    QCOMPARE(ada->ask(SetPassword { .password = staple, .oldPassword = staple }).error().code,
             ErrorCode::WrongPassword);
    QCOMPARE(ada->ask(SetPassword { .password = staple, .oldPassword = horse }).error().code,
             ErrorCode::RateLimited);
    fixture.advance(2s);
    QVERIFY(ada->ask(SetPassword { .password = staple, .oldPassword = horse }));
    QVERIFY(signIn(fixture, byPassword(u"ada"_s, staple)));
    QVERIFY(!signIn(fixture, byPassword(u"ada"_s, horse)));
}

void TestAccounts::aNewPasswordEndsTheOtherSessions()
{
    ServerFixture fixture;
    const auto ada = account(fixture, u"ada"_s, horse);
    const auto phone = fixture.connectClient();
    const auto signedIn = phone->ask(byPassword(u"ada"_s, horse));
    QVERIFY(signedIn);
    QVERIFY(ada->ask(SetPassword { .password = staple, .oldPassword = horse }));
    QVERIFY(phone->waitForClose());
    QCOMPARE(phone->closed()->code, int(CloseCode::Unauthenticated));
    QVERIFY(!mayComeBack(phone->closed()->code));
    QVERIFY(!ada->closed());
    const auto back = fixture.connectClient();
    QCOMPARE(
        back->ask(Resume { .token = signedIn->token, .deviceId = DeviceId::fromText(u"phone"_s) })
            .error()
            .code,
        ErrorCode::InvalidToken);
}

void TestAccounts::registrationsAreLimited()
{
    ServerFixture fixture;
    const auto enroll = [&fixture](int i, const QString &address) {
        const auto client = fixture.connectClient(address);
        return client->ask(Register { .name = u"name %1"_s.arg(i), .password = horse });
    };
    for (int i = 0; i < 5; ++i)
        QVERIFY(enroll(i, u"192.0.2.1:1"_s));
    const auto refused = enroll(5, u"192.0.2.1:1"_s);
    QCOMPARE(refused.error().code, ErrorCode::RateLimited);
    QCOMPARE(refused.error().retryAfter, 720s);
    for (int i = 6; i < 31; ++i)
        QVERIFY(enroll(i, u"198.51.100.%1:1"_s.arg(i)));
    QCOMPARE(enroll(31, u"203.0.113.1:1"_s).error().retryAfter, 20s);
    fixture.advance(20s);
    QVERIFY(enroll(31, u"203.0.113.1:1"_s));
}

void TestAccounts::whoIsRefusedMayTryAgainOnTheSameConnection()
{
    ServerFixture fixture;
    const auto ada = account(fixture, u"ada"_s, horse);
    const auto phone = fixture.connectClient();
    QVERIFY(!phone->ask(byPassword(u"ada"_s, staple)));
    fixture.advance(1s);
    QVERIFY(phone->ask(byPassword(u"ada"_s, horse)));
    QVERIFY(phone->join(u"tea"_s));
}

void TestAccounts::theModeSaysWhoMayComeIn_data()
{
    QTest::addColumn<EntryMode>("mode");
    QTest::addColumn<QString>("asGuest"); // code of the refusal; empty: let in
    QTest::addColumn<QString>("byRegistering");
    QTest::addColumn<QString>("byPassword");
    QTest::newRow("guests") << EntryMode::Guests << u""_s << u""_s << u""_s;
    QTest::newRow("accounts") << EntryMode::Accounts << u"authentication-required"_s << u""_s
                              << u""_s;
    QTest::newRow("closed") << EntryMode::Closed << u"authentication-required"_s
                            << u"not-authorized"_s << u""_s;
    QTest::newRow("token") << EntryMode::Token << u"authentication-required"_s
                           << u"not-authorized"_s << u"authentication-required"_s;
}

void TestAccounts::theModeSaysWhoMayComeIn()
{
    QFETCH(const EntryMode, mode);
    QFETCH(const QString, asGuest);
    QFETCH(const QString, byRegistering);
    QFETCH(const QString, byPassword);
    ServerFixture fixture(with(mode));
    // Both were here before the operator changed the mode.
    SignIn ada { .name = u"ada"_s,
                 .freshTokenHash = "ada-token",
                 .freshId = UserId::fromText(u"ada-id"_s),
                 .rule = { .now = fixture.clock.wallTime() },
                 .newPasswordHash = passwordhash::hash(horse, ServerFixture::cheap).value() };
    fixture.store.signIn(ada, [](const Result<SignedIn> &) {});
    const QString token = u"0123456789abcdef"_s.repeated(4);
    fixture.store.signIn(
        { .name = u"guest"_s,
          .freshTokenHash = QCryptographicHash::hash(token.toUtf8(), QCryptographicHash::Sha256),
          .freshId = UserId::fromText(u"guest-id"_s),
          .rule = ada.rule },
        [](const Result<SignedIn> &) {});

    const auto outcome = [](const auto &answer) {
        return answer ? QString() : QString(errorRow(answer.error().code).wireName);
    };
    QCOMPARE(outcome(signIn(fixture, { .name = u"new"_s })), asGuest);
    QCOMPARE(outcome(signIn(fixture, { .name = u"guest"_s, .token = token })), asGuest);
    const auto returning = fixture.connectClient();
    const auto resumed =
        returning->ask(Resume { .token = token, .deviceId = DeviceId::fromText(u"a device"_s) });
    QCOMPARE(outcome(resumed), asGuest);
    QCOMPARE(outcome(signIn(fixture, ::byPassword(u"ada"_s, horse))), byPassword);
    const auto client = fixture.connectClient();
    QCOMPARE(
        outcome(client->ask(Register { .name = u"guest"_s, .password = horse, .token = token })),
        byRegistering);
}

void TestAccounts::aStoreThatFailsLetsNobodyInAndCostsNoAttempt()
{
    ServerFixture fixture;
    const auto ada = account(fixture, u"ada"_s, horse);
    for (int i = 0; i < 20; ++i) {
        fixture.flaky.loseNextAnswer();
        QCOMPARE(signIn(fixture, byPassword(u"ada"_s, horse)).error().code, ErrorCode::Unavailable);
    }
    QVERIFY(signIn(fixture, byPassword(u"ada"_s, horse)));
}

void TestAccounts::aPasswordHashedAtAnotherCostIsHashedAnew()
{
    ServerFixture fixture;
    const passwordhash::Cost dear { .passes = 2, .bytes = 16384 };
    fixture.store.signIn({ .name = u"ada"_s,
                           .freshTokenHash = "ada-token",
                           .freshId = UserId::fromText(u"ada-id"_s),
                           .rule = { .now = fixture.clock.wallTime() },
                           .newPasswordHash = passwordhash::hash(horse, dear).value() },
                         [](const Result<SignedIn> &) {});
    const auto phone = fixture.connectClient();
    QVERIFY(phone->ask(byPassword(u"ada"_s, horse)));
    QString stored;
    QTRY_VERIFY([&] {
        fixture.store.credentialOfName(u"ada"_s, [&stored](const Result<Credential> &credential) {
            stored = credential->passwordHash;
        });
        QCoreApplication::processEvents();
        return !stored.isEmpty() && !passwordhash::isDated(stored, ServerFixture::cheap);
    }());
    QVERIFY(passwordhash::verify(stored, horse));
    phone->settle();
    QVERIFY(!phone->closed());
}

QTEST_GUILESS_MAIN(TestAccounts)
#include "tst_accounts.moc"
