#pragma once

#include "common/base/tokenbucket.h"

#include <QHash>
#include <QString>

namespace chat {

/// A token bucket for each key, for example for each address. Remembers limits::remembered keys; of
/// more it forgets those that took longest ago, whose buckets are full again then.
class KeyedBuckets
{
public:
    KeyedBuckets(double perSecond, double burst);

    /// As TokenBucket's.
    std::optional<std::chrono::milliseconds> take(const QString &key, double cost, Instant now);
    void giveBack(const QString &key, double cost, Instant now);
    qsizetype size() const { return m_entries.size(); }

private:
    struct Entry
    {
        TokenBucket bucket;
        Instant last;
    };

    double m_perSecond;
    double m_burst;
    QHash<QString, Entry> m_entries;
};

} // namespace chat
