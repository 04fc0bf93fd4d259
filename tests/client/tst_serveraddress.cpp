#include "client/core/serveraddress.h"
#include "common/base/literals.h"

#include <QTest>

using namespace chat;

class TestServerAddress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatPeopleWrite_data();
    void readsWhatPeopleWrite();
    void refusesWhatNamesNoHost_data();
    void refusesWhatNamesNoHost();
    void shortTextIsReadBackTheSame();
};

void TestServerAddress::readsWhatPeopleWrite_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("room");
    QTest::newRow("host") << u"desk"_s << u"wss://desk:3001"_s << QString();
    QTest::newRow("host and port")
        << u" 192.0.2.7:4000 "_s << u"wss://192.0.2.7:4000"_s << QString();
    QTest::newRow("bare IPv6") << u"2001:db8::1"_s << u"wss://[2001:db8::1]:3001"_s << QString();
    QTest::newRow("IPv6 and port") << u"[::1]:4000"_s << u"ws://[::1]:4000"_s << QString();
    QTest::newRow("this machine") << u"127.0.0.1"_s << u"ws://127.0.0.1:3001"_s << QString();
    QTest::newRow("this machine by name")
        << u"localhost"_s << u"ws://localhost:3001"_s << QString();
    QTest::newRow("this machine, encrypted")
        << u"wss://127.0.0.1"_s << u"wss://127.0.0.1:3001"_s << QString();
    QTest::newRow("in plain text") << u"ws://desk"_s << u"ws://desk:3001"_s << QString();
    QTest::newRow("a name like this machine's")
        << u"localhost.example.org"_s << u"wss://localhost.example.org:3001"_s << QString();
    QTest::newRow("encrypted") << u"wss://chat.example.org"_s << u"wss://chat.example.org:3001"_s
                               << QString();
    QTest::newRow("room") << u"confab://desk:3001/tea"_s << u"wss://desk:3001"_s << u"tea"_s;
    QTest::newRow("escaped room") << u"confab://desk/caf%C3%A9"_s << u"wss://desk:3001"_s
                                  << u"café"_s;
}

void TestServerAddress::readsWhatPeopleWrite()
{
    QFETCH(QString, text);
    QFETCH(QString, url);
    QFETCH(QString, room);
    const auto address = ServerAddress::fromText(text);
    QVERIFY(address);
    QCOMPARE(address->url.toString(), url);
    QCOMPARE(address->room.text(), room);
}

void TestServerAddress::refusesWhatNamesNoHost_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << QString();
    QTest::newRow("other scheme") << u"https://example.org"_s;
    QTest::newRow("file") << u"file:///etc/passwd"_s;
    QTest::newRow("sentence") << u"the server over there"_s;
    QTest::newRow("port too high") << u"desk:70000"_s;
}

void TestServerAddress::refusesWhatNamesNoHost()
{
    QFETCH(QString, text);
    QVERIFY(!ServerAddress::fromText(text));
}

void TestServerAddress::shortTextIsReadBackTheSame()
{
    for (const QString &text :
         { u"desk:4000"_s, u"[::1]:3001"_s, u"ws://desk:3001"_s, u"wss://localhost:3001"_s }) {
        const auto address = ServerAddress::fromText(text);
        QVERIFY(address);
        QCOMPARE(address->toText(), text);
    }
}

QTEST_GUILESS_MAIN(TestServerAddress)
#include "tst_serveraddress.moc"
