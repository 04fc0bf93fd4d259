#include "server/discovery/beacon.h"

#include <QNetworkDatagram>
#include <QRegularExpression>
#include <QTest>
#include <QUdpSocket>

using namespace chat;
using namespace std::chrono_literals;

namespace {

Announcement kitchen()
{
    return { .id = u"5f0c2b71"_s, .name = u"Tea kitchen"_s, .port = 3001, .online = 4 };
}

QString loopbackName()
{
    const auto all = QNetworkInterface::allInterfaces();
    for (const QNetworkInterface &nic : all) {
        if (nic.flags().testFlag(QNetworkInterface::IsLoopBack))
            return nic.name();
    }
    return {};
}

constexpr auto shared = QUdpSocket::ShareAddress | QUdpSocket::ReuseAddressHint;

} // namespace

/// Real datagrams, on the loopback interface alone.
class TestBeacon : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void isHeardOnLoopback();
    void isHeardByEveryListenerOfAPort();
    void saysHowManyAreOnlineEachTime();
    void missingInterfaceIsLoggedOnce();
    void forThisMachineNeedsNoInterfaceName();

private:
    Beacon::Options options(std::chrono::milliseconds every = limits::beaconEvery) const;

    std::unique_ptr<QUdpSocket> m_listener;
};

void TestBeacon::init()
{
    m_listener = std::make_unique<QUdpSocket>();
    QVERIFY(m_listener->bind(QHostAddress::AnyIPv4, 0, shared));
}

Beacon::Options TestBeacon::options(std::chrono::milliseconds every) const
{
    return { .interfaceName = loopbackName(), .port = m_listener->localPort(), .every = every };
}

void TestBeacon::isHeardOnLoopback()
{
    Beacon beacon(options(), kitchen);
    beacon.start();

    QTRY_VERIFY(m_listener->hasPendingDatagrams());
    const QNetworkDatagram datagram = m_listener->receiveDatagram();
    const auto announcement = decodeAnnouncement(datagram.data());

    QVERIFY(announcement);
    QCOMPARE(*announcement, kitchen());
    QVERIFY(datagram.senderAddress().isLoopback());
}

void TestBeacon::isHeardByEveryListenerOfAPort()
{
    QUdpSocket second;
    QVERIFY(second.bind(QHostAddress::AnyIPv4, m_listener->localPort(), shared));

    Beacon beacon(options(), kitchen);
    beacon.start();

    QTRY_VERIFY(m_listener->hasPendingDatagrams());
    QTRY_VERIFY(second.hasPendingDatagrams());
}

void TestBeacon::saysHowManyAreOnlineEachTime()
{
    qint64 online = 0;
    const auto nextGuest = [&online] {
        Announcement announcement = kitchen();
        announcement.online = ++online;
        return announcement;
    };
    Beacon beacon(options(5ms), nextGuest);
    beacon.start();

    qint64 heard = 0;
    const auto hearsThree = [&] {
        while (m_listener->hasPendingDatagrams()) {
            const auto announcement = decodeAnnouncement(m_listener->receiveDatagram().data());
            heard = announcement ? std::max(heard, announcement->online) : heard;
        }
        return heard >= 3;
    };
    QTRY_VERIFY(hearsThree());
}

void TestBeacon::missingInterfaceIsLoggedOnce()
{
    int asked = 0;
    const auto count = [&asked] {
        ++asked;
        return kitchen();
    };
    Beacon::Options missing = options(1ms);
    missing.interfaceName = u"no-such-interface"_s;
    // The second line is not expected, and fails the test.
    QTest::failOnWarning(QRegularExpression(u"no beacon"_s));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"no beacon on no-such-interface"_s));

    Beacon beacon(missing, count);
    beacon.start();

    QTRY_COMPARE_GE(asked, 5);
    QVERIFY(!m_listener->hasPendingDatagrams());
}

void TestBeacon::forThisMachineNeedsNoInterfaceName()
{
    Beacon::Options forThisMachine = options();
    forThisMachine.interfaceName = QString();
    forThisMachine.isForThisMachine = true;
    Beacon beacon(forThisMachine, kitchen);
    beacon.start();

    QTRY_VERIFY(m_listener->hasPendingDatagrams());
    QVERIFY(m_listener->receiveDatagram().senderAddress().isLoopback());
}

QTEST_GUILESS_MAIN(TestBeacon)
#include "tst_beacon.moc"
