#include "common/net/websockettransport.h"
#include "tests/support/serverprocess.h"
#include "tests/support/testclient.h"

#include <QTemporaryDir>
#include <QTest>

using namespace chat;

/// What an operator does at the command line, while a server serves.
class TestOperator : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup() { m_clients.clear(); }

    void aKickHoldsAtOnce();
    void aMuteHoldsAtOnce();
    void aBanHoldsAtOnceAndAfterARestart();
    void aNetworkIsBannedAndLetInAgain();
    void slowModeHoldsAtOnce();
    void aServerRoleHoldsAtOnce();
    void aRevokedTokenIsOver();
    void whatWasDoneIsListed();
    void whatCanNotBeDoneIsSaidInOneSentence_data();
    void whatCanNotBeDoneIsSaidInOneSentence();

private:
    struct Outcome
    {
        int exitCode = -1;
        QString output;
        QString error;
    };
    Outcome confabd(const QStringList &words) const
    {
        QProcess process;
        process.start(QStringLiteral(CONFABD),
                      words + QStringList { u"--data"_s, m_folder.path() });
        if (!process.waitForFinished())
            qFatal("confabd did not end");
        return { .exitCode = process.exitCode(),
                 .output = QString::fromUtf8(process.readAllStandardOutput()),
                 .error = QString::fromUtf8(process.readAllStandardError()) };
    }
    bool does(const QStringList &words) const
    {
        const Outcome outcome = confabd(words);
        if (outcome.exitCode != 0)
            qWarning("%s", qPrintable(outcome.error));
        return outcome.exitCode == 0;
    }
    TestClient &connectClient()
    {
        m_clients.push_back(
            std::make_unique<TestClient>(WebSocketTransport::connectTo(m_server->url()), m_clock));
        if (!m_clients.back()->waitFor<Welcome>())
            qFatal("no welcome");
        return *m_clients.back();
    }
    TestClient &enter(const QString &name)
    {
        TestClient &client = connectClient();
        client.authenticate(name);
        if (!client.join(u"tea"_s))
            qFatal("%s could not join", qPrintable(name));
        return client;
    }

    SystemClock m_clock;
    QTemporaryDir m_folder;
    std::unique_ptr<ServerProcess> m_server;
    std::vector<std::unique_ptr<TestClient>> m_clients;
};

void TestOperator::initTestCase()
{
    m_server = std::make_unique<ServerProcess>(m_folder.path());
    QVERIFY(m_server->start());
}

void TestOperator::aKickHoldsAtOnce()
{
    TestClient &ann = enter(u"ann"_s);
    QVERIFY(does({ u"room"_s, u"kick"_s, u"tea"_s, u"Ann"_s, u"--reason"_s, u"noise"_s }));
    QVERIFY(ann.waitFor<Kicked>());
    QCOMPARE(ann.all<Kicked>().first().reason, u"noise"_s);
    QCOMPARE(ann.say(u"tea"_s, u"hm"_s).error().code, ErrorCode::NotAMember);
}

void TestOperator::aMuteHoldsAtOnce()
{
    TestClient &bea = enter(u"bea"_s);
    QVERIFY(does({ u"room"_s, u"role"_s, u"tea"_s, u"bea"_s, u"muted"_s, u"--hours"_s, u"1"_s }));
    QVERIFY(bea.waitFor<RoleChanged>());
    QVERIFY(bea.all<RoleChanged>().first().until);
    QCOMPARE(bea.say(u"tea"_s, u"hm"_s).error().code, ErrorCode::Muted);
    QVERIFY(does({ u"room"_s, u"role"_s, u"tea"_s, u"bea"_s, u"member"_s }));
    QVERIFY(bea.waitFor<RoleChanged>(2));
    QVERIFY(bea.say(u"tea"_s, u"hm"_s));
}

void TestOperator::aBanHoldsAtOnceAndAfterARestart()
{
    TestClient &cid = enter(u"cid"_s);
    QVERIFY(does({ u"ban"_s, u"add"_s, u"account"_s, u"cid"_s, u"--reason"_s, u"noise"_s }));
    QVERIFY(cid.waitForClose());
    QCOMPARE(cid.closed()->code, int(CloseCode::Banned));
    QVERIFY(confabd({ u"ban"_s, u"list"_s }).output.contains(u"cid"_s));
    const Authenticate again { .name = u"cid"_s, .token = cid.self().token };
    QCOMPARE(connectClient().ask(again).error().code, ErrorCode::Banned);
    m_clients.clear();
    m_server->kill();
    QVERIFY(m_server->start());
    QCOMPARE(connectClient().ask(again).error().code, ErrorCode::Banned);
    QVERIFY(does({ u"ban"_s, u"lift"_s, u"account"_s, u"cid"_s }));
    QTRY_VERIFY(connectClient().ask(again).has_value());
}

void TestOperator::aNetworkIsBannedAndLetInAgain()
{
    TestClient &dan = enter(u"dan"_s);
    QVERIFY(does({ u"ban"_s, u"add"_s, u"address"_s, u"127.0.0.0/8"_s }));
    QVERIFY(dan.waitForClose());
    QVERIFY(does({ u"ban"_s, u"lift"_s, u"address"_s, u"127.0.0.0/8"_s }));
    const Authenticate again { .name = u"dan"_s, .token = dan.self().token };
    QTRY_VERIFY(connectClient().ask(again).has_value());
}

void TestOperator::slowModeHoldsAtOnce()
{
    TestClient &eva = enter(u"eva"_s);
    eva.settle();
    QVERIFY(does({ u"room"_s, u"slow"_s, u"tea"_s, u"600"_s }));
    QVERIFY(eva.waitFor<RoomUpdated>());
    QVERIFY(eva.say(u"tea"_s, u"one"_s));
    QCOMPARE(eva.say(u"tea"_s, u"two"_s).error().code, ErrorCode::RateLimited);
    QVERIFY(does({ u"room"_s, u"slow"_s, u"tea"_s, u"0"_s }));
    QTRY_VERIFY(eva.say(u"tea"_s, u"two"_s).has_value());
}

void TestOperator::aServerRoleHoldsAtOnce()
{
    TestClient &fay = enter(u"fay"_s);
    QCOMPARE(fay.ask(ListBans {}).error().code, ErrorCode::NotAuthorized);
    QVERIFY(does({ u"user"_s, u"role"_s, u"fay"_s, u"moderator"_s }));
    QTRY_VERIFY(fay.ask(ListBans {}).has_value());
    QVERIFY(confabd({ u"user"_s, u"list"_s }).output.contains(u"moderator  fay"_s));
    QVERIFY(does({ u"user"_s, u"role"_s, u"fay"_s, u"member"_s }));
    QTRY_VERIFY(!fay.ask(ListBans {}).has_value());
}

void TestOperator::aRevokedTokenIsOver()
{
    TestClient &gus = enter(u"gus"_s);
    const QString id = confabd({ u"token"_s, u"list"_s, u"gus"_s }).output.section(u' ', 0, 0);
    QCOMPARE(id.size(), 32);
    QVERIFY(!does({ u"token"_s, u"revoke"_s, u"gus"_s, QString(32, u'0') }));
    QVERIFY(does({ u"token"_s, u"revoke"_s, u"gus"_s, id }));
    QVERIFY(gus.waitForClose());
    QCOMPARE(gus.closed()->code, int(CloseCode::Unauthenticated));
}

void TestOperator::whatWasDoneIsListed()
{
    enter(u"hal"_s);
    QVERIFY(does({ u"room"_s, u"kick"_s, u"tea"_s, u"hal"_s, u"--reason"_s, u"more noise"_s }));
    const QString acts = confabd({ u"room"_s, u"audit"_s, u"tea"_s }).output;
    const QString newest = acts.section(u'\n', 0, 0);
    QVERIFY2(newest.contains(u"kick hal"_s), qPrintable(acts));
    QVERIFY(newest.endsWith(u"by the operator  more noise"_s));
}

void TestOperator::whatCanNotBeDoneIsSaidInOneSentence_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("nobody") << u"room kick tea nobody"_s << u"nobody is called \"nobody\""_s;
    QTest::newRow("nowhere") << u"room slow nowhere 5"_s << u"there is no room \"nowhere\""_s;
    QTest::newRow("no role") << u"room role tea x king"_s << u"\"king\" is not one of"_s;
    QTest::newRow("no address") << u"ban add address smith"_s << u"no address, and no network"_s;
    QTest::newRow("no number") << u"room slow tea x"_s << u"not a number of seconds"_s;
    QTest::newRow("too few") << u"room kick tea"_s << u"confabd room kick ROOM NAME"_s;
    QTest::newRow("no command") << u"room burn tea"_s << u"there is no command"_s;
    QTest::newRow("hours") << u"ban add device x --hours 0"_s << u"--hours: \"0\""_s;
    QTest::newRow("no ban") << u"ban lift device x"_s << u"nothing that this could be done to"_s;
}

void TestOperator::whatCanNotBeDoneIsSaidInOneSentence()
{
    QFETCH(const QString, words);
    QFETCH(const QString, sentence);
    const Outcome outcome = confabd(words.split(u' '));
    QVERIFY(outcome.exitCode != 0);
    QVERIFY2(outcome.error.contains(sentence), qPrintable(outcome.error));
    QCOMPARE(outcome.error.count(u'\n'), 1);
}

QTEST_GUILESS_MAIN(TestOperator)
#include "tst_operator.moc"
