#include "common/base/literals.h"
#include "common/base/logging.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace chat;

namespace {

QByteArray line(LogFormat format, const QString &message)
{
    return formatLogLine(format, QtWarningMsg, "chat.server.core", message,
                         u"2026-01-01T12:00:00.000Z"_s);
}

} // namespace

class LoggingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTextLineHasTimeLevelCategoryAndMessage()
    {
        QCOMPARE(line(LogFormat::Text, u"room tea is full"_s),
                 QByteArray("2026-01-01T12:00:00.000Z warning chat.server.core: room tea is full"));
    }

    void aJsonLineIsOneObject()
    {
        const QByteArray json = line(LogFormat::Json, u"says \"no\" %1 \\"_s);
        QVERIFY(!json.contains('\n'));
        const QJsonObject object = QJsonDocument::fromJson(json).object();
        QCOMPARE(object.value("time"_L1).toString(), u"2026-01-01T12:00:00.000Z"_s);
        QCOMPARE(object.value("level"_L1).toString(), u"warning"_s);
        QCOMPARE(object.value("category"_L1).toString(), u"chat.server.core"_s);
        QCOMPARE(object.value("message"_L1).toString(), u"says \"no\" %1 \\"_s);
    }

    void whatCouldForgeALineIsEscaped_data()
    {
        QTest::addColumn<QString>("evil");
        QTest::addColumn<QString>("escaped");
        QTest::newRow("line feed") << u"a\nb"_s << u"a\\u000ab"_s;
        QTest::newRow("carriage return") << u"a\rb"_s << u"a\\u000db"_s;
        QTest::newRow("terminal escape") << u"a\x1b[31mb"_s << u"a\\u001b[31mb"_s;
        QTest::newRow("nul") << u"a"_s + QChar(0) + u'b' << u"a\\u0000b"_s;
        QTest::newRow("C1 control") << u"a\u009bb"_s << u"a\\u009bb"_s;
        QTest::newRow("bidi override") << u"a\u202eb"_s << u"a\\u202eb"_s;
        QTest::newRow("bidi isolate") << u"a\u2066b"_s << u"a\\u2066b"_s;
        QTest::newRow("line separator") << u"a\u2028b"_s << u"a\\u2028b"_s;
        QTest::newRow("paragraph separator") << u"a\u2029b"_s << u"a\\u2029b"_s;
        QTest::newRow("invisible tag") << u"a\U000e0041b"_s << u"a\\U000e0041b"_s;
        QTest::newRow("half a pair") << u"a"_s + QChar(0xd800) + u'b' << u"a\ufffdb"_s;
    }

    void whatCouldForgeALineIsEscaped()
    {
        QFETCH(const QString, evil);
        QFETCH(const QString, escaped);
        QVERIFY(line(LogFormat::Text, evil).endsWith(": " + escaped.toUtf8()));
        const QJsonObject object = QJsonDocument::fromJson(line(LogFormat::Json, evil)).object();
        QCOMPARE(object.value("message"_L1).toString(), escaped);
    }

    void lettersOfAllScriptsStay()
    {
        const QString text = u"grüße Привет 你好 مرحبا 😀"_s;
        QVERIFY(line(LogFormat::Text, text).endsWith(text.toUtf8()));
    }

    void aLineWithoutCategoryIsTheDefaultOnes()
    {
        const QByteArray text = formatLogLine(LogFormat::Text, QtInfoMsg, nullptr, u"x"_s, u"t"_s);
        QCOMPARE(text, QByteArray("t info default: x"));
    }
};

QTEST_GUILESS_MAIN(LoggingTest)
#include "tst_logging.moc"
