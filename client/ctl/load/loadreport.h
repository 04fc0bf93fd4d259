#pragma once

#include "client/ctl/load/latencies.h"
#include "client/ctl/load/loadplan.h"
#include "client/ctl/load/processfigures.h"

#include <QMap>

namespace chat {

/// How everything stood at one moment of a load.
struct LoadMark
{
    std::chrono::nanoseconds time {}; // since the load began
    int inside = 0; // clients who are in
    qint64 delivered = 0;
    qint64 accepted = 0;
    std::optional<ProcessFigures> server;
    std::optional<ProcessFigures> generator;
};

/// What a load has found out. A mark is absent when the load did not come that far.
struct LoadFindings
{
    LoadPlan plan;
    QString trouble; // why it ended before its time; empty when it did not

    LoadMark begun;
    std::optional<LoadMark> entered; // everyone is in
    std::optional<LoadMark> settled; // and has been silent for a while
    std::optional<LoadMark> measured; // from here
    std::optional<LoadMark> measuredTo;
    std::optional<LoadMark> broken; // all connections at once
    std::optional<LoadMark> returned; // all of them

    QMap<QString, int> outs; // why connections ended or never began
    QMap<QString, int> refusals; // by their codes
    qint64 sent = 0;
    qint64 accepted = 0;
    qint64 refused = 0; // messages
    qint64 delivered = 0;
    qint64 lost = 0; // deliveries that never came, of messages that were not refused
    qint64 duplicated = 0;
    Latencies latencies;
    Latencies lateness;

    bool isEveryoneIn() const;
    /// Everyone was in until the end, and heard everything once.
    bool isFlawless() const;
    /// One line of JSON. Times are in milliseconds, costs in microseconds of CPU.
    QByteArray toJson() const;
};

} // namespace chat
