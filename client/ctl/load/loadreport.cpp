#include "client/ctl/load/loadreport.h"

#include "common/base/literals.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace chat {

namespace {

using OptionalMark = std::optional<LoadMark>;
using OptionalFigures = std::optional<ProcessFigures>;

// As many digits as a measurement deserves.
double rounded(double value)
{
    constexpr double digits = 1000;
    return std::round(value * digits) / digits;
}

double milliseconds(std::chrono::nanoseconds time)
{
    return rounded(std::chrono::duration<double, std::milli>(time).count());
}

double seconds(const LoadMark &from, const LoadMark &to)
{
    return std::chrono::duration<double>(to.time - from.time).count();
}

QJsonValue rate(qint64 count, double time)
{
    return time > 0 ? QJsonValue(rounded(static_cast<double>(count) / time)) : QJsonValue();
}

/// Of the process that `figures` finds in a mark.
QJsonValue cpuPerDelivery(const LoadMark &from, const LoadMark &to,
                          OptionalFigures LoadMark::*figures)
{
    const qint64 count = to.delivered - from.delivered;
    if (!(from.*figures) || !(to.*figures) || count == 0)
        return {};
    const auto spent = (to.*figures)->cpu - (from.*figures)->cpu;
    return rounded(static_cast<double>(spent.count()) / static_cast<double>(count));
}

/// The share of one processor.
QJsonValue cpuShare(const LoadMark &from, const LoadMark &to, OptionalFigures LoadMark::*figures)
{
    if (!(from.*figures) || !(to.*figures) || to.time == from.time)
        return {};
    const auto spent = (to.*figures)->cpu - (from.*figures)->cpu;
    return rounded(std::chrono::duration<double>(spent).count() / seconds(from, to));
}

QJsonObject countsOf(const QMap<QString, int> &counts)
{
    QJsonObject object;
    for (auto it = counts.begin(); it != counts.end(); ++it)
        object.insert(it.key(), it.value());
    return object;
}

QJsonObject entranceOf(const LoadFindings &found)
{
    const LoadPlan &plan = found.plan;
    QJsonObject object { { u"url"_s, plan.url.toString() },
                         { u"connections"_s, plan.connections },
                         { u"rooms"_s, plan.rooms },
                         { u"membersPerRoom"_s, plan.membersPerRoom },
                         { u"messageLength"_s, plan.messageLength },
                         { u"entered"_s, found.entered ? found.entered->inside : 0 },
                         { u"ended"_s, countsOf(found.outs) } };
    if (!found.entered)
        return object;
    object.insert(u"enteredPerSecond"_s,
                  rate(found.entered->inside, seconds(found.begun, *found.entered)));
    if (found.settled && found.settled->server && found.begun.server && found.entered->inside > 0)
        object.insert(u"serverBytesPerConnection"_s,
                      (found.settled->server->residentBytes - found.begun.server->residentBytes)
                          / found.entered->inside);
    return object;
}

void addTalk(QJsonObject &object, const LoadFindings &found)
{
    object.insert(u"sent"_s, found.sent);
    object.insert(u"acknowledged"_s, found.accepted);
    object.insert(u"refused"_s, found.refused);
    object.insert(u"refusals"_s, countsOf(found.refusals));
    object.insert(u"delivered"_s, found.delivered);
    object.insert(u"lost"_s, found.lost);
    object.insert(u"duplicated"_s, found.duplicated);
    if (!found.measured || !found.measuredTo)
        return;
    const LoadMark &from = *found.measured;
    const LoadMark &to = *found.measuredTo;
    object.insert(u"measuredSeconds"_s, rounded(seconds(from, to)));
    object.insert(u"deliveredPerSecond"_s, rate(to.delivered - from.delivered, seconds(from, to)));
    object.insert(u"acknowledgedPerSecond"_s, rate(to.accepted - from.accepted, seconds(from, to)));
    object.insert(u"serverCpuPerDelivery"_s, cpuPerDelivery(from, to, &LoadMark::server));
    object.insert(u"generatorCpuPerDelivery"_s, cpuPerDelivery(from, to, &LoadMark::generator));
    object.insert(u"serverCpu"_s, cpuShare(from, to, &LoadMark::server));
    object.insert(u"generatorCpu"_s, cpuShare(from, to, &LoadMark::generator));
    if (found.lateness.count() > 0)
        object.insert(u"generatorLateP99"_s, milliseconds(found.lateness.percentile(0.99)));
    if (found.latencies.count() == 0)
        return;
    object.insert(u"p50"_s, milliseconds(found.latencies.percentile(0.50)));
    object.insert(u"p95"_s, milliseconds(found.latencies.percentile(0.95)));
    object.insert(u"p99"_s, milliseconds(found.latencies.percentile(0.99)));
    object.insert(u"max"_s, milliseconds(found.latencies.largest()));
}

void addReturn(QJsonObject &object, const LoadFindings &found)
{
    if (!found.broken || !found.returned)
        return;
    object.insert(u"resumed"_s, found.returned->inside);
    object.insert(u"resumedPerSecond"_s,
                  rate(found.returned->inside, seconds(*found.broken, *found.returned)));
}

} // namespace

bool LoadFindings::isEveryoneIn() const
{
    return entered && entered->inside == plan.connections
        && (!returned || returned->inside == plan.connections);
}

bool LoadFindings::isFlawless() const
{
    return isEveryoneIn() && outs.isEmpty() && lost == 0 && duplicated == 0 && refused == 0;
}

QByteArray LoadFindings::toJson() const
{
    QJsonObject object = entranceOf(*this);
    if (!trouble.isEmpty())
        object.insert(u"trouble"_s, trouble);
    if (plan.talks())
        addTalk(object, *this);
    addReturn(object, *this);
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace chat
