#include "tests/client/conversation.h"

#include <QSignalSpy>

using namespace chat;
using namespace std::chrono_literals;

namespace {

const QString horse = u"correct horse"_s;

ClientProfile showing(const Credentials &credentials)
{
    ClientProfile profile = Conversation::wantingTea();
    profile.deviceName = u"desk"_s;
    profile.credentials = credentials;
    return profile;
}

Authenticated member(const QString &token)
{
    Authenticated self;
    self.id = samples::ada;
    self.name = u"ada"_s;
    self.role = Role::Member;
    self.token = token;
    self.hasPassword = true;
    return self;
}

Error refusalOf(const QSignalSpy &refused)
{
    return refused.isEmpty() ? Error {} : refused.last().first().value<Error>();
}

} // namespace

/// How a session shows what a server asks for, and what it does when that is no good.
class TestSigningIn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPasswordIsShownOnceAndThenTheToken();
    void anAccountIsMadeOfTheGuest();
    void aLostAnswerToRegisteringIsAskedForByPassword();
    void aWordOfSomebodyIsShownWithoutToken();
    void aWrongPasswordEndsTheAttempt();
    void tooManyTriesAreToldWithTheirWait();
    void aBrokenLineWhileSigningInIsTriedAgain();
    void anEndedSessionIsNotResumedForEver();
    void whoWasSignedOutIsToldSo();
    void theTokenGoesFirstWhereItIsSaidSo();
    void withoutATokenThePasswordGoesFirst();
    void aNewPasswordMakesAMember();
    void withoutAConnectionAnAccountCanNotBeAsked();
};

void TestSigningIn::aPasswordIsShownOnceAndThenTheToken()
{
    Conversation talk(showing({ .kind = Credentials::Kind::Password, .secret = horse }));
    talk.start();
    talk.server.push(samples::welcome());
    const auto asked = talk.server.expect<Authenticate>();
    QCOMPARE(asked.event.password, horse);
    QCOMPARE(asked.event.deviceName, u"desk"_s);
    QVERIFY(!asked.event.token); // one that was ended must stay so
    talk.server.answer(asked, member(u"t2"_s));
    QCOMPARE(talk.session.state(), ClientSession::State::Online);
    QVERIFY(talk.session.hasPassword());
    talk.server.cut();
    talk.waitForRetry();
    talk.server.push(samples::welcome());
    const auto again = talk.server.expect<Authenticate>();
    QVERIFY(!again.event.password);
    QCOMPARE(again.event.token, u"t2"_s);
}

void TestSigningIn::anAccountIsMadeOfTheGuest()
{
    MemoryKeyring keyring;
    keyring.keep(samples::welcome().server.id, u"guest"_s);
    ClientProfile profile = showing({ .kind = Credentials::Kind::NewAccount, .secret = horse });
    profile.keyring = &keyring;
    Conversation talk(profile);
    talk.start();
    talk.server.push(samples::welcome());
    const auto asked = talk.server.expect<Register>();
    QCOMPARE(asked.event.name, u"ada"_s);
    QCOMPARE(asked.event.password, horse);
    QCOMPARE(asked.event.token, u"guest"_s);
}

void TestSigningIn::aLostAnswerToRegisteringIsAskedForByPassword()
{
    Conversation talk(showing({ .kind = Credentials::Kind::NewAccount, .secret = horse }));
    talk.start();
    talk.server.push(samples::welcome());
    talk.server.expect<Register>();
    talk.server.cut();
    talk.waitForRetry();
    talk.server.push(samples::welcome());
    talk.server.refuse(talk.server.expect<Register>(), { .code = ErrorCode::Conflict });
    const auto asked = talk.server.expect<Authenticate>();
    QCOMPARE(asked.event.password, horse);
    talk.server.answer(asked, member(u"t2"_s));
    QCOMPARE(talk.session.state(), ClientSession::State::Online);
}

void TestSigningIn::aWordOfSomebodyIsShownWithoutToken()
{
    Conversation talk(showing({ .kind = Credentials::Kind::Word, .secret = u"a.b.c"_s }));
    talk.start();
    talk.server.push(samples::welcome());
    const auto asked = talk.server.expect<Authenticate>();
    QCOMPARE(asked.event.jwt, u"a.b.c"_s);
    QVERIFY(!asked.event.token);
}

void TestSigningIn::aWrongPasswordEndsTheAttempt()
{
    Conversation talk(showing({ .kind = Credentials::Kind::Password, .secret = horse }));
    QSignalSpy refused(&talk.session, &ClientSession::authenticationRefused);
    talk.start();
    talk.server.push(samples::welcome());
    talk.server.refuse(talk.server.expect<Authenticate>(), { .code = ErrorCode::WrongPassword });
    QCOMPARE(refusalOf(refused).code, ErrorCode::WrongPassword);
    QCOMPARE(talk.session.state(), ClientSession::State::Offline);
}

void TestSigningIn::tooManyTriesAreToldWithTheirWait()
{
    Conversation talk(showing({ .kind = Credentials::Kind::Password, .secret = horse }));
    QSignalSpy refused(&talk.session, &ClientSession::authenticationRefused);
    talk.start();
    talk.server.push(samples::welcome());
    talk.server.refuse(talk.server.expect<Authenticate>(),
                       { .code = ErrorCode::RateLimited, .retryAfter = 8s });
    QCOMPARE(refusalOf(refused).retryAfter, 8s);
    QCOMPARE(talk.server.connections, 1); // no try behind the person's back
}

void TestSigningIn::aBrokenLineWhileSigningInIsTriedAgain()
{
    Conversation talk(showing({ .kind = Credentials::Kind::Password, .secret = horse }));
    QSignalSpy refused(&talk.session, &ClientSession::authenticationRefused);
    talk.start();
    talk.server.push(samples::welcome());
    talk.server.expect<Authenticate>();
    talk.server.cut();
    QVERIFY(refused.isEmpty());
    talk.waitForRetry();
    talk.server.push(samples::welcome());
    QCOMPARE(talk.server.expect<Authenticate>().event.password, horse);
}

void TestSigningIn::anEndedSessionIsNotResumedForEver()
{
    Conversation talk;
    talk.begin();
    talk.server.peer->close(CloseCode::Unauthenticated, u"the session was ended"_s);
    FakeServer::settle();
    talk.advance(10min);
    QCOMPARE(talk.session.state(), ClientSession::State::Refused);
    QCOMPARE(talk.server.connections, 1);
}

void TestSigningIn::whoWasSignedOutIsToldSo()
{
    ClientProfile profile = Conversation::wantingTea();
    profile.deviceId = DeviceId::fromText(u"d"_s);
    Conversation talk(profile);
    QSignalSpy refused(&talk.session, &ClientSession::authenticationRefused);
    talk.start();
    talk.server.push(samples::welcome());
    talk.server.answer(talk.server.expect<Authenticate>(), member(u"t1"_s));
    talk.server.answer(talk.server.expect<ListRooms>(), RoomList {});
    talk.join();
    talk.server.peer->close(CloseCode::Unauthenticated, u"the session was ended"_s);
    FakeServer::settle();
    talk.session.tryNow();
    FakeServer::settle();
    talk.server.push(samples::welcome());
    talk.server.refuse(talk.server.expect<Resume>(), { .code = ErrorCode::InvalidToken });
    talk.server.refuse(talk.server.expect<Authenticate>(),
                       { .code = ErrorCode::Conflict, .suggestion = u"ada 2"_s });
    QCOMPARE(refusalOf(refused).code, ErrorCode::InvalidToken);
}

void TestSigningIn::theTokenGoesFirstWhereItIsSaidSo()
{
    MemoryKeyring keyring;
    keyring.keep(samples::welcome().server.id, u"t1"_s);
    ClientProfile profile = showing({ .kind = Credentials::Kind::Password, .secret = horse });
    profile.keyring = &keyring;
    profile.showsTokenFirst = true;
    Conversation talk(profile);
    talk.start();
    talk.server.push(samples::welcome());
    const auto byToken = talk.server.expect<Authenticate>();
    QCOMPARE(byToken.event.token, u"t1"_s);
    QVERIFY(!byToken.event.password);
    talk.server.refuse(byToken, { .code = ErrorCode::Conflict });
    QCOMPARE(talk.server.expect<Authenticate>().event.password, horse);
}

void TestSigningIn::withoutATokenThePasswordGoesFirst()
{
    ClientProfile profile = showing({ .kind = Credentials::Kind::Password, .secret = horse });
    profile.showsTokenFirst = true;
    Conversation talk(profile);
    talk.start();
    talk.server.push(samples::welcome());
    QCOMPARE(talk.server.expect<Authenticate>().event.password, horse);
}

void TestSigningIn::aNewPasswordMakesAMember()
{
    Conversation talk;
    talk.begin();
    QVERIFY(!talk.session.hasPassword());
    bool isDone = false;
    talk.session.account().setPassword(
        { .password = horse, .oldPassword = {} },
        [&](const Result<void> &done) { isDone = done.has_value(); });
    const auto asked = talk.server.expect<SetPassword>();
    QVERIFY(!asked.event.oldPassword);
    talk.server.answer(asked, PasswordSet { .role = Role::Member });
    QVERIFY(isDone);
    QVERIFY(talk.session.hasPassword());
    QCOMPARE(talk.session.self().role, Role::Member);
}

void TestSigningIn::withoutAConnectionAnAccountCanNotBeAsked()
{
    Conversation talk;
    std::optional<Error> problem;
    talk.session.account().listSessions([&](const Result<SessionList> &list) {
        if (!list)
            problem = list.error();
    });
    QVERIFY(problem);
    QCOMPARE(problem->code, ErrorCode::Unavailable);
}

QTEST_MAIN(TestSigningIn)
#include "tst_signingin.moc"
