#include "common/base/seqranges.h"

#include "tests/support/seededrandom.h"

#include <QTest>

#include <set>

using namespace chat;

namespace {

SeqRange range(qint64 first, qint64 last)
{
    return { Seq::fromNumber(first), Seq::fromNumber(last) };
}

} // namespace

class TestSeqRanges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void neighboursGrowTogether();
    void distantOnesStayApart();
    void aRangeSwallowsOthers();
    void nothingAddsNothing();
    void holesLieBetween();
    void missingIsCounted();
    void aPartIsCutOut();
    void behavesLikeASetOfNumbers();
};

void TestSeqRanges::neighboursGrowTogether()
{
    QCOMPARE(SeqRanges({ range(4, 6), range(1, 3), range(7, 7) }), SeqRanges({ range(1, 7) }));
}

void TestSeqRanges::distantOnesStayApart()
{
    const SeqRanges two { range(10, 12), range(1, 3) };
    QCOMPARE(two.ranges(), (QList { range(1, 3), range(10, 12) }));
}

void TestSeqRanges::aRangeSwallowsOthers()
{
    QCOMPARE(SeqRanges({ range(3, 4), range(8, 9), range(20, 21), range(2, 12) }),
             SeqRanges({ range(2, 12), range(20, 21) }));
}

void TestSeqRanges::nothingAddsNothing()
{
    QVERIFY(SeqRanges({ range(5, 4) }).isEmpty());
}

void TestSeqRanges::holesLieBetween()
{
    const SeqRanges three { range(3, 4), range(6, 6), range(10, 11) };
    QCOMPARE(three.holes(), (QList { range(5, 5), range(7, 9) }));
    QVERIFY(SeqRanges({ range(3, 4) }).holes().isEmpty());
    QVERIFY(SeqRanges().holes().isEmpty());
}

void TestSeqRanges::missingIsCounted()
{
    const SeqRanges two { range(3, 4), range(8, 9) };
    QCOMPARE(two.missingIn(range(1, 10)), 6);
    QCOMPARE(two.missingIn(range(4, 8)), 3);
    QCOMPARE(two.missingIn(range(3, 4)), 0);
    QCOMPARE(two.missingIn(range(9, 8)), 0);
}

void TestSeqRanges::aPartIsCutOut()
{
    const SeqRanges three { range(3, 4), range(6, 9), range(12, 20) };
    QCOMPARE(three.within(range(4, 13)), SeqRanges({ range(4, 4), range(6, 9), range(12, 13) }));
    QCOMPARE(three.around(Seq::fromNumber(7)), range(6, 9));
    QVERIFY(!three.around(Seq::fromNumber(5)));
}

void TestSeqRanges::behavesLikeASetOfNumbers()
{
    SeededRandom random(11);
    for (int run = 0; run < 200; ++run) {
        SeqRanges ranges;
        std::set<qint64> numbers;
        for (int step = 0; step < 12; ++step) {
            const auto first = qint64(random.uniform(1, 40));
            const auto last = first + qint64(random.uniform(-1, 8));
            ranges.add(range(first, last));
            for (qint64 one = first; one <= last; ++one)
                numbers.insert(one);
            for (qint64 one = 1; one <= 50; ++one)
                QCOMPARE(ranges.contains(Seq::fromNumber(one)), numbers.contains(one));
            for (const SeqRange &hole : ranges.holes())
                QVERIFY(!hole.isEmpty());
        }
    }
}

QTEST_GUILESS_MAIN(TestSeqRanges)
#include "tst_seqranges.moc"
