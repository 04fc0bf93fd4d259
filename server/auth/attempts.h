#pragma once

#include "server/core/keyedbuckets.h"

namespace chat {

/// How often passwords are tried: for each name with a pause that doubles with every wrong one,
/// from limits::attemptPause up to limits::attemptPauseMost, after which all is forgiven; and from
/// each address at limits::attemptsPerSecond. Names of nobody are treated like any other.
///
/// Remembers at most limits::remembered names and as many addresses.
class Attempts
{
public:
    Attempts();

    /// Nothing, and then the attempt counts as a wrong one until it is known to be right; or how
    /// long to wait before the next.
    std::optional<std::chrono::milliseconds> begin(const QString &name, const QString &address,
                                                   Instant now);
    /// It was right: the name's slate is clean.
    void succeeded(const QString &name, const QString &address, Instant now);
    /// It was not looked at.
    void undo(const QString &name, const QString &address, Instant now);

private:
    struct Name
    {
        int wrong = 0;
        Instant next; // attempt
    };

    QHash<QString, Name> m_names;
    KeyedBuckets m_addresses;
};

} // namespace chat
