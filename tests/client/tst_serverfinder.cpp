#include "client/core/serverfinder.h"

#include "common/base/limits.h"
#include "common/protocol/announcement.h"
#include "tests/support/fakeclock.h"

#include <QTest>

using namespace chat;

namespace {

Announcement kitchen()
{
    return { .id = u"5f0c2b71"_s, .name = u"Tea kitchen"_s, .port = 3001, .online = 4 };
}

// A port that is free now; the finder shares it.
quint16 freePort()
{
    QUdpSocket socket;
    socket.bind(QHostAddress::LocalHost, 0);
    return socket.localPort();
}

} // namespace

/// Real datagrams, on the loopback interface alone.
class TestServerFinder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void listsWhatItHears();
    void hearsNewsOfAKnownServer();
    void ignoresGarbage();
    void forgetsTheSilent();
    void floodFillsTheListOnlySoFar();
    void twoFindersShareThePort();

private:
    void say(const QByteArray &datagram);
    void say(const Announcement &announcement) { say(encodeAnnouncement(announcement)); }
    QVariant first(ServerListModel::Roles role) const;
    int count() const { return m_finder->servers().rowCount(); }

    std::unique_ptr<FakeClock> m_clock;
    std::unique_ptr<ServerFinder> m_finder;
    std::unique_ptr<QUdpSocket> m_server;
    quint16 m_port = 0;
};

void TestServerFinder::init()
{
    m_port = freePort();
    m_finder.reset();
    m_clock = std::make_unique<FakeClock>();
    m_finder = std::make_unique<ServerFinder>(*m_clock);
    m_server = std::make_unique<QUdpSocket>();
    QVERIFY(m_finder->start(m_port, u"lo"_s));
    QVERIFY(m_server->bind(QHostAddress::LocalHost, 0));
}

void TestServerFinder::say(const QByteArray &datagram)
{
    const QHostAddress loopbackBroadcast(u"127.255.255.255"_s);
    QCOMPARE(m_server->writeDatagram(datagram, loopbackBroadcast, m_port), datagram.size());
}

QVariant TestServerFinder::first(ServerListModel::Roles role) const
{
    return m_finder->servers().index(0).data(role);
}

void TestServerFinder::listsWhatItHears()
{
    say(kitchen());

    QTRY_COMPARE(count(), 1);
    QCOMPARE(first(ServerListModel::NameRole).toString(), u"Tea kitchen"_s);
    QCOMPARE(first(ServerListModel::AddressRole).toString(), u"127.0.0.1:3001"_s);
    QCOMPARE(first(ServerListModel::OnlineCountRole).toInt(), 4);
    QCOMPARE(first(ServerListModel::IsEncryptedRole).toBool(), false);
}

void TestServerFinder::hearsNewsOfAKnownServer()
{
    Announcement later = kitchen();
    later.online = 5;
    later.fingerprint = QString(64, u'a');

    say(kitchen());
    say(later);

    QTRY_COMPARE(first(ServerListModel::OnlineCountRole).toInt(), 5);
    QCOMPARE(first(ServerListModel::IsEncryptedRole).toBool(), true);
    QCOMPARE(count(), 1);
}

void TestServerFinder::ignoresGarbage()
{
    say(QByteArray("hello"));
    say(QByteArray());
    say(QByteArray("{\"confab\":2}"));
    say(QByteArray(limits::beaconBytes, ' ') + encodeAnnouncement(kitchen()));
    Announcement other = kitchen();
    other.id = u"77aa"_s;
    other.name = u"Still listening"_s;
    say(other);

    // Loopback keeps the order, so whatever came before has been judged by then.
    QTRY_COMPARE(first(ServerListModel::NameRole).toString(), u"Still listening"_s);
    QCOMPARE(count(), 1);
}

void TestServerFinder::forgetsTheSilent()
{
    say(kitchen());
    QTRY_COMPARE(count(), 1);

    m_clock->advance(limits::beaconExpiry + std::chrono::milliseconds { 1 });

    QTRY_COMPARE(count(), 0);
}

void TestServerFinder::floodFillsTheListOnlySoFar()
{
    say(kitchen());
    QTRY_COMPARE(count(), 1);
    for (int i = 0; i < limits::serversNearby + 10; ++i) {
        Announcement stranger = kitchen();
        stranger.id = u"stranger%1"_s.arg(i);
        say(stranger);
    }
    QTRY_COMPARE(count(), limits::serversNearby);

    Announcement last = kitchen();
    last.online = 9;
    say(last);

    QTRY_COMPARE(first(ServerListModel::OnlineCountRole).toInt(), 9);
    QCOMPARE(count(), limits::serversNearby);
}

void TestServerFinder::twoFindersShareThePort()
{
    ServerFinder second(*m_clock);
    QVERIFY(second.start(m_port, u"lo"_s));

    say(kitchen());

    QTRY_COMPARE(count(), 1);
    QTRY_COMPARE(second.servers().rowCount(), 1);
}

QTEST_GUILESS_MAIN(TestServerFinder)
#include "tst_serverfinder.moc"
