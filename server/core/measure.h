#pragma once

#include "server/core/times.h"

#include <QLatin1StringView>
#include <QList>

namespace chat {

/// Something that a part of the server counts or measures, as the operator is to see it.
struct Measure
{
    enum class Kind {
        Counter, // only grows
        Gauge,
        Times,
    };
    struct Sample
    {
        double value = 0;
        QLatin1StringView labelName = {}; // without one, there is one sample
        QLatin1StringView label = {};
        Times times = {}; // of Kind::Times
    };

    QLatin1StringView name; // "messages_total"
    QLatin1StringView meaning; // a few words without a full stop
    Kind kind = Kind::Counter;
    QList<Sample> samples;

    static Measure counter(QLatin1StringView name, QLatin1StringView meaning, quint64 value)
    {
        return { name, meaning, Kind::Counter, { { .value = static_cast<double>(value) } } };
    }
    static Measure gauge(QLatin1StringView name, QLatin1StringView meaning, qint64 value)
    {
        return { name, meaning, Kind::Gauge, { { .value = static_cast<double>(value) } } };
    }
    static Measure timesOf(QLatin1StringView name, QLatin1StringView meaning, const Times &times)
    {
        return { name, meaning, Kind::Times, { { .times = times } } };
    }
};

} // namespace chat
