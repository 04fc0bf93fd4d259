#include "common/net/websockettransport.h"
#include "tests/support/jwts.h"
#include "tests/support/serverprocess.h"
#include "tests/support/testclient.h"

#include <QTemporaryDir>
#include <QTest>

using namespace chat;
using namespace std::chrono_literals;

namespace {

const QByteArray secret = "a secret of thirty-two bytes, or more";
const QString horse = u"correct horse"_s;

} // namespace

/// Who a server lets in, and with which keys it starts at all.
class TestEntry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void accountsOutliveARestart();
    void aGuestOfBeforeIsKnownAsBefore();
    void aRevokedTokenIsNotTakenAgain();
    void tokensOfTheOperatorsChoiceLetIn_data();
    void tokensOfTheOperatorsChoiceLetIn();
    void theSecretMayComeFromTheEnvironment();
    void wrongKeysAreSaidInOneSentence_data();
    void wrongKeysAreSaidInOneSentence();

private:
    std::unique_ptr<TestClient> connectTo(const ServerProcess &server)
    {
        auto client =
            std::make_unique<TestClient>(WebSocketTransport::connectTo(server.url()), m_clock);
        if (!client->waitFor<Welcome>())
            qFatal("no welcome");
        return client;
    }
    QString write(const QString &name, const QByteArray &contents,
                  QFileDevice::Permissions permissions = QFileDevice::ReadOwner)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(contents) != contents.size()
            || !file.setPermissions(permissions))
            qFatal("%s", qPrintable(file.errorString()));
        return file.fileName();
    }
    static QStringList set(const QStringList &pairs)
    {
        QStringList arguments;
        for (const QString &pair : pairs)
            arguments << u"--set"_s << pair;
        return arguments;
    }
    static QJsonObject claims(const SystemClock &clock)
    {
        return { { u"sub"_s, u"17"_s },
                 { u"name"_s, u"Ada"_s },
                 { u"exp"_s, qint64(clock.wallTime().time_since_epoch() / 1s) + 600 } };
    }

    SystemClock m_clock;
    QTemporaryDir m_folder;
};

void TestEntry::accountsOutliveARestart()
{
    QTemporaryDir folder;
    ServerProcess server(folder.path());
    QVERIFY(server.start(set({ u"auth.mode=accounts"_s })));
    const auto made = connectTo(server)->ask(Register { .name = u"Ada"_s, .password = horse });
    QVERIFY(made);
    server.kill();
    QVERIFY(server.start(set({ u"auth.mode=accounts"_s })));
    const auto wrong =
        connectTo(server)->ask(Authenticate { .name = u"Ada"_s, .password = u"another horse"_s });
    QCOMPARE(wrong.error().code, ErrorCode::WrongPassword);
    const auto byToken =
        connectTo(server)->ask(Authenticate { .name = u"Ada"_s, .token = made->token });
    QCOMPARE(byToken->id, made->id);
    const auto guest = connectTo(server)->ask(Authenticate { .name = u"Eve"_s });
    QCOMPARE(guest.error().code, ErrorCode::AuthenticationRequired);
}

void TestEntry::aGuestOfBeforeIsKnownAsBefore()
{
    QTemporaryDir folder;
    ServerProcess server(folder.path());
    QVERIFY(server.start());
    const Authenticated guest = connectTo(server)->authenticate(u"Ada"_s);
    QCOMPARE(server.terminate(), 0);
    QVERIFY(server.start(set({ u"auth.mode=accounts"_s })));
    QCOMPARE(connectTo(server)
                 ->ask(Authenticate { .name = u"Ada"_s, .token = guest.token })
                 .error()
                 .code,
             ErrorCode::AuthenticationRequired);
    const auto account = connectTo(server)->ask(
        Register { .name = u"Ada"_s, .password = horse, .token = guest.token });
    QCOMPARE(account->id, guest.id);
}

void TestEntry::aRevokedTokenIsNotTakenAgain()
{
    QTemporaryDir folder;
    ServerProcess server(folder.path());
    QVERIFY(server.start());
    const auto laptop = connectTo(server);
    QVERIFY(laptop->ask(Register { .name = u"Ada"_s, .password = horse }));
    const auto phone = connectTo(server);
    const auto stolen =
        phone->ask(Authenticate { .name = u"Ada"_s, .deviceName = u"phone"_s, .password = horse });
    QVERIFY(stolen);
    const auto list = laptop->ask(ListSessions {});
    const auto row = std::ranges::find(list->sessions, u"phone"_s, &KnownSession::device);
    QVERIFY(row != list->sessions.end());
    QVERIFY(laptop->ask(RevokeSession { .sessionId = row->sessionId }));
    QVERIFY(phone->waitForClose());
    QCOMPARE(phone->closed()->code, int(CloseCode::Unauthenticated));
    const Resume replay { .token = stolen->token, .deviceId = DeviceId::fromText(u"a"_s) };
    QCOMPARE(connectTo(server)->ask(replay).error().code, ErrorCode::InvalidToken);
    server.kill();
    QVERIFY(server.start());
    QCOMPARE(connectTo(server)->ask(replay).error().code, ErrorCode::InvalidToken);
}

void TestEntry::tokensOfTheOperatorsChoiceLetIn_data()
{
    QTest::addColumn<QString>("algorithm");
    for (const QString &algorithm : { u"HS256"_s, u"RS256"_s, u"EdDSA"_s })
        QTest::newRow(qPrintable(algorithm)) << algorithm;
}

void TestEntry::tokensOfTheOperatorsChoiceLetIn()
{
    QFETCH(const QString, algorithm);
    const jwts::KeyPair pair(algorithm == u"RS256"_s ? "RSA" : "ED25519");
    const bool isSecret = algorithm == u"HS256"_s;
    // As `openssl rand -hex` or an editor leaves it, with the end of a line.
    const QString key = write(algorithm, (isSecret ? secret : pair.publicPem()) + '\n');
    QTemporaryDir folder;
    ServerProcess server(folder.path());
    QVERIFY2(server.start(set({ u"auth.mode=token"_s, u"auth.jwt_algorithm="_s + algorithm,
                                u"auth.jwt_key_file="_s + key })),
             qPrintable(server.errors()));
    const QString word = jwts::token({ { u"alg"_s, algorithm } }, claims(m_clock),
                                     isSecret ? jwts::bySecret(secret) : pair.sign());
    const auto ada = connectTo(server)->ask(Authenticate { .name = u"x"_s, .token = word });
    QVERIFY2(ada, ada ? "" : qPrintable(ada.error().toText()));
    QCOMPARE(ada->name, u"Ada"_s);
    const auto eve = connectTo(server)->ask(
        Authenticate { .name = u"x"_s, .token = word.chopped(4) + u"AAAA"_s });
    QCOMPARE(eve.error().code, ErrorCode::InvalidToken);
    QCOMPARE(server.terminate(), 0);
    const QString log = server.errors();
    QVERIFY(!log.contains(word.section(u'.', 2)));
    QVERIFY(!log.contains(word.section(u'.', 1, 1)));
}

void TestEntry::theSecretMayComeFromTheEnvironment()
{
    QTemporaryDir folder;
    ServerProcess server(folder.path());
    server.setEnvironment(u"JWT_SECRET"_s, QString::fromLatin1(secret));
    QVERIFY(server.start(set({ u"auth.jwt_algorithm=HS256"_s })));
    const QString word =
        jwts::token({ { u"alg"_s, u"HS256"_s } }, claims(m_clock), jwts::bySecret(secret));
    QVERIFY(connectTo(server)->ask(Authenticate { .name = u"x"_s, .jwt = word }));
    // Guests may come in too, in this mode.
    QVERIFY(connectTo(server)->ask(Authenticate { .name = u"Bob"_s }));
}

void TestEntry::wrongKeysAreSaidInOneSentence_data()
{
    QTest::addColumn<QStringList>("pairs");
    QTest::addColumn<QString>("words");
    const QString algorithm = u"auth.jwt_algorithm=HS256"_s;
    const auto file = [](const QString &path) { return u"auth.jwt_key_file="_s + path; };
    QTest::newRow("no algorithm") << QStringList { u"auth.mode=token"_s }
                                  << u"without auth.jwt_algorithm"_s;
    QTest::newRow("no key") << QStringList { algorithm } << u"JWT_SECRET"_s;
    QTest::newRow("no file") << QStringList { algorithm, file(u"/nowhere"_s) }
                             << u"can not be read"_s;
    QTest::newRow("open to all") << QStringList {
        algorithm, file(write(u"open"_s, secret, QFileDevice::ReadOwner | QFileDevice::ReadOther))
    } << u"can be read by others"_s;
    QTest::newRow("short") << QStringList { algorithm, file(write(u"short"_s, "secret")) }
                           << u"at least 32"_s;
    QTest::newRow("a secret for RS256")
        << QStringList { u"auth.jwt_algorithm=RS256"_s, file(write(u"secret"_s, secret)) }
        << u"public key"_s;
}

void TestEntry::wrongKeysAreSaidInOneSentence()
{
    QFETCH(const QStringList, pairs);
    QFETCH(const QString, words);
    QTemporaryDir folder;
    ServerProcess server(folder.path());
    QVERIFY(!server.start(set(pairs)));
    QCOMPARE(server.exitCode(), 1);
    const QString errors = server.errors();
    const QString sentence = errors.sliced(errors.indexOf("confabd: "_L1)).trimmed();
    QVERIFY2(!sentence.contains(u'\n') && sentence.contains(words), qPrintable(errors));
    QVERIFY(!errors.contains(QString::fromLatin1(secret)));
}

QTEST_GUILESS_MAIN(TestEntry)
#include "tst_entry.moc"
