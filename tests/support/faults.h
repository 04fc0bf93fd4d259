#pragma once

#include "common/base/result.h"

#include <chrono>
#include <optional>

namespace chat {

/// What a network does to the bytes of one direction of a connection.
struct WayFaults
{
    /// What happens when a certain byte is reached: that one and those after it never arrive, but
    /// for Corrupt, where all arrive and that one is another.
    enum class Trouble {
        Reset, // both ends see the connection break
        Finish, // both ends see an orderly end
        Stop, // this way is a black hole from here on, and nobody is told
        Corrupt,
    };
    struct At
    {
        Trouble what = Trouble::Reset;
        qint64 byte = 0; // 0: the first one of the connection
        friend bool operator==(const At &, const At &) = default;
    };

    std::chrono::milliseconds delay { 0 };
    std::chrono::milliseconds jitter { 0 }; // each piece takes delay - jitter .. delay + jitter
    qint64 bytesPerSecond = 0; // 0: as fast as it can
    std::chrono::milliseconds dripEvery { 0 }; // one byte in this time; 0: not byte by byte
    std::optional<At> at = {};

    friend bool operator==(const WayFaults &, const WayFaults &) = default;
};

/// What a network does to connections. Without anything set it does nothing.
struct Faults
{
    WayFaults up; // from whoever connects to whom is connected to
    WayFaults down;
    bool isRefusing = false; // nobody listens
    int cap = 0; // this many connections at once, more are ended; 0: any number

    /// From words like "delay=300 jitter=200 down.rate=65536 up.reset=1000", in any order. A word
    /// without "up." or "down." is for both ways:
    /// delay, jitter, drip (ms), rate (bytes a second), reset, finish, stop, corrupt (at the byte
    /// of this number; one of the four for each way). Besides: refuse, cap=N.
    static Result<Faults> fromText(const QString &text);

    friend bool operator==(const Faults &, const Faults &) = default;
};

} // namespace chat
