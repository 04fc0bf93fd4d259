#include "common/base/flatmap.h"
#include "common/base/flatset.h"
#include "common/base/ids.h"
#include "common/base/literals.h"
#include "tests/support/seededrandom.h"

#include <QHash>
#include <QSet>
#include <QTest>

using namespace chat;

/// FlatSet and FlatMap do what QSet and QHash do.
class FlatTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSetHoldsEachValueOnceAndSorted()
    {
        FlatSet<int> set { 5, 1, 3 };
        QVERIFY(!set.insert(3));
        QVERIFY(set.insert(2));
        QCOMPARE(std::vector<int>(set.begin(), set.end()), (std::vector<int> { 1, 2, 3, 5 }));
        QVERIFY(set.contains(5));
        QVERIFY(!set.contains(4));
        QVERIFY(set.remove(1));
        QVERIFY(!set.remove(1));
        QCOMPARE(set, (FlatSet<int> { 2, 3, 5 }));
        QCOMPARE(set.size(), 3);
    }

    void aMapFindsWhatWasPutIn()
    {
        FlatMap<RoomId, Seq> map;
        const RoomId tea = RoomId::fromText(u"tea"_s);
        const RoomId den = RoomId::fromText(u"den"_s);
        map.insert(tea, Seq::fromNumber(7));
        map[den] = Seq::fromNumber(1);
        map.insert(tea, Seq::fromNumber(8));
        QCOMPARE(map.size(), 2);
        QCOMPARE(map.value(tea).number(), 8);
        QCOMPARE(map.value(RoomId::fromText(u"attic"_s)).number(), 0);
        QCOMPARE(map.begin()->key, den);
        QCOMPARE(map.take(tea).number(), 8);
        QCOMPARE(map.take(tea).number(), 0);
        QVERIFY(map.remove(den));
        QVERIFY(!map.remove(den));
        QVERIFY(map.isEmpty());
        QVERIFY(map.find(den) == map.end());
    }

    void theyAgreeWithQtsWhateverIsDone()
    {
        SeededRandom random(1);
        FlatSet<int> set;
        FlatMap<int, int> map;
        QSet<int> otherSet;
        QHash<int, int> otherMap;
        for (int step = 0; step < 5000; ++step) {
            const int key = static_cast<int>(random.uniform(0, 20));
            if (random.uniform(0, 2) < 1) {
                set.insert(key);
                otherSet.insert(key);
                map.insert(key, step);
                otherMap.insert(key, step);
            } else {
                QCOMPARE(set.remove(key), otherSet.remove(key));
                QCOMPARE(map.take(key), otherMap.take(key));
            }
            QCOMPARE(QSet<int>(set.begin(), set.end()), otherSet);
            QCOMPARE(map.size(), otherMap.size());
            QCOMPARE(map.value(key), otherMap.value(key));
        }
    }
};

QTEST_GUILESS_MAIN(FlatTest)
#include "tst_flat.moc"
