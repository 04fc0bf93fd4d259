#pragma once

#include "server/app/serverconfig.h"
#include "server/auth/jwtverifier.h"

namespace chat {

/// What checks the tokens that the configuration trusts; nothing when it trusts none. The key is
/// read from the file that it names, or else from the environment variable JWT_SECRET. The error's
/// detail is one sentence for the operator.
Result<std::optional<JwtVerifier>> makeJwtVerifier(const JwtSettings &settings, EntryMode mode);

} // namespace chat
