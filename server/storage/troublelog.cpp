#include "server/storage/troublelog.h"

#include "common/base/literals.h"
#include "common/base/logging.h"

namespace chat {

void TroubleLog::failed(const Error &error, bool isDamage)
{
    using namespace std::chrono_literals;
    if (isDamage) {
        tellDamage(error);
        return;
    }
    // Others are the asker's own.
    const bool isOfTheStore = error.detail.startsWith("store: "_L1);
    if (!isOfTheStore)
        return;
    const Instant now = std::chrono::steady_clock::now();
    const auto told = m_toldAt.constFind(error.code);
    if (told == m_toldAt.constEnd() || now - *told >= 1min) {
        qCCritical(lcStorage, "requests are refused until this is over: %s",
                   qPrintable(error.detail));
        m_toldAt.insert(error.code, now);
    }
}

void TroubleLog::tellDamage(const Error &error)
{
    if (m_hasToldDamage)
        return;
    m_hasToldDamage = true;
    qCCritical(lcStorage,
               "the database is damaged (%s); what is not damaged is still served. Stop confabd, "
               "then restore a backup with \"confabd db restore FILE\", or save what can be saved "
               "with \"confabd db recover DIR\"",
               qPrintable(error.detail));
}

} // namespace chat
