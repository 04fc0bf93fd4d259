#pragma once

#include "common/base/error.h"

#include <QHash>

#include <chrono>

namespace chat {

/// Tells the operator of the store's troubles: each kind when it begins and once a minute while it
/// lasts; damage once and with what to do. A store in trouble refuses every
/// request, and a line for each would fill the disk that may be full.
class TroubleLog
{
public:
    /// A transaction or a part of it failed. Errors that are not the store's are none of its.
    void failed(const Error &error, bool isDamage);

private:
    void tellDamage(const Error &error);

    using Instant = std::chrono::steady_clock::time_point; // of nobody's interest but the log's
    QHash<ErrorCode, Instant> m_toldAt;
    bool m_hasToldDamage = false;
};

} // namespace chat
