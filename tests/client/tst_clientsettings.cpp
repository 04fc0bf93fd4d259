#include "client/app/clientsettings.h"
#include "client/app/settingskeyring.h"
#include "common/base/literals.h"
#include "tests/support/seededrandom.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace chat;

class TestClientSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void beginsWithNothing();
    void nextRunFindsWhatWasKept();
    void serversAreKeptApart();
    void profilesAreKeptApart();
    void historyIsShortAndNamesEachOnce();
    void deviceStaysTheSame();
    void anyIdOfAServerIsAKey();
    void tokenIsOnTheDiskAtOnce();
    void tokenOfAnEarlierVersionIsFound();
    void aServerWithManyIdsFillsNoDisk();
    void onlyTheOwnerMayReadTheFile();

private:
    const QUrl m_desk { u"ws://desk:3001"_s };
    const QUrl m_other { u"ws://desk:3002"_s };
};

void TestClientSettings::beginsWithNothing()
{
    const QTemporaryDir place;
    const ClientSettings settings({}, place.path());
    QCOMPARE(settings.lastChoice(), JoinChoice {});
    QVERIFY(!settings.wasJoined());
    QVERIFY(settings.rooms(m_desk).isEmpty());
    QCOMPARE(settings.theme(), Theme::System);
}

void TestClientSettings::nextRunFindsWhatWasKept()
{
    const QTemporaryDir place;
    const JoinChoice choice { .name = u"Ada"_s,
                              .avatar = u"#4f6bc9"_s,
                              .server = *ServerAddress::fromText(u"desk:3001"_s) };
    const QList<RoomId> rooms { RoomId::fromText(u"tea"_s), RoomId::fromText(u"a,b"_s) };
    {
        ClientSettings settings({}, place.path());
        settings.setLastChoice(choice);
        settings.setJoined(true);
        settings.setToken(u"s1"_s, u"secret"_s);
        settings.setRooms(m_desk, rooms);
        settings.setShownRoom(m_desk, rooms.last());
        settings.setGeometry("somewhere");
        settings.setLanguage(u"de"_s);
        settings.setTheme(Theme::Dark);
    }
    const ClientSettings settings({}, place.path());
    QCOMPARE(settings.lastChoice(), choice);
    QVERIFY(settings.wasJoined());
    QCOMPARE(settings.token(u"s1"_s), u"secret"_s);
    QCOMPARE(settings.rooms(m_desk), rooms);
    QCOMPARE(settings.shownRoom(m_desk), rooms.last());
    QCOMPARE(settings.geometry(), QByteArray("somewhere"));
    QCOMPARE(settings.language(), u"de"_s);
    QCOMPARE(settings.theme(), Theme::Dark);
}

void TestClientSettings::serversAreKeptApart()
{
    const QTemporaryDir place;
    ClientSettings settings({}, place.path());
    settings.setToken(u"s1"_s, u"secret"_s);
    QVERIFY(settings.token(u"s2"_s).isEmpty());
}

void TestClientSettings::profilesAreKeptApart()
{
    const QTemporaryDir place;
    ClientSettings(u"work"_s, place.path()).setToken(u"s1"_s, u"secret"_s);
    QVERIFY(ClientSettings(u"home"_s, place.path()).token(u"s1"_s).isEmpty());
    QVERIFY(ClientSettings(u"../work"_s, place.path()).token(u"s1"_s).isEmpty());
    QCOMPARE(QDir(place.path()).entryList(QDir::Files | QDir::Hidden).size(), 3); // none outside
}

void TestClientSettings::historyIsShortAndNamesEachOnce()
{
    const QTemporaryDir place;
    ClientSettings settings({}, place.path());
    for (const int port :
         { 4000, 4001, 4002, 4003, 4004, 4005, 4006, 4007, 4008, 4009, 4010, 4001 }) {
        const auto server = ServerAddress::fromText(u"desk:%1"_s.arg(port));
        settings.setLastChoice({ .name = u"Ada"_s, .avatar = {}, .server = *server });
    }
    QCOMPARE(settings.history().size(), 10);
    QCOMPARE(settings.history().first(), u"desk:4001"_s);
    QCOMPARE(settings.history().count(u"desk:4001"_s), 1);
}

void TestClientSettings::deviceStaysTheSame()
{
    const QTemporaryDir place;
    SeededRandom random(7);
    const DeviceId device = ClientSettings({}, place.path()).deviceId(random);
    QVERIFY(!device.isEmpty());
    QCOMPARE(ClientSettings({}, place.path()).deviceId(random), device);
}

void TestClientSettings::anyIdOfAServerIsAKey()
{
    const QTemporaryDir place;
    const QStringList ids { u"a/b"_s, u"a%2Fb"_s, u"a\\b"_s, u"A/B"_s, u"\u00e4 = \u8a71"_s };
    {
        ClientSettings settings({}, place.path());
        for (const QString &id : ids)
            QVERIFY(settings.setToken(id, u"token of "_s + id));
    }
    const ClientSettings settings({}, place.path());
    for (const QString &id : ids)
        QCOMPARE(settings.token(id), u"token of "_s + id);
}

void TestClientSettings::tokenIsOnTheDiskAtOnce()
{
    const QTemporaryDir place;
    ClientSettings settings({}, place.path());
    SettingsKeyring keyring(settings, m_desk);
    const QString token = keyring.tokenOr(u"s1"_s, u"fresh"_s);
    QCOMPARE(token, u"fresh"_s);
    QFile file(QDir(place.path()).entryInfoList(QDir::Files).first().filePath());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("s1=fresh"));
    QCOMPARE(keyring.tokenOr(u"s1"_s, u"fresher"_s), u"fresh"_s);
    SettingsKeyring elsewhere(settings, m_other);
    QCOMPARE(elsewhere.tokenOr(u"s1"_s, u"fresher"_s), u"fresh"_s);
}

void TestClientSettings::tokenOfAnEarlierVersionIsFound()
{
    const QTemporaryDir place;
    QSettings(place.filePath(u"default.ini"_s), QSettings::IniFormat)
        .setValue(u"servers/ws:||desk:3001/token"_s, u"former"_s);
    ClientSettings settings({}, place.path());
    SettingsKeyring keyring(settings, m_desk);
    QCOMPARE(keyring.tokenOr(u"s1"_s, u"fresh"_s), u"former"_s);
    QCOMPARE(keyring.tokenOr(u"s2"_s, u"fresh"_s), u"fresh"_s); // it went to one server
}

void TestClientSettings::aServerWithManyIdsFillsNoDisk()
{
    const QTemporaryDir place;
    {
        QSettings many(place.filePath(u"default.ini"_s), QSettings::IniFormat);
        for (int i = 1; i <= 1000; ++i)
            many.setValue(u"tokens/s%1"_s.arg(i), u"secret"_s);
    }
    ClientSettings settings({}, place.path());
    QVERIFY(!settings.setToken(u"s1001"_s, u"secret"_s));
    QVERIFY(settings.setToken(u"s1"_s, u"newer"_s));
    QCOMPARE(settings.token(u"s1"_s), u"newer"_s);
}

void TestClientSettings::onlyTheOwnerMayReadTheFile()
{
    const QTemporaryDir place;
    ClientSettings({}, place.path()).setToken(u"s1"_s, u"secret"_s);
    const QFileInfo file = QDir(place.path()).entryInfoList(QDir::Files).first();
    QVERIFY(!(file.permissions() & (QFile::ReadGroup | QFile::ReadOther)));
}

QTEST_GUILESS_MAIN(TestClientSettings)
#include "tst_clientsettings.moc"
