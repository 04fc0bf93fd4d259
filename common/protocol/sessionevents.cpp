#include "common/protocol/sessionevents.h"

namespace chat {

Refusal Refusal::fromError(const Error &error)
{
    const ErrorRow &row = errorRow(error.code);
    Refusal refusal { .code = row.wireName,
                      .message = row.text,
                      .detail = {},
                      .retryAfterMs = {},
                      .suggestion = {} };
    if (!error.detail.isEmpty())
        refusal.detail = error.detail.left(limits::detailLength);
    if (error.retryAfter)
        refusal.retryAfterMs = error.retryAfter->count();
    if (!error.suggestion.isEmpty())
        refusal.suggestion = error.suggestion;
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
