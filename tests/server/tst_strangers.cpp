#include "common/base/literals.h"
#include "server/door/strangers.h"

#include <QTest>

#include <vector>

using namespace chat;

class TestStrangers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_places.clear();
        m_strangers.setLimits({ .total = 5, .perAddress = 2 });
    }

    void oneAddressMayNotTakeAllTheRoom()
    {
        QVERIFY(enter(u"192.0.2.7"_s));
        QVERIFY(enter(u"192.0.2.7"_s));
        QVERIFY(!enter(u"192.0.2.7"_s));
        QVERIFY(enter(u"192.0.2.8"_s));
        m_places.erase(m_places.begin());
        QVERIFY(enter(u"192.0.2.7"_s));
    }

    void aNetworkOfIpv6IsOneAddress()
    {
        QVERIFY(enter(u"2001:db8:0:1::1"_s));
        QVERIFY(enter(u"2001:db8:0:1:ffff::2"_s));
        QVERIFY(!enter(u"2001:db8:0:1::3"_s));
        QVERIFY(enter(u"2001:db8:0:2::1"_s));
    }

    void thisMachineMay_data()
    {
        QTest::addColumn<QString>("address");
        QTest::newRow("IPv4") << u"127.0.0.1"_s;
        QTest::newRow("another") << u"127.3.2.1"_s;
        QTest::newRow("IPv6") << u"::1"_s;
    }

    void thisMachineMay()
    {
        QFETCH(const QString, address);
        for (int i = 0; i < 5; ++i)
            QVERIFY(enter(address));
        QVERIFY(m_strangers.isFull()); // that is for the caller to see to
    }

    void isFullUntilSomebodyGoes()
    {
        for (int i = 1; i <= 5; ++i) {
            QVERIFY(!m_strangers.isFull());
            QVERIFY(enter(u"192.0.2.%1"_s.arg(i)));
        }
        QVERIFY(m_strangers.isFull());
        QCOMPARE(m_strangers.count(), 5);
        const Strangers::Place copy = m_places.front();
        m_places.clear();
        QCOMPARE(m_strangers.count(), 1); // somebody still has it
    }

    void aPlaceOutlivesTheCounter()
    {
        Strangers::Place place;
        {
            Strangers gone;
            place = gone.admit(QHostAddress(u"192.0.2.7"_s));
        }
        place.reset();
        QVERIFY(!place);
    }

private:
    bool enter(const QString &address)
    {
        Strangers::Place place = m_strangers.admit(QHostAddress(address));
        const bool isIn = place != nullptr;
        if (isIn)
            m_places.push_back(std::move(place));
        return isIn;
    }

    Strangers m_strangers;
    std::vector<Strangers::Place> m_places;
};

QTEST_GUILESS_MAIN(TestStrangers)
#include "tst_strangers.moc"
