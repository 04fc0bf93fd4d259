#include "server/door/endpoints/metricspage.h"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <limits>

namespace chat::endpoints {

namespace {

std::string toStd(QLatin1StringView text)
{
    return { text.data(), static_cast<std::size_t>(text.size()) };
}

prometheus::MetricType typeOf(Measure::Kind kind)
{
    switch (kind) {
    case Measure::Kind::Counter:
        return prometheus::MetricType::Counter;
    case Measure::Kind::Gauge:
        return prometheus::MetricType::Gauge;
    case Measure::Kind::Times:
        return prometheus::MetricType::Histogram;
    }
    Q_UNREACHABLE();
}

prometheus::ClientMetric::Histogram histogramOf(const Times &times)
{
    using std::chrono::duration;
    prometheus::ClientMetric::Histogram histogram;
    histogram.sample_count = times.count();
    histogram.sample_sum = duration<double>(times.sum()).count();
    std::uint64_t upTo = 0;
    for (std::size_t at = 0; at < Times::bounds.size(); ++at) {
        upTo += times.counts()[at];
        histogram.bucket.push_back({ .cumulative_count = upTo,
                                     .upper_bound = duration<double>(Times::bounds[at]).count() });
    }
    histogram.bucket.push_back({ .cumulative_count = times.count(),
                                 .upper_bound = std::numeric_limits<double>::infinity() });
    return histogram;
}

prometheus::ClientMetric metricOf(Measure::Kind kind, const Measure::Sample &sample)
{
    prometheus::ClientMetric metric;
    if (!sample.label.isEmpty())
        metric.label.push_back({ .name = toStd(sample.labelName), .value = toStd(sample.label) });
    switch (kind) {
    case Measure::Kind::Counter:
        metric.counter.value = sample.value;
        break;
    case Measure::Kind::Gauge:
        metric.gauge.value = sample.value;
        break;
    case Measure::Kind::Times:
        metric.histogram = histogramOf(sample.times);
        break;
    }
    return metric;
}

prometheus::MetricFamily familyOf(const Measure &measure)
{
    prometheus::MetricFamily family;
    family.name = "confab_" + toStd(measure.name);
    family.help = toStd(measure.meaning);
    family.type = typeOf(measure.kind);
    for (const Measure::Sample &sample : measure.samples)
        family.metric.push_back(metricOf(measure.kind, sample));
    return family;
}

} // namespace

Endpoint metrics(Endpoint::Audience audience, std::function<QList<Measure>()> measures)
{
    return { .path = "/metrics",
             .audience = audience,
             .get = [measures = std::move(measures)](const HttpCaller &) {
                 std::vector<prometheus::MetricFamily> families;
                 for (const Measure &measure : measures())
                     families.push_back(familyOf(measure));
                 const std::string text = prometheus::TextSerializer().Serialize(families);
                 return HttpResponse {
                     .contentType = "text/plain; version=0.0.4; charset=utf-8",
                     .body = QByteArray(text.data(), static_cast<qsizetype>(text.size())),
                 };
             } };
}

} // namespace chat::endpoints
