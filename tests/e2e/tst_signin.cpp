#include "client/core/clientsession.h"
#include "common/base/random.h"
#include "common/net/websockettransport.h"
#include "tests/support/serverprocess.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace chat;

namespace {

const QString horse = u"correct horse"_s;
const QString zebra = u"striped zebra"_s;

} // namespace

/// Clients that sign in, at a whole server; and confabctl with the password of one.
class TestSignIn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_server.reset(); }

    void aGuestProtectsTheNameAndComesFromAnotherDevice();
    void anEndedDeviceIsSignedOutAndMaySignInAgain();
    void whereAccountsAreNeededOneIsMade();
    void scriptsSignInByFileOrEnvironment();

private:
    struct Device
    {
        Device(const TestSignIn &test, const QString &name, const Credentials &credentials = {})
            : session(
                { .name = name,
                  .deviceId = DeviceId::fromText(newToken(test.m_random).left(32)),
                  .deviceName = name + u"'s device"_s,
                  .credentials = credentials },
                [url = test.m_server->url()] { return WebSocketTransport::connectTo(url); },
                test.m_clock, test.m_random)
            , refused(&session, &ClientSession::authenticationRefused)
        {
            session.start();
        }
        bool isIn()
        {
            return waitUntil([this] { return session.state() == ClientSession::State::Online; });
        }
        std::optional<ErrorCode> refusal()
        {
            if (!waitUntil([this] { return !refused.isEmpty(); }))
                return std::nullopt;
            return refused.last().first().value<Error>().code;
        }

        ClientSession session;
        QSignalSpy refused;
    };

    bool protect(Device &device)
    {
        std::optional<bool> isDone;
        device.session.account().setPassword(
            { .password = horse, .oldPassword = {} },
            [&](const Result<void> &done) { isDone = done.has_value(); });
        return waitUntil([&] { return isDone.has_value(); }) && *isDone;
    }
    QList<KnownSession> sessionsOf(Device &device)
    {
        std::optional<Result<SessionList>> answer;
        device.session.account().listSessions(
            [&](const Result<SessionList> &list) { answer = list; });
        const bool isThere = waitUntil([&] { return answer.has_value(); });
        return isThere && *answer ? (*answer)->sessions : QList<KnownSession> {};
    }
    int rooms(const QStringList &options, const QStringList &environment = {}) const;

    SystemClock m_clock;
    mutable SystemRandom m_random;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ServerProcess> m_server;
};

void TestSignIn::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<ServerProcess>(m_folder->filePath(u"data"_s));
    QVERIFY(m_server->start());
}

void TestSignIn::aGuestProtectsTheNameAndComesFromAnotherDevice()
{
    Device desk(*this, u"Ada"_s);
    QVERIFY(desk.isIn());
    QVERIFY(!desk.session.hasPassword());
    QVERIFY(protect(desk));
    QVERIFY(desk.session.hasPassword());

    Device stranger(*this, u"Ada"_s);
    QCOMPARE(stranger.refusal(), ErrorCode::Conflict);
    Device guesser(*this, u"Ada"_s, { .kind = Credentials::Kind::Password, .secret = zebra });
    QCOMPARE(guesser.refusal(), ErrorCode::WrongPassword);
    Device hasty(*this, u"Ada"_s, { .kind = Credentials::Kind::Password, .secret = horse });
    QCOMPARE(hasty.refusal(), ErrorCode::RateLimited);
    const auto wait = hasty.refused.last().first().value<Error>().retryAfter;
    QVERIFY(wait);
    QVERIFY(*wait <= limits::attemptPause); // so that waiting for it is worth it
}

void TestSignIn::anEndedDeviceIsSignedOutAndMaySignInAgain()
{
    Device desk(*this, u"Ada"_s);
    QVERIFY(desk.isIn());
    QVERIFY(protect(desk));
    Device phone(*this, u"Ada"_s, { .kind = Credentials::Kind::Password, .secret = horse });
    QVERIFY(phone.isIn());
    QCOMPARE(phone.session.self().id, desk.session.self().id);

    const QList<KnownSession> sessions = sessionsOf(desk);
    QCOMPARE(sessions.size(), 2);
    const auto other = std::ranges::find(sessions, false, &KnownSession::isCurrent);
    QVERIFY(other != sessions.end());
    QCOMPARE(other->device, u"Ada's device"_s);
    QVERIFY(other->isOnline);
    desk.session.account().endSession(other->sessionId, [](const Result<void> &) {});
    QVERIFY(waitUntil([&] { return phone.session.state() == ClientSession::State::Refused; }));
    QCOMPARE(phone.session.socket().lastClose().code, int(CloseCode::Unauthenticated));

    phone.session.tryNow(); // as the person may, without a password
    QVERIFY(phone.refusal());
    QCOMPARE(phone.session.state(), ClientSession::State::Offline);
    Device again(*this, u"Ada"_s, { .kind = Credentials::Kind::Password, .secret = horse });
    QVERIFY(again.isIn());
}

void TestSignIn::whereAccountsAreNeededOneIsMade()
{
    QCOMPARE(m_server->terminate(), 0);
    QVERIFY(m_server->start({ u"--set"_s, u"auth.mode=accounts"_s }));
    Device guest(*this, u"Bob"_s);
    QCOMPARE(guest.refusal(), ErrorCode::AuthenticationRequired);
    QVERIFY(guest.session.server().entry);
    QCOMPARE(guest.session.server().entry->mode, EntryMode::Accounts);
    Device simple(*this, u"Bob"_s,
                  { .kind = Credentials::Kind::NewAccount, .secret = u"aaaaaaaaaaaa"_s });
    QCOMPARE(simple.refusal(), ErrorCode::InvalidMessage);
    Device made(*this, u"Bob"_s, { .kind = Credentials::Kind::NewAccount, .secret = horse });
    QVERIFY(made.isIn());
    QVERIFY(made.session.hasPassword());
    Device second(*this, u"Bob"_s, { .kind = Credentials::Kind::Password, .secret = horse });
    QVERIFY(second.isIn());
    QCOMPARE(second.session.self().id, made.session.self().id);
}

/// The exit code of `confabctl rooms` as Ada, from a home of its own.
int TestSignIn::rooms(const QStringList &options, const QStringList &environment) const
{
    const QTemporaryDir home;
    QProcess process;
    QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
    variables.insert(u"XDG_DATA_HOME"_s, home.path());
    for (const QString &pair : environment)
        variables.insert(pair.section(u'=', 0, 0), pair.section(u'=', 1));
    process.setProcessEnvironment(variables);
    process.start(QStringLiteral(CONFABCTL),
                  QStringList { u"--url"_s, m_server->url().toString(), u"--name"_s, u"Ada"_s }
                      + options + QStringList { u"rooms"_s });
    const bool isOver = process.waitForFinished() && process.exitStatus() == QProcess::NormalExit;
    return isOver ? process.exitCode() : -1;
}

void TestSignIn::scriptsSignInByFileOrEnvironment()
{
    Device desk(*this, u"Ada"_s);
    QVERIFY(desk.isIn());
    QVERIFY(protect(desk));
    QFile file(m_folder->filePath(u"password"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(horse.toUtf8() + '\n');
    file.close();
    const QStringList byFile { u"--password-file"_s, file.fileName() };
    QVERIFY(file.setPermissions(QFileDevice::ReadOwner | QFileDevice::ReadOther));
    QCOMPARE(rooms(byFile), 2); // everybody can read it
    QVERIFY(file.setPermissions(QFileDevice::ReadOwner));
    QCOMPARE(rooms(byFile), 0);
    QCOMPARE(rooms({}, { u"CONFAB_PASSWORD="_s + horse }), 0);
    QCOMPARE(rooms({}), 1); // the name is taken
}

QTEST_MAIN(TestSignIn)
#include "tst_signin.moc"
