#include "common/base/literals.h"
#include "server/core/address.h"

#include <QTest>

using namespace chat;

class TestAddress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesTheOwnerOfAnAddress_data();
    void namesTheOwnerOfAnAddress();
};

void TestAddress::namesTheOwnerOfAnAddress_data()
{
    QTest::addColumn<QString>("peer");
    QTest::addColumn<QString>("key");
    QTest::newRow("IPv4") << u"192.0.2.7:50312"_s << u"192.0.2.7"_s;
    QTest::newRow("IPv4 on a socket for both") << u"::ffff:192.0.2.7:50312"_s << u"192.0.2.7"_s;
    QTest::newRow("IPv6") << u"2001:db8:1:2:3:4:5:6:50312"_s << u"2001:db8:1:2::"_s;
    QTest::newRow("IPv6 of the same network") << u"2001:db8:1:2::9:50312"_s << u"2001:db8:1:2::"_s;
    QTest::newRow("IPv6 of another") << u"2001:db8:1:3::9:50312"_s << u"2001:db8:1:3::"_s;
    QTest::newRow("in brackets") << u"[2001:db8:1:2::9]:50312"_s << u"2001:db8:1:2::"_s;
    QTest::newRow("none") << u"loopback"_s << u"loopback"_s;
    QTest::newRow("empty") << QString() << QString();
}

void TestAddress::namesTheOwnerOfAnAddress()
{
    QFETCH(const QString, peer);
    QFETCH(const QString, key);
    QCOMPARE(addressKey(peer), key);
}

QTEST_GUILESS_MAIN(TestAddress)
#include "tst_address.moc"
