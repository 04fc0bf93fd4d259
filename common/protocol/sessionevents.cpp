#include "common/protocol/sessionevents.h"

#include <algorithm>

namespace chat {

namespace {

// At most `max` units, and without halves of surrogate pairs, wherever they came from.
QString cut(const QString &text, int max)
{
    return QString::fromUtf8(text.left(max).toUtf8());
}

} // namespace

// The other end checks what it reads: a refusal that breaks a rule would not be understood.
Refusal Refusal::fromError(const Error &error)
{
    const ErrorRow &row = errorRow(error.code);
    Refusal refusal { .code = row.wireName, .message = row.text };
    if (!error.detail.isEmpty())
        refusal.detail = cut(error.detail, rules::shortText.max);
    if (error.retryAfter)
        refusal.retryAfterMs = std::clamp<qint64>(error.retryAfter->count(),
                                                  rules::milliseconds.min, rules::milliseconds.max);
    if (!error.suggestion.isEmpty())
        refusal.suggestion = cut(error.suggestion, rules::title.max);
    return refusal;
}

Error Refusal::toError() const
{
    Error error { .code = errorCodeFromWire(code),
                  .detail = detail.value_or(message),
                  .suggestion = suggestion.value_or(QString()) };
    if (retryAfterMs)
        error.retryAfter = std::chrono::milliseconds { *retryAfterMs };
    return error;
}

} // namespace chat
