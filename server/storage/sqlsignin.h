#pragma once

#include "server/core/accounts.h"

namespace chat {

class SqlRows;
class SqlSession;

/// Somebody, as the statements that begin with the six columns of a person tell.
struct StoredPerson
{
    Identity identity;
    Standing standing = Standing::Guest;

    static StoredPerson read(const SqlRows &rows);
};

/// The owner of a token, and what is known of it. Of nobody when it is nobody's.
struct TokenOwner
{
    std::optional<StoredPerson> person = {};
    TokenFacts facts = {};
};
Result<TokenOwner> ownerOfToken(SqlSession &sql, const QByteArray &hash);

/// Accounts::signIn() in one transaction.
Result<SignedIn> signInPerson(SqlSession &sql, const SignIn &request);

} // namespace chat
