#include "common/base/literals.h"
#include "server/app/configkeys.h"
#include "server/app/serverconfig.h"

#include <QTemporaryDir>
#include <QTest>

using namespace chat;

class TestServerConfig : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void flagsSetWhatTheySay();
    void dbCommandsSayWhatShallBeDone();
    void theLaterSourceWins();
    void everyKeyCanBeSetAndRefusesNonsense();
    void wrongUsageSaysWhatIsWrong_data();
    void wrongUsageSaysWhatIsWrong();
    void aWrongFileSaysTheLine_data();
    void aWrongFileSaysTheLine();
    void helpNamesEveryKey();

private:
    static Result<ServerCommand> read(QStringList arguments)
    {
        arguments.prepend(u"confabd"_s);
        return readCommandLine(arguments);
    }
    QString write(const QByteArray &text)
    {
        const QString path = m_folder.filePath(u"confab.toml"_s);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("%s", qPrintable(file.errorString()));
        return path;
    }

    QTemporaryDir m_folder;
};

void TestServerConfig::flagsSetWhatTheySay()
{
    const auto command =
        read({ u"run"_s, u"--port"_s, u"0"_s, u"--bind"_s, u"127.0.0.1"_s, u"--data"_s, u"/x"_s,
               u"--name"_s, u"Tea  kitchen"_s, u"--allow-plaintext"_s, u"--no-beacon"_s,
               u"--beacon-interface"_s, u"lo"_s, u"--log-format"_s, u"json"_s });
    QVERIFY(command);
    const ServerConfig &config = command->config;
    QCOMPARE(config.door.port, 0);
    QCOMPARE(config.door.address, QHostAddress(u"127.0.0.1"_s));
    QCOMPARE(config.door.plaintext, FrontDoor::Plaintext::Everyone);
    QCOMPARE(config.dataFolder, u"/x"_s);
    QCOMPARE(config.policy.serverName, u"Tea kitchen"_s);
    QVERIFY(!config.hasBeacon);
    QCOMPARE(config.beaconInterface, u"lo"_s);
    QCOMPARE(config.logFormat, LogFormat::Json);

    const auto plain = read({});
    QCOMPARE(plain->config.door.port, 3001);
    QCOMPARE(plain->config.door.plaintext, FrontDoor::Plaintext::ThisMachine);
    QVERIFY(plain->config.hasBeacon);
    QCOMPARE(plain->config.durability, Durability::Full);
}

void TestServerConfig::dbCommandsSayWhatShallBeDone()
{
    QVERIFY(!read({ u"run"_s })->db);
    const auto check = read({ u"db"_s, u"check"_s, u"--data"_s, u"/x"_s });
    QVERIFY(check && check->db);
    QCOMPARE(check->db->verb, DbRequest::Verb::Check);
    QCOMPARE(check->config.dataFolder, u"/x"_s);
    const auto restore = read({ u"db"_s, u"restore"_s, u"/y"_s });
    QVERIFY(restore && restore->db);
    QCOMPARE(restore->db->verb, DbRequest::Verb::Restore);
    QCOMPARE(restore->db->operand, u"/y"_s);
}

void TestServerConfig::theLaterSourceWins()
{
    const QString path = write("[listen]\nport = 1\n[limits]\nsends_per_second = 7.5\n"
                               "[server]\nname = \"From the file\"\n[beacon]\nenabled = false\n");
    const auto fromFile = read({ u"--config"_s, path });
    QVERIFY2(fromFile, fromFile ? "" : qPrintable(fromFile.error().detail));
    QCOMPARE(fromFile->config.door.port, 1);
    QCOMPARE(fromFile->config.policy.sendsPerSecond, 7.5);
    QCOMPARE(fromFile->config.policy.serverName, u"From the file"_s);
    QVERIFY(!fromFile->config.hasBeacon);
    const auto fromFlag = read({ u"--config"_s, path, u"--port"_s, u"2"_s });
    QCOMPARE(fromFlag->config.door.port, 2);
    const auto fromSet = read({ u"--config"_s, path, u"--port"_s, u"2"_s, u"--set"_s,
                                u"listen.port=3"_s, u"--set"_s, u"listen.port=4"_s });
    QCOMPARE(fromSet->config.door.port, 4);
}

void TestServerConfig::everyKeyCanBeSetAndRefusesNonsense()
{
    const QHash<QString, QString> good { { u"server.name"_s, u"Tea"_s },
                                         { u"server.data"_s, u"/x"_s },
                                         { u"server.durability"_s, u"normal"_s },
                                         { u"server.event_loop"_s, u"qt"_s },
                                         { u"listen.bind"_s, u"::1"_s },
                                         { u"listen.plaintext"_s, u"nobody"_s },
                                         { u"listen.origins"_s, u"https://a http://b:1"_s },
                                         { u"http.metrics"_s, u"everyone"_s },
                                         { u"limits.header_bytes"_s, u"4096"_s },
                                         { u"limits.json_elements"_s, u"5000"_s },
                                         { u"limits.control_bytes_burst"_s, u"500"_s },
                                         { u"beacon.enabled"_s, u"false"_s },
                                         { u"beacon.interface"_s, u"lo"_s },
                                         { u"log.format"_s, u"json"_s },
                                         { u"auth.mode"_s, u"accounts"_s },
                                         { u"auth.jwt_algorithm"_s, u"EdDSA"_s },
                                         { u"rooms.anyone_may_create"_s, u"false"_s } };
    for (const ConfigKey &key : configKeys()) {
        ServerConfig config;
        QVERIFY2(setConfigKey(config, key.name, good.value(key.name, u"12"_s)), key.name.data());
        const bool takesAnyText = key.name == "beacon.interface"_L1;
        QVERIFY2(takesAnyText || !setConfigKey(config, key.name, QString()), key.name.data());
    }
}

void TestServerConfig::wrongUsageSaysWhatIsWrong_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("words");
    QTest::newRow("port") << QStringList { u"--port"_s, u"70000"_s } << u"--port: \"70000\""_s;
    QTest::newRow("no number") << QStringList { u"--port"_s, u"tea"_s } << u"from 0 to 65535"_s;
    QTest::newRow("flag") << QStringList { u"--prot"_s, u"1"_s } << u"prot"_s;
    QTest::newRow("command") << QStringList { u"walk"_s } << u"\"walk\""_s;
    QTest::newRow("db") << QStringList { u"db"_s } << u"\"db\""_s;
    QTest::newRow("db command") << QStringList { u"db"_s, u"walk"_s } << u"\"db walk\""_s;
    QTest::newRow("db operand") << QStringList { u"db"_s, u"backup"_s } << u"db backup FILE"_s;
    QTest::newRow("db operands") << QStringList { u"db"_s, u"check"_s, u"x"_s } << u"db check"_s;
    QTest::newRow("key") << QStringList { u"--set"_s, u"listen.prt=1"_s } << u"\"listen.port\""_s;
    QTest::newRow("pair") << QStringList { u"--set"_s, u"listen.port"_s } << u"KEY=VALUE"_s;
    QTest::newRow("address") << QStringList { u"--bind"_s, u"tea"_s } << u"an IP address"_s;
    QTest::newRow("half a pair") << QStringList { u"--set"_s, u"tls.key=/x"_s }
                                 << u"tls.certificate"_s;
    QTest::newRow("file") << QStringList { u"--config"_s, u"/nowhere"_s } << u"/nowhere"_s;
}

void TestServerConfig::wrongUsageSaysWhatIsWrong()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QString, words);
    const auto command = read(arguments);
    QVERIFY(!command);
    QVERIFY2(command.error().detail.contains(words), qPrintable(command.error().detail));
}

void TestServerConfig::aWrongFileSaysTheLine_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("words");
    QTest::newRow("syntax") << QByteArray("[listen]\nport = \n") << u"confab.toml:2:"_s;
    QTest::newRow("unknown key") << QByteArray("[listen]\n\nprot = 1\n") << u"confab.toml:3:"_s;
    QTest::newRow("suggestion") << QByteArray("[listen]\nprot = 1\n") << u"\"listen.port\""_s;
    QTest::newRow("type") << QByteArray("[listen]\nport = [1]\n") << u"confab.toml:2:"_s;
    QTest::newRow("range") << QByteArray("[listen]\nport = 70000\n") << u"from 0 to 65535"_s;
    QTest::newRow("no name") << QByteArray("\n[?]\n") << u"confab.toml:2:"_s;
    QTest::newRow("no value") << QByteArray("[server]\nname = \320\277\n") << u"confab.toml:2:"_s;
    QTest::newRow("no end") << QByteArray("[limits]\nsends_burst = inf\n")
                            << u"is not a number from 1"_s;
    QTest::newRow("no number") << QByteArray("[limits]\nsends_burst = nan\n")
                               << u"is not a number from 1"_s;
    QTest::newRow("no section") << QByteArray("port = 1\n") << u"outside of a section"_s;
}

void TestServerConfig::aWrongFileSaysTheLine()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, words);
    const auto command = read({ u"--config"_s, write(text) });
    QVERIFY(!command);
    QVERIFY2(command.error().detail.contains(words), qPrintable(command.error().detail));
}

void TestServerConfig::helpNamesEveryKey()
{
    const auto command = read({ u"--help"_s });
    QVERIFY(command->text);
    for (const ConfigKey &key : configKeys())
        QVERIFY(command->text->contains(key.name));
    QVERIFY(read({ u"--version"_s })->text->startsWith(u"confabd "_s));
}

QTEST_GUILESS_MAIN(TestServerConfig)
#include "tst_serverconfig.moc"
