#include "common/base/literals.h"
#include "server/core/metrics.h"
#include "server/door/endpoints/metricspage.h"

#include <QRegularExpression>
#include <QTest>

using namespace chat;
using namespace std::chrono_literals;

class TestMetrics : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachMeasureHasItsHelpOnce()
    {
        const QByteArray page = pageOf(Metrics().measures());
        const QStringList lines = QString::fromUtf8(page).split(u'\n', Qt::SkipEmptyParts);
        QStringList names;
        static const QRegularExpression help(u"^# HELP (confab_[a-z_]+) [A-Z][^.]*$"_s);
        static const QRegularExpression sample(
            u"^confab_[a-z_]+(\\{[a-z]+=\"[^\"]+\"\\})? [0-9.+e-]+$"_s);
        for (const QString &line : lines) {
            if (const auto match = help.match(line); match.hasMatch())
                names << match.captured(1);
            else
                QVERIFY2(line.startsWith("# TYPE "_L1) || sample.match(line).hasMatch(),
                         qPrintable(line));
        }
        QCOMPARE(names.size(), Metrics().measures().size());
        QCOMPARE(names.removeDuplicates(), 0);
    }

    void refusalsAreCountedByTheirError()
    {
        Metrics metrics;
        metrics.refused(ErrorCode::RateLimited);
        metrics.refused(ErrorCode::RateLimited);
        metrics.refused(ErrorCode::NotAMember);
        const QByteArray page = pageOf(metrics.measures());
        QVERIFY2(page.contains("\nconfab_refusals_total{code=\"rate-limited\"} 2\n"), page);
        QVERIFY2(page.contains("\nconfab_refusals_total{code=\"not-a-member\"} 1\n"), page);
        QVERIFY2(page.contains("\nconfab_refusals_total{code=\"internal\"} 0\n"), page);
    }

    void endsAreCountedByTheirReason()
    {
        Metrics metrics;
        metrics.endsByCode[4508] = 2;
        metrics.endsByCode[1006] = 3;
        metrics.endsByCode[12345] = 4;
        const QByteArray page = pageOf(metrics.measures());
        QVERIFY2(page.contains("{reason=\"too-slow\"} 2\n"), page);
        QVERIFY2(page.contains("{reason=\"other\"} 7\n"), page);
    }

    void timesAreAHistogram()
    {
        Times times;
        times.add(1ms);
        times.add(2ms);
        times.add(3h);
        const QByteArray page =
            pageOf({ Measure::timesOf("tea_seconds"_L1, "How long tea takes"_L1, times) });
        QVERIFY2(page.contains("# TYPE confab_tea_seconds histogram\n"), page);
        QVERIFY2(page.contains("confab_tea_seconds_bucket{le=\"0.001\"} 1\n"), page);
        QVERIFY2(page.contains("confab_tea_seconds_bucket{le=\"0.0025\"} 2\n"), page);
        QVERIFY2(page.contains("confab_tea_seconds_bucket{le=\"10\"} 2\n"), page);
        QVERIFY2(page.contains("confab_tea_seconds_bucket{le=\"+Inf\"} 3\n"), page);
        QVERIFY2(page.contains("confab_tea_seconds_count 3\n"), page);
        QVERIFY2(page.contains("confab_tea_seconds_sum 10800.003"), page);
    }

private:
    static QByteArray pageOf(const QList<Measure> &measures)
    {
        return endpoints::metrics(Endpoint::Audience::Everyone, [measures] { return measures; })
            .get({})
            .body;
    }
};

QTEST_GUILESS_MAIN(TestMetrics)
#include "tst_metrics.moc"
