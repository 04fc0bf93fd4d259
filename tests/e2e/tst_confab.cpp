// The desktop client as a person starts it: the program itself, in a window that nobody sees.

#include "common/base/literals.h"
#include "tests/support/serverprocess.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace chat;

class TestConfab : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void keepsItsSettingsAndEndsWhenAsked();
    void aSecondStartOfAProfileEnds();

private:
    void start(QProcess &client, const QString &name);

    QTemporaryDir m_folder;
    ServerProcess m_server { m_folder.filePath(u"server"_s) };
};

void TestConfab::initTestCase()
{
    QVERIFY(m_server.start());
}

void TestConfab::start(QProcess &client, const QString &name)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    environment.insert(u"XDG_CONFIG_HOME"_s, m_folder.path());
    client.setProcessEnvironment(environment);
    client.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    client.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    client.start(QStringLiteral(CONFAB),
                 { u"confab://127.0.0.1:%1/general"_s.arg(m_server.port()), u"--name"_s, name });
}

void TestConfab::keepsItsSettingsAndEndsWhenAsked()
{
    QProcess client;
    start(client, u"Ada Lovelace"_s);
    // The token is kept before it is used, so once it is in the file the settings were written.
    QFile settings(m_folder.filePath(u"Confab/Ada%20Lovelace.ini"_s));
    QTRY_VERIFY_WITH_TIMEOUT((settings.close(), settings.open(QIODevice::ReadOnly))
                                 && settings.readAll().contains("tokens"),
                             20'000);
    client.terminate();
    QTRY_COMPARE_WITH_TIMEOUT(client.state(), QProcess::NotRunning, 20'000);
    QCOMPARE(client.exitStatus(), QProcess::NormalExit);
    QCOMPARE(client.exitCode(), 0);
}

void TestConfab::aSecondStartOfAProfileEnds()
{
    QProcess first;
    QProcess second;
    start(first, u"Bob"_s);
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(m_folder.filePath(u"Confab/Bob.ini"_s)), 20'000);
    start(second, u"Bob"_s);
    QTRY_COMPARE_WITH_TIMEOUT(second.state(), QProcess::NotRunning, 20'000);
    QCOMPARE(second.exitCode(), 0);
    QCOMPARE(first.state(), QProcess::Running);
    first.terminate();
    QTRY_COMPARE_WITH_TIMEOUT(first.state(), QProcess::NotRunning, 20'000);
}

QTEST_GUILESS_MAIN(TestConfab)
#include "tst_confab.moc"
