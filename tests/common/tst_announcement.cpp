#include "common/protocol/announcement.h"

#include "tests/support/jsonobject.h"

#include <QTest>

using namespace chat;

namespace {

Announcement kitchen()
{
    return { .id = u"5f0c2b71"_s, .name = u"Tea kitchen"_s, .port = 3001, .online = 4 };
}

QByteArray withChange(QLatin1StringView key, const QJsonValue &value)
{
    QJsonObject object = toJsonObject(kitchen());
    object.insert(key, value);
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

class TestAnnouncement : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comesBackAsItWasSent_data();
    void comesBackAsItWasSent();
    void longNameIsCutBetweenCharacters_data();
    void longNameIsCutBetweenCharacters();
    void largestFieldsStillFit();
    void unknownKeysAreIgnored();
    void brokenRuleIsRefused_data();
    void brokenRuleIsRefused();
    void everyTruncationIsRefused();
    void oneByteTooManyIsRefused();
};

void TestAnnouncement::comesBackAsItWasSent_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<std::optional<QString>>("fingerprint");
    QTest::newRow("plain text") << u"Tea kitchen"_s << std::optional<QString>();
    QTest::newRow("encrypted") << u"Tea kitchen"_s << std::optional(QString(64, u'a'));
    QTest::newRow("no name") << QString(u""_s) << std::optional<QString>();
    QTest::newRow("Arabic") << u"مطبخ الشاي"_s << std::optional<QString>();
    QTest::newRow("quotes") << u"\"tea\" \\ kitchen"_s << std::optional<QString>();
}

void TestAnnouncement::comesBackAsItWasSent()
{
    QFETCH(QString, name);
    QFETCH(std::optional<QString>, fingerprint);
    Announcement sent = kitchen();
    sent.name = name;
    sent.fingerprint = fingerprint;

    const auto received = decodeAnnouncement(encodeAnnouncement(sent));

    QVERIFY(received);
    QCOMPARE(*received, sent);
}

void TestAnnouncement::longNameIsCutBetweenCharacters_data()
{
    QTest::addColumn<QString>("character");
    QTest::addColumn<QString>("before");
    QTest::newRow("one unit") << u"x"_s << u""_s;
    QTest::newRow("surrogate pair") << u"\U0001F375"_s << u"x"_s;
    QTest::newRow("letter and accent") << u"e\u0301"_s << u"x"_s;
    QTest::newRow("escaped in JSON") << u"\u0001"_s << u""_s;
}

void TestAnnouncement::longNameIsCutBetweenCharacters()
{
    QFETCH(QString, character);
    QFETCH(QString, before);
    Announcement sent = kitchen();
    sent.name = before + character.repeated(200);

    const QByteArray datagram = encodeAnnouncement(sent);
    const auto received = decodeAnnouncement(datagram);

    QCOMPARE_LE(datagram.size(), limits::beaconBytes);
    QVERIFY(received);
    const QString rest = received->name.mid(before.size());
    QCOMPARE_GT(rest.size(), 0);
    QCOMPARE(rest.size() % character.size(), 0);
    QVERIFY(sent.name.startsWith(received->name));
}

void TestAnnouncement::largestFieldsStillFit()
{
    const Announcement sent { .id = QString(limits::idLength, u'f'),
                              .name = QString(limits::titleLength, u'\u0001'),
                              .port = 65535,
                              .online = Announcement::maxOnline,
                              .fingerprint = QString(64, u'f') };

    const QByteArray datagram = encodeAnnouncement(sent);

    QCOMPARE_LE(datagram.size(), limits::beaconBytes);
    QVERIFY(decodeAnnouncement(datagram));
}

void TestAnnouncement::unknownKeysAreIgnored()
{
    const auto received = decodeAnnouncement(withChange("colour"_L1, u"green"_s));

    QVERIFY(received);
    QCOMPARE(*received, kitchen());
}

void TestAnnouncement::brokenRuleIsRefused_data()
{
    QTest::addColumn<QByteArray>("datagram");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("not JSON") << QByteArray("hello");
    QTest::newRow("a list") << QByteArray("[1]");
    QTest::newRow("no keys") << QByteArray("{}");
    QTest::newRow("not UTF-8") << QByteArray("{\"confab\":1,\"id\":\"\xff\"}");
    QTest::newRow("newer version") << withChange("confab"_L1, 2);
    QTest::newRow("version is text") << withChange("confab"_L1, u"1"_s);
    QTest::newRow("no version") << withChange("confab"_L1, QJsonValue::Null);
    QTest::newRow("empty id") << withChange("id"_L1, u""_s);
    QTest::newRow("long id") << withChange("id"_L1, QString(limits::idLength + 1, u'a'));
    QTest::newRow("long name") << withChange("name"_L1, QString(limits::titleLength + 1, u'a'));
    QTest::newRow("port 0") << withChange("port"_L1, 0);
    QTest::newRow("port 65536") << withChange("port"_L1, 65536);
    QTest::newRow("half a port") << withChange("port"_L1, 3001.5);
    QTest::newRow("fewer than nobody") << withChange("online"_L1, -1);
    QTest::newRow("more than anybody") << withChange("online"_L1, 1e15);
    QTest::newRow("short fingerprint") << withChange("fingerprint"_L1, u"9a1e"_s);
}

void TestAnnouncement::brokenRuleIsRefused()
{
    QFETCH(QByteArray, datagram);

    const auto received = decodeAnnouncement(datagram);

    QVERIFY(!received);
    QCOMPARE(received.error().code, ErrorCode::InvalidMessage);
    QVERIFY(!received.error().detail.isEmpty());
}

void TestAnnouncement::everyTruncationIsRefused()
{
    const QByteArray datagram = encodeAnnouncement(kitchen());
    for (qsizetype size = 0; size < datagram.size(); ++size)
        QVERIFY2(!decodeAnnouncement(datagram.left(size)), qPrintable(QString::number(size)));
}

void TestAnnouncement::oneByteTooManyIsRefused()
{
    QByteArray datagram = encodeAnnouncement(kitchen());
    datagram.append(limits::beaconBytes - datagram.size(), ' ');
    QVERIFY(decodeAnnouncement(datagram));

    QVERIFY(!decodeAnnouncement(datagram + ' '));
}

QTEST_GUILESS_MAIN(TestAnnouncement)
#include "tst_announcement.moc"
