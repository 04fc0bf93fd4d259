#include "server/core/accounts.h"

#include "common/base/literals.h"

#include <algorithm>

namespace chat {

QString sessionIdOf(const QByteArray &tokenHash)
{
    constexpr qsizetype bytes = 16;
    return QString::fromLatin1(tokenHash.left(bytes).toHex());
}

Error tokenIsOver()
{
    return { .code = ErrorCode::InvalidToken, .detail = u"the session is over"_s };
}

Error hasAPassword()
{
    return { .code = ErrorCode::Conflict, .detail = u"this person has an account"_s };
}

Error wouldBeLockedOut()
{
    return { .code = ErrorCode::Conflict,
             .detail = u"who has no password needs a session to come back"_s };
}

bool isOver(const TokenFacts &token, Standing standing, const TokenRule &rule)
{
    const auto end = endOf(token, standing, rule);
    const bool isIdle = standing != Standing::Guest && token.usedAt + rule.idle <= rule.now;
    return isIdle || (end && *end <= rule.now);
}

std::optional<Timestamp> endOf(const TokenFacts &token, Standing standing, const TokenRule &rule)
{
    if (standing == Standing::Guest)
        return token.endsAt;
    const Timestamp old = token.createdAt + rule.life;
    return std::min(old, token.endsAt.value_or(old));
}

bool isUseNews(const TokenFacts &token, const TokenRule &rule)
{
    return token.usedAt + limits::sessionUseEvery <= rule.now;
}

} // namespace chat
