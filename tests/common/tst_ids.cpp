#include "common/base/ids.h"
#include "common/base/literals.h"
#include "tests/support/fakeclock.h"
#include "tests/support/seededrandom.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace chat;
using namespace std::chrono_literals;

class IdsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMillionUuidsOfOneInstantDoNotClash()
    {
        constexpr int count = 1'000'000;
        const FakeClock clock;
        SeededRandom random(1);
        QSet<QString> seen;
        seen.reserve(count);
        for (int i = 0; i < count; ++i)
            seen.insert(newUuid7(clock, random));
        QCOMPARE(seen.size(), count);
    }

    void uuidsSortByTheirTime()
    {
        FakeClock clock;
        SeededRandom random(2);
        QString last;
        for (int i = 0; i < 10'000; ++i) {
            const QString uuid = newUuid7(clock, random);
            QVERIFY2(last < uuid, qPrintable(last + u" !< "_s + uuid));
            last = uuid;
            clock.advance(std::chrono::milliseconds { 1 + random.next() % 100'000 });
        }
    }

    // RFC 9562, 5.7: 48 bits of Unix milliseconds, version 7, variant 10.
    void uuidsHaveTimeVersionAndVariant()
    {
        static const QRegularExpression shape(
            u"^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"_s);
        const FakeClock clock;
        SeededRandom random(3);
        const qint64 ms = clock.wallTime().time_since_epoch().count();
        for (int i = 0; i < 1000; ++i) {
            QString uuid = newUuid7(clock, random);
            QVERIFY2(shape.match(uuid).hasMatch(), qPrintable(uuid));
            QCOMPARE(uuid.remove(u'-').left(12).toLongLong(nullptr, 16), ms);
        }
    }

    // Each of the 74 random bits is both 0 and 1 now and then.
    void everyRandomBitIsUsed()
    {
        const FakeClock clock;
        SeededRandom random(4);
        QByteArray ones(16, '\0');
        QByteArray zeros(16, '\0');
        for (int i = 0; i < 200; ++i) {
            const QByteArray raw = QByteArray::fromHex(newUuid7(clock, random).toLatin1());
            for (qsizetype at = 0; at < 16; ++at) {
                ones[at] = static_cast<char>(ones.at(at) | raw.at(at));
                zeros[at] = static_cast<char>(zeros.at(at) | ~raw.at(at));
            }
        }
        QByteArray varying(16, '\0');
        for (qsizetype at = 0; at < 16; ++at)
            varying[at] = static_cast<char>(ones.at(at) & zeros.at(at));
        QCOMPARE(varying.toHex(), QByteArray("0000000000000fff3fffffffffffffff"));
    }

    void randomHexHasTheAskedLength_data()
    {
        QTest::addColumn<int>("bytes");
        for (const int bytes : { 0, 1, 7, 8, 9, 16, 32, 33 })
            QTest::addRow("%d bytes", bytes) << bytes;
    }

    void randomHexHasTheAskedLength()
    {
        QFETCH(const int, bytes);
        SeededRandom random(5);
        const QString text = newRandomHex(random, bytes);
        QCOMPARE(text.size(), bytes * 2);
        QCOMPARE(QByteArray::fromHex(text.toLatin1()).toHex(), text.toLatin1());
    }

    void aNewTokenHasTheFormOfOne()
    {
        SeededRandom random(6);
        const QString token = newToken(random);
        QVERIFY(isToken(token));
        QCOMPARE(token.size(), 64);
        QVERIFY(!isToken(token.chopped(1)));
        QVERIFY(!isToken(token + u'0'));
        QVERIFY(!isToken(QString()));
    }

    void idsCompareAndHashByTheirText()
    {
        const RoomId tea = RoomId::fromText(u"tea"_s);
        QCOMPARE(tea, RoomId::fromText(u"tea"_s));
        QVERIFY(tea != RoomId::fromText(u"Tea"_s));
        QVERIFY(RoomId().isEmpty());
        QVERIFY(QSet<RoomId>({ tea }).contains(RoomId::fromText(u"tea"_s)));
    }

    void kindsOfIdsDoNotConvert()
    {
        static_assert(!std::is_convertible_v<RoomId, UserId>);
        static_assert(!std::is_convertible_v<QString, RoomId>);
        static_assert(!std::is_convertible_v<qint64, Seq>);
        QCOMPARE(Seq::fromNumber(41).next().number(), 42);
        QVERIFY(Seq() < Seq::fromNumber(1));
    }
};

QTEST_GUILESS_MAIN(IdsTest)
#include "tst_ids.moc"
