#pragma once

#include "server/core/directory.h"

namespace chat {

class SqlSession;

/// Directory::signIn in one transaction: the person of the token, or a new one.
Result<SignedIn> signInPerson(SqlSession &sql, const SignIn &request, qint64 nowMs);
/// Refused: InvalidToken.
Result<Identity> personOfToken(SqlSession &sql, const QByteArray &hash);

} // namespace chat
