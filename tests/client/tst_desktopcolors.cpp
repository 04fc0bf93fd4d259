#include "client/app/desktopcolors.h"
#include "common/base/literals.h"
#include "tests/support/waiting.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace chat;

/// The desktop's end: the portal's one setting.
class FakePortal : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

public:
    uint scheme = 0;

    void change(uint to)
    {
        scheme = to;
        QDBusMessage signal =
            QDBusMessage::createSignal(u"/org/freedesktop/portal/desktop"_s,
                                       u"org.freedesktop.portal.Settings"_s, u"SettingChanged"_s);
        signal.setArguments({ u"org.freedesktop.appearance"_s, u"color-scheme"_s,
                              QVariant::fromValue(QDBusVariant(to)) });
        QVERIFY(QDBusConnection(u"portal"_s).send(signal));
    }

public Q_SLOTS:
    QDBusVariant Read(const QString &space, const QString &key)
    {
        const bool isIt = space == u"org.freedesktop.appearance"_s && key == u"color-scheme"_s;
        // The portal wraps it twice.
        return QDBusVariant(QVariant::fromValue(QDBusVariant(isIt ? scheme : 99)));
    }
};

class TestDesktopColors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void followsThePortal();
    void numbersOfTheFutureAreNoPreference();

private:
    QProcess m_bus;
    FakePortal m_portal;
};

void TestDesktopColors::initTestCase()
{
    const QString daemon = QStandardPaths::findExecutable(u"dbus-daemon"_s);
    if (daemon.isEmpty())
        QSKIP("there is no dbus-daemon");
    m_bus.start(daemon, { u"--session"_s, u"--nofork"_s, u"--print-address"_s });
    QByteArray address;
    QVERIFY(waitUntil([&] {
        address += m_bus.readAllStandardOutput();
        return address.endsWith('\n') || m_bus.state() == QProcess::NotRunning;
    }));
    QVERIFY(!address.trimmed().isEmpty());
    qputenv("DBUS_SESSION_BUS_ADDRESS", address.trimmed());
    auto bus = QDBusConnection::connectToBus(QString::fromLatin1(address.trimmed()), u"portal"_s);
    QVERIFY(bus.registerService(u"org.freedesktop.portal.Desktop"_s));
    QVERIFY(bus.registerObject(u"/org/freedesktop/portal/desktop"_s, &m_portal,
                               QDBusConnection::ExportAllSlots));
}

void TestDesktopColors::cleanupTestCase()
{
    QDBusConnection::disconnectFromBus(u"portal"_s);
    m_bus.kill();
    m_bus.waitForFinished();
}

void TestDesktopColors::followsThePortal()
{
    using Preference = DesktopColors::Preference;
    m_portal.scheme = 1;
    DesktopColors colors;
    QCOMPARE(colors.preference(), Preference::None); // the portal has not answered
    QVERIFY(waitUntil([&] { return colors.preference() == Preference::Dark; }));
    m_portal.change(2);
    QVERIFY(waitUntil([&] { return colors.preference() == Preference::Light; }));
    m_portal.change(1);
    QVERIFY(waitUntil([&] { return colors.preference() == Preference::Dark; }));
    m_portal.change(0);
    QVERIFY(waitUntil([&] { return colors.preference() == Preference::None; }));
}

void TestDesktopColors::numbersOfTheFutureAreNoPreference()
{
    DesktopColors colors;
    colors.take(1);
    colors.take(7);
    QCOMPARE(colors.preference(), DesktopColors::Preference::None);
}

QTEST_GUILESS_MAIN(TestDesktopColors)
#include "tst_desktopcolors.moc"
