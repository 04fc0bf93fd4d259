#pragma once

#include "common/base/result.h"

#include <QString>

/// Passwords as they are kept: Argon2id by libsodium, with salt and parameters in the text itself.
/// Each call but the first takes tens of milliseconds and 20 MB; all may be called in any thread.
namespace chat::passwordhash {

/// What a hash costs: OWASP's choice for Argon2id with one lane.
struct Cost
{
    unsigned long long passes = 2;
    std::size_t bytes = 19456 * 1024;
};

/// To be called once, before anything else. The error's detail is a sentence for the operator.
Result<void> prepare();

/// Unavailable when there is no memory for it.
Result<QString> hash(const QString &password, const Cost &cost);
bool verify(const QString &hash, const QString &password);
/// Whether it was made at another cost.
bool isDated(const QString &hash, const Cost &cost);

} // namespace chat::passwordhash
