#include "common/net/websockettransport.h"
#include "tests/support/serverprocess.h"
#include "tests/support/testclient.h"

#include <QDirIterator>
#include <QTemporaryDir>
#include <QTest>

using namespace chat;

namespace {

// Each so odd that finding it means that it leaked.
const QString rightPassword = u"zanzibar-RIGHT-4711"_s;
const QString wrongPassword = u"zanzibar-WRONG-4711"_s;
const QString newPassword = u"zanzibar-NEWER-4711"_s;
const QString token = u"fedcba9876543210"_s.repeated(4);
const QString foreignToken = u"0f1e2d3c4b5a6978"_s.repeated(4);
const QString oddToken = u"zanzibar.ODD.4711"_s;

} // namespace

/// What a server that is shown secrets writes, with all its log switched on.
class TestSecrets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingSecretIsWritten_data();
    void nothingSecretIsWritten();
    void aTokenInTheUrlIsNoToken();

private:
    std::unique_ptr<TestClient> connectTo(const QUrl &url)
    {
        auto client = std::make_unique<TestClient>(WebSocketTransport::connectTo(url), m_clock);
        if (!client->waitFor<Welcome>())
            qFatal("no welcome");
        return client;
    }
    /// Shows each secret in each place where one may be shown, or by mistake is.
    void showEverything(const QUrl &url)
    {
        const auto ada = connectTo(url);
        QVERIFY(ada->ask(Register { .name = u"ada"_s, .password = rightPassword, .token = token }));
        QCOMPARE(ada->ask(SetPassword { .password = newPassword, .oldPassword = wrongPassword })
                     .error()
                     .code,
                 ErrorCode::WrongPassword);
        const auto back = connectTo(url);
        QVERIFY(back->ask(Authenticate { .name = u"ada"_s, .token = token }));
        QVERIFY(
            connectTo(url)->ask(Resume { .token = token, .deviceId = DeviceId::fromText(u"a"_s) }));
        QVERIFY(!connectTo(url)->ask(
            Resume { .token = foreignToken, .deviceId = DeviceId::fromText(u"a"_s) }));
        QVERIFY(!connectTo(url)->ask(Authenticate { .name = u"bob"_s, .token = oddToken }));
        QVERIFY(!connectTo(url)->ask(Authenticate { .name = u"bob"_s, .password = wrongPassword }));

        const QList<QByteArray> mistakes {
            R"({"type":"register","data":{"password":"%1"}})",
            R"({"type":"register","data":{"name":"eve","password":["%1"]}})",
            R"({"type":"register","data":{"name":"eve","password":"%1%1%1%1%1%1%1%1%1"}})",
            R"({"type":"authenticate","data":{"name":"eve","deviceId":7,"token":"%1"}})",
            R"({"type":"login","data":{"password":"%1"}})",
            R"({"type":"authenticate","data":{"name":"eve","password":"%1")",
            R"({"type":"authenticate","data":{"name":"eve","jwt":"%1","password":1}})",
        };
        for (const QByteArray &mistake : mistakes) {
            for (const QString &secret : { wrongPassword, foreignToken }) {
                const auto eve = connectTo(url);
                eve->tellRaw(QByteArray(mistake).replace("%1", secret.toUtf8()));
                QVERIFY2(eve->waitFor<Refusal>(), mistake);
                const Refusal refusal = eve->all<Refusal>().first();
                QVERIFY(!refusal.detail.value_or(QString()).contains(secret));
            }
        }
    }
    static QString leaksIn(const QByteArray &bytes)
    {
        for (const QString &secret :
             { rightPassword, wrongPassword, newPassword, token, foreignToken, oddToken }) {
            if (bytes.contains(secret.toUtf8()))
                return secret;
        }
        return {};
    }

    SystemClock m_clock;
};

void TestSecrets::nothingSecretIsWritten_data()
{
    QTest::addColumn<QString>("format");
    QTest::newRow("text") << u"text"_s;
    QTest::newRow("json") << u"json"_s;
}

void TestSecrets::nothingSecretIsWritten()
{
    QFETCH(const QString, format);
    QTemporaryDir folder;
    ServerProcess server(folder.path());
    server.setEnvironment(u"QT_LOGGING_RULES"_s, u"*=true"_s);
    QVERIFY(server.start({ u"--log-format"_s, format }));
    showEverything(server.url());
    QCOMPARE(server.terminate(), 0);
    const QString written = server.errors();
    QVERIFY2(written.contains(u"was not let in: wrong-password"_s), qPrintable(written));
    QCOMPARE(leaksIn(written.toUtf8()), QString());
    // Nor is it kept.
    int files = 0;
    QDirIterator every(folder.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    for (; every.hasNext(); ++files) {
        QFile file(every.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(leaksIn(file.readAll()), QString());
    }
    QVERIFY(files > 0);
}

void TestSecrets::aTokenInTheUrlIsNoToken()
{
    QTemporaryDir folder;
    ServerProcess server(folder.path());
    server.setEnvironment(u"QT_LOGGING_RULES"_s, u"*=true"_s);
    QVERIFY(server.start());
    QVERIFY(connectTo(server.url())->ask(Authenticate { .name = u"ada"_s, .token = token }));
    QUrl url = server.url();
    url.setPath(u"/"_s);
    url.setQuery(u"token=%1&jwt=%1&name=ada&password=%2"_s.arg(token, rightPassword));
    const auto client = connectTo(url);
    QCOMPARE(client->ask(ListRooms {}).error().code, ErrorCode::NotAuthenticated);
    QCOMPARE(server.terminate(), 0);
    QCOMPARE(leaksIn(server.errors().toUtf8()), QString());
}

QTEST_GUILESS_MAIN(TestSecrets)
#include "tst_secrets.moc"
