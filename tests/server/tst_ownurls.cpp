#include "common/base/literals.h"
#include "server/app/ownurls.h"

#include <QTest>

using namespace chat;

class TestOwnUrls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void areThoseThatCanBeReached_data();
    void areThoseThatCanBeReached();
};

void TestOwnUrls::areThoseThatCanBeReached_data()
{
    QTest::addColumn<QHostAddress>("bound");
    QTest::addColumn<QStringList>("urls");
    const QString loop4 = u"wss://127.0.0.1:7"_s;
    const QString loop6 = u"wss://[::1]:7"_s;
    const QString lan4 = u"wss://192.0.2.5:7"_s;
    const QString cable4 = u"wss://169.254.7.7:7"_s;
    const QString lan6 = u"wss://[2001:db8::5]:7"_s;
    const QHostAddress any(QHostAddress::Any);
    const QHostAddress any4(u"0.0.0.0"_s);
    const QHostAddress any6(u"::"_s);
    QTest::newRow("everywhere") << any << QStringList { loop4, loop6, lan4, cable4, lan6 };
    QTest::newRow("0.0.0.0") << any4 << QStringList { loop4, lan4, cable4 };
    QTest::newRow("::") << any6 << QStringList { loop6, lan6 };
    QTest::newRow("one") << QHostAddress(u"192.0.2.5"_s) << QStringList { lan4 };
    QTest::newRow("another loopback one")
        << QHostAddress(u"127.0.0.2"_s) << QStringList { u"wss://127.0.0.2:7"_s };
}

void TestOwnUrls::areThoseThatCanBeReached()
{
    QFETCH(const QHostAddress, bound);
    QFETCH(const QStringList, urls);
    const QList<QHostAddress> own {
        QHostAddress(u"127.0.0.1"_s),   QHostAddress(u"::1"_s),
        QHostAddress(u"192.0.2.5"_s),   QHostAddress(u"169.254.7.7"_s),
        QHostAddress(u"2001:db8::5"_s), QHostAddress(u"fe80::1%eth0"_s),
    };
    QCOMPARE(ownUrls(bound, 7, own), urls);
}

QTEST_GUILESS_MAIN(TestOwnUrls)
#include "tst_ownurls.moc"
