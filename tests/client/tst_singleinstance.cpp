#include "client/app/singleinstance.h"
#include "common/base/literals.h"

#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace chat;

class TestSingleInstance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void secondRaisesTheFirst();
    void secondSaysWhatItWants();
    void otherProfileIsAnother();
    void endedOneMakesRoom();
    void settingsBesideItCanBeWritten();

private:
    QString place(const QString &name) const { return m_folder.filePath(name); }

    QTemporaryDir m_folder;
};

void TestSingleInstance::secondRaisesTheFirst()
{
    SingleInstance first(place(u"ada.ini"_s));
    SingleInstance second(place(u"ada.ini"_s));
    QSignalSpy raised(&first, &SingleInstance::raiseWanted);
    QVERIFY(first.claim());
    QVERIFY(!second.claim());
    QTRY_COMPARE(raised.count(), 1);
    QCOMPARE(raised.first().first().toString(), QString());
}

void TestSingleInstance::secondSaysWhatItWants()
{
    const QString address = u"confab://desk:3001/caf\u00e9"_s;
    SingleInstance first(place(u"ada.ini"_s));
    QSignalSpy raised(&first, &SingleInstance::raiseWanted);
    QVERIFY(first.claim());
    QVERIFY(!SingleInstance(place(u"ada.ini"_s)).claim(address));
    QTRY_COMPARE(raised.count(), 1);
    QCOMPARE(raised.first().first().toString(), address);
}

void TestSingleInstance::otherProfileIsAnother()
{
    SingleInstance ada(place(u"ada.ini"_s));
    SingleInstance bob(place(u"bob.ini"_s));
    QVERIFY(ada.claim());
    QVERIFY(bob.claim());
}

void TestSingleInstance::endedOneMakesRoom()
{
    {
        SingleInstance first(place(u"eve.ini"_s));
        QVERIFY(first.claim());
    }
    SingleInstance second(place(u"eve.ini"_s));
    QVERIFY(second.claim());
}

void TestSingleInstance::settingsBesideItCanBeWritten()
{
    SingleInstance first(place(u"joe.ini"_s));
    QVERIFY(first.claim());
    QLockFile ofSettings(place(u"joe.ini.lock"_s)); // as QSettings names it
    QVERIFY(ofSettings.tryLock(0));
    ofSettings.unlock();
    QSettings settings(place(u"joe.ini"_s), QSettings::IniFormat);
    settings.setValue(u"name"_s, u"Joe"_s);
    settings.sync();
    QCOMPARE(settings.status(), QSettings::NoError);
    QVERIFY(QFile::exists(place(u"joe.ini"_s)));
}

QTEST_GUILESS_MAIN(TestSingleInstance)
#include "tst_singleinstance.moc"
