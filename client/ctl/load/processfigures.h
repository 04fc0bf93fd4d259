#pragma once

#include <QtGlobal>

#include <chrono>
#include <optional>

namespace chat {

/// What a process has cost so far, all its threads together.
struct ProcessFigures
{
    std::chrono::microseconds cpu {}; // to 10 ms, on usual kernels
    qint64 residentBytes = 0;

    /// Nothing when there is no such process, or no /proc to read it from.
    static std::optional<ProcessFigures> of(qint64 processId);
    static std::optional<ProcessFigures> ofThisProgram();
};

/// Lets this program open as many files as it may ever; how many these are.
qint64 raiseFileLimit();

} // namespace chat
