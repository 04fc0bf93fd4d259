#include "client/ui/connectionbanner.h"
#include "client/ui/languages.h"
#include "client/ui/typingbar.h"
#include "common/base/literals.h"
#include "tests/support/fakeclock.h"

#include <QFile>
#include <QGuiApplication>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace chat;
using namespace std::chrono_literals;

namespace {

struct TranslationFile
{
    int messages = 0;
    int unfinished = 0;
    QList<int> plurals; // the number of forms of each message that has them
    QStringList empty;
};

TranslationFile read(const QString &path)
{
    TranslationFile found;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return found;
    QXmlStreamReader xml(&file);
    QString source;
    int forms = 0;
    bool isPlural = false;
    while (!xml.atEnd()) {
        xml.readNext();
        const QStringView name = xml.name();
        if (xml.isStartElement() && name == u"message") {
            isPlural = xml.attributes().value(u"numerus"_s) == u"yes";
            forms = 0;
            ++found.messages;
        } else if (xml.isStartElement() && name == u"source") {
            source = xml.readElementText();
        } else if (xml.isStartElement() && name == u"translation") {
            found.unfinished += xml.attributes().hasAttribute(u"type"_s) ? 1 : 0;
            if (!isPlural && xml.readElementText().isEmpty())
                found.empty << source;
        } else if (xml.isStartElement() && name == u"numerusform") {
            ++forms;
            if (xml.readElementText().isEmpty())
                found.empty << source;
        } else if (xml.isEndElement() && name == u"message" && isPlural) {
            found.plurals << forms;
        }
    }
    return found;
}

} // namespace

class TestLanguages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { Languages().use(u"en"_s); }

    void everyFileIsComplete_data();
    void everyFileIsComplete();
    void filesAreInStepWithTheSources_data();
    void filesAreInStepWithTheSources();
    void switchingChangesWhatIsOnTheScreen();
    void arabicRunsRightToLeft();
    void pluralFormsFollowTheNumber_data();
    void pluralFormsFollowTheNumber();
};

void TestLanguages::everyFileIsComplete_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<int>("pluralForms");
    QTest::newRow("en") << u"en"_s << 2;
    QTest::newRow("de") << u"de"_s << 2;
    QTest::newRow("ar") << u"ar"_s << 6;
}

void TestLanguages::everyFileIsComplete()
{
    QFETCH(QString, code);
    QFETCH(int, pluralForms);
    const TranslationFile file =
        read(u"%1/confab_%2.ts"_s.arg(QString::fromUtf8(TRANSLATIONS), code));
    QVERIFY(file.messages > 0);
    QCOMPARE(file.unfinished, 0);
    QCOMPARE(file.empty, QStringList());
    for (const int forms : file.plurals)
        QCOMPARE(forms, pluralForms);
}

void TestLanguages::filesAreInStepWithTheSources_data()
{
    QTest::addColumn<QString>("code");
    QTest::newRow("de") << u"de"_s;
    QTest::newRow("ar") << u"ar"_s;
}

void TestLanguages::filesAreInStepWithTheSources()
{
    QFETCH(QString, code);
    const QString kept = u"%1/confab_%2.ts"_s.arg(QString::fromUtf8(TRANSLATIONS), code);
    const QTemporaryDir place;
    const QString fresh = place.filePath(u"confab_%1.ts"_s.arg(code));
    QVERIFY(QFile::copy(kept, fresh));

    QProcess lupdate;
    lupdate.setWorkingDirectory(QString::fromUtf8(SOURCES));
    lupdate.start(QString::fromUtf8(LUPDATE),
                  { u"client"_s, u"-I"_s, u"."_s, u"-extensions"_s, u"cpp,h"_s, u"-locations"_s,
                    u"none"_s, u"-no-obsolete"_s, u"-silent"_s, u"-ts"_s, fresh });
    QVERIFY(lupdate.waitForFinished());
    QCOMPARE(lupdate.exitCode(), 0);
    QCOMPARE(read(fresh).unfinished, 0); // something new is not translated
    QCOMPARE(read(fresh).messages, read(kept).messages); // something old is gone
}

void TestLanguages::switchingChangesWhatIsOnTheScreen()
{
    FakeClock clock;
    ConnectionBanner banner(clock);
    banner.showWaiting(clock.now() + 4s);
    Languages languages;
    languages.use(u"de"_s);
    QCoreApplication::processEvents(); // LanguageChange is posted
    QCOMPARE(banner.text(), u"Keine Verbindung. Neuer Versuch in 4 s"_s);
    languages.use(u"en"_s);
    QCoreApplication::processEvents();
    QCOMPARE(banner.text(), u"No connection. Trying again in 4 s"_s);
}

void TestLanguages::arabicRunsRightToLeft()
{
    Languages languages;
    languages.use(u"ar"_s);
    QCOMPARE(QGuiApplication::layoutDirection(), Qt::RightToLeft);
    QCOMPARE(QWidget().layoutDirection(), Qt::RightToLeft);
    languages.use(u"de"_s);
    QCOMPARE(QGuiApplication::layoutDirection(), Qt::LeftToRight);
}

void TestLanguages::pluralFormsFollowTheNumber_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<int>("people");
    QTest::addColumn<QString>("text");
    QTest::newRow("en 1") << u"en"_s << 1 << u"Ada is typing"_s;
    QTest::newRow("en 2") << u"en"_s << 2 << u"Ada and Bob are typing"_s;
    QTest::newRow("en 3") << u"en"_s << 3 << u"Ada, Bob and 1 other are typing"_s;
    QTest::newRow("en 5") << u"en"_s << 5 << u"Ada, Bob and 3 others are typing"_s;
    QTest::newRow("de 3") << u"de"_s << 3 << u"Ada, Bob und 1 weitere Person schreiben"_s;
    QTest::newRow("ar 3") << u"ar"_s << 3 << u"Ada وBob وشخص آخر يكتبون"_s;
    QTest::newRow("ar 4") << u"ar"_s << 4 << u"Ada وBob وشخصان آخران يكتبون"_s;
}

void TestLanguages::pluralFormsFollowTheNumber()
{
    QFETCH(QString, code);
    QFETCH(int, people);
    QFETCH(QString, text);
    Languages languages;
    languages.use(code);
    TypingBar bar;
    bar.setNames(QStringList { u"Ada"_s, u"Bob"_s, u"Cleo"_s, u"Dina"_s, u"Ed"_s }.mid(0, people));
    QCOMPARE(bar.text(), text);
}

QTEST_MAIN(TestLanguages)
#include "tst_languages.moc"
