#include "server/core/metrics.h"

#include "common/base/literals.h"
#include "common/protocol/closecodes.h"

#include <array>

namespace chat {

namespace {

struct EndRow
{
    CloseCode code;
    QLatin1StringView label;
};

// What the server ends connections with, and a client that leaves; the rest is "other".
constexpr std::array ends {
    EndRow { CloseCode::Normal, "left"_L1 },
    EndRow { CloseCode::BadRequest, "bad-request"_L1 },
    EndRow { CloseCode::Unauthenticated, "unauthenticated"_L1 },
    EndRow { CloseCode::Banned, "banned"_L1 },
    EndRow { CloseCode::Superseded, "superseded"_L1 },
    EndRow { CloseCode::WrongVersion, "wrong-version"_L1 },
    EndRow { CloseCode::Internal, "internal"_L1 },
    EndRow { CloseCode::GoingAway, "going-away"_L1 },
    EndRow { CloseCode::AuthenticationTimeout, "authentication-timeout"_L1 },
    EndRow { CloseCode::TooSlow, "too-slow"_L1 },
    EndRow { CloseCode::NoAnswer, "no-answer"_L1 },
    EndRow { CloseCode::TooFast, "too-fast"_L1 },
};

Measure refusalsOf(const Metrics &metrics)
{
    Measure measure { "refusals_total"_L1, "Requests that were refused, by their error"_L1 };
    for (const ErrorRow &row : errorTable())
        measure.samples << Measure::Sample { .value = static_cast<double>(
                                                 metrics.refusalsByCode.value(row.code)),
                                             .labelName = "code"_L1,
                                             .label = row.wireName };
    return measure;
}

Measure budgetsOf(const Metrics &metrics)
{
    constexpr std::array labels { "connection"_L1, "person"_L1, "address"_L1 }; // as in the enum
    Measure measure { "over_budget_total"_L1, "Requests that came too fast, by whose budget"_L1 };
    for (std::size_t i = 0; i < labels.size(); ++i)
        measure.samples << Measure::Sample { .value =
                                                 static_cast<double>(metrics.refusalsByBudget[i]),
                                             .labelName = "budget"_L1,
                                             .label = labels[i] };
    return measure;
}

Measure endsOf(const Metrics &metrics)
{
    Measure measure { "ended_connections_total"_L1, "WebSocket connections that ended, by why"_L1 };
    quint64 others = 0;
    for (const quint64 count : metrics.endsByCode)
        others += count;
    for (const EndRow &row : ends) {
        const quint64 count = metrics.endsByCode.value(int(row.code));
        others -= count;
        measure.samples << Measure::Sample { .value = static_cast<double>(count),
                                             .labelName = "reason"_L1,
                                             .label = row.label };
    }
    measure.samples << Measure::Sample { .value = static_cast<double>(others),
                                         .labelName = "reason"_L1,
                                         .label = "other"_L1 };
    return measure;
}

} // namespace

QList<Measure> Metrics::measures() const
{
    return {
        Measure::counter("accepted_connections_total"_L1, "WebSocket connections"_L1, connections),
        Measure::counter("overload_refusals_total"_L1,
                         "WebSocket connections that were refused because there were too many"_L1,
                         overload),
        Measure::counter("crowded_address_refusals_total"_L1,
                         "WebSocket connections that were refused because there were too many of "
                         "their address"_L1,
                         crowdedAddress),
        Measure::counter("authentications_total"_L1, "People that were let in"_L1, authentications),
        Measure::counter("requests_total"_L1, "Requests of a known type"_L1, requests),
        Measure::counter("garbled_frames_total"_L1,
                         "Frames that were unreadable or of an unknown type"_L1, garbledFrames),
        Measure::counter("messages_total"_L1, "Messages that were stored"_L1, messages),
        Measure::counter("deliveries_total"_L1, "Frames that went to members of rooms"_L1,
                         deliveries),
        Measure::timesOf("send_seconds"_L1, "From a message's arrival to its being stored"_L1,
                         sends),
        refusalsOf(*this),
        budgetsOf(*this),
        endsOf(*this),
    };
}

} // namespace chat
