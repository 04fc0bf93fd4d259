#include "server/storage/sqlsignin.h"

#include "common/base/literals.h"
#include "server/core/names.h"
#include "server/storage/sqlsession.h"

namespace chat {

namespace {

/// Whose name this is; empty when it is free.
Result<UserId> ownerOf(SqlSession &sql, const QString &name)
{
    auto rows = sql.run("user-by-name"_L1, { names::key(name) });
    if (!rows)
        return rows.error();
    UserId owner;
    if (rows->next())
        owner = UserId::fromText(rows->value(0).toString());
    return owner;
}

Result<void> requireFree(SqlSession &sql, const QString &name, const UserId &self)
{
    constexpr int mostGuesses = 1000;
    const auto owner = ownerOf(sql, name);
    if (!owner)
        return owner.error();
    if (owner->isEmpty() || *owner == self)
        return {};

    Error taken { .code = ErrorCode::Conflict,
                  .detail = u"the name %1 belongs to somebody else"_s.arg(name) };
    for (int number = 2; number < mostGuesses && taken.suggestion.isEmpty(); ++number) {
        const QString guess = names::numbered(name, number);
        const auto other = ownerOf(sql, guess);
        if (!other)
            return other.error();
        if (other->isEmpty())
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
        if (const auto isFree = requireFree(sql, request.name, identity.id); !isFree)
            return isFree.error();
        auto updated =
            sql.run("update-user"_L1,
                    { request.name, names::key(request.name), avatar, identity.id.text() });
        if (!updated)
            return updated.error();
        identity.name = request.name;
        identity.avatar = avatar;
    }
    return SignedIn { .identity = identity, .isKnown = true };
}

Result<SignedIn> addPerson(SqlSession &sql, const SignIn &request, qint64 nowMs)
{
    if (const auto isFree = requireFree(sql, request.name, UserId()); !isFree)
        return isFree.error();
    const Identity identity { .id = request.freshId,
                              .name = request.name,
                              .avatar = request.avatar.value_or(u""_s) };
    auto person = sql.run(
        "insert-user"_L1,
        { identity.id.text(), identity.name, names::key(identity.name), identity.avatar, nowMs });
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
