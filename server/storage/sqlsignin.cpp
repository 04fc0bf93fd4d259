#include "server/storage/sqlsignin.h"

#include "common/base/literals.h"
#include "server/core/names.h"
#include "server/storage/sqlsession.h"

namespace chat {

namespace {

/// Whether nobody but `self` has a name with one of these claims.
Result<bool> isFree(SqlSession &sql, const names::Claims &claims, const UserId &self)
{
    auto rows = sql.run("claimants"_L1, { claims[0], claims[1], claims[2] });
    if (!rows)
        return rows.error();
    while (rows->next()) {
        if (rows->value(0).toString() != self.text())
            return false;
    }
    return true;
}

Result<void> requireFree(SqlSession &sql, const QString &name, const names::Claims &claims,
                         const UserId &self)
{
    constexpr int mostGuesses = 1000;
    auto free = isFree(sql, claims, self);
    if (!free)
        return free.error();
    if (*free)
        return {};

    Error taken {
        .code = ErrorCode::Conflict,
        .detail = u"the name %1, or one that looks like it, belongs to somebody else"_s.arg(name)
    };
    for (int number = 2; number < mostGuesses && taken.suggestion.isEmpty(); ++number) {
        const QString guess = names::numbered(name, number);
        free = isFree(sql, names::claims(guess), self);
        if (!free)
            return free.error();
        if (*free)
            taken.suggestion = guess;
    }
    return taken;
}

Result<std::optional<Identity>> ownerOfToken(SqlSession &sql, const QByteArray &hash)
{
    auto rows = sql.run("user-by-token"_L1, { hash });
    if (!rows)
        return rows.error();
    std::optional<Identity> identity;
    if (rows->next())
        identity = Identity { .id = UserId::fromText(rows->value(0).toString()),
                              .name = rows->value(1).toString(),
                              .avatar = rows->value(2).toString() };
    return identity;
}

Result<SignedIn> returnPerson(SqlSession &sql, const SignIn &request, Identity identity)
{
    const QString avatar = request.avatar.value_or(identity.avatar);
    if (identity.name != request.name || identity.avatar != avatar) {
        const names::Claims claims = names::claims(request.name);
        if (const auto free = requireFree(sql, request.name, claims, identity.id); !free)
            return free.error();
        auto updated =
            sql.run("update-user"_L1,
                    { request.name, claims[0], claims[1], claims[2], avatar, identity.id.text() });
        if (!updated)
            return updated.error();
        identity.name = request.name;
        identity.avatar = avatar;
    }
    return SignedIn { .identity = identity, .isKnown = true };
}

Result<SignedIn> addPerson(SqlSession &sql, const SignIn &request, qint64 nowMs)
{
    const names::Claims claims = names::claims(request.name);
    if (const auto free = requireFree(sql, request.name, claims, UserId()); !free)
        return free.error();
    const Identity identity { .id = request.freshId,
                              .name = request.name,
                              .avatar = request.avatar.value_or(u""_s) };
    auto person = sql.run("insert-user"_L1,
                          { identity.id.text(), identity.name, claims[0], claims[1], claims[2],
                            identity.avatar, nowMs });
    if (!person)
        return person.error();
    auto token = sql.run("insert-token"_L1, { request.tokenHash, identity.id.text(), nowMs });
    if (!token)
        return token.error();
    return SignedIn { .identity = identity, .isKnown = false };
}

} // namespace

Result<SignedIn> signInPerson(SqlSession &sql, const SignIn &request, qint64 nowMs)
{
    const auto identity = ownerOfToken(sql, request.tokenHash);
    if (!identity)
        return identity.error();
    return *identity ? returnPerson(sql, request, **identity) : addPerson(sql, request, nowMs);
}

Result<Identity> personOfToken(SqlSession &sql, const QByteArray &hash)
{
    const auto identity = ownerOfToken(sql, hash);
    if (!identity)
        return identity.error();
    if (!*identity)
        return Error { .code = ErrorCode::InvalidToken, .detail = u"nobody has this token"_s };
    return **identity;
}

} // namespace chat
