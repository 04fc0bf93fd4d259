#include "server/storage/sqlsignin.h"

#include "common/base/literals.h"
#include "server/core/names.h"
#include "server/core/wiretext.h"
#include "server/storage/sqlsession.h"
#include "server/storage/sqlvalues.h"

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

Result<std::optional<StoredPerson>> findPerson(SqlSession &sql, QLatin1StringView statement,
                                               const QVariantList &key)
{
    auto rows = sql.run(statement, key);
    if (!rows)
        return rows.error();
    std::optional<StoredPerson> person;
    if (rows->next())
        person = StoredPerson::read(*rows);
    return person;
}

/// Who it is, by what they have shown; nobody when they are new.
Result<std::optional<StoredPerson>> whoIs(SqlSession &sql, const SignIn &request,
                                          const TokenOwner &shown)
{
    if (request.proven) {
        const auto person =
            findPerson(sql, "user-by-password"_L1,
                       { request.proven->user.text(), request.proven->passwordHash });
        if (person && !*person)
            return Error { .code = ErrorCode::WrongPassword };
        return person;
    }
    if (request.subject)
        return findPerson(sql, "user-by-subject"_L1, { *request.subject });
    if (shown.person && isOver(shown.facts, shown.person->standing, request.rule))
        return tokenIsOver();
    return shown.person;
}

/// Brings name and picture up to date.
Result<void> renew(SqlSession &sql, const SignIn &request, Identity &self)
{
    const QString name = request.proven ? self.name : request.name;
    const QString avatar = storedText(request.avatar.value_or(self.avatar));
    if (self.name == name && self.avatar == avatar)
        return {};
    const names::Claims claims = names::claims(name);
    if (const auto free = requireFree(sql, name, claims, self.id); !free)
        return free;
    auto updated = sql.run("update-user"_L1,
                           { name, claims[0], claims[1], claims[2], avatar, self.id.text() });
    if (!updated)
        return updated.error();
    self.name = name;
    self.avatar = avatar;
    return {};
}

Result<Identity> add(SqlSession &sql, const SignIn &request)
{
    const names::Claims claims = names::claims(request.name);
    if (const auto free = requireFree(sql, request.name, claims, UserId()); !free)
        return free.error();
    const Identity self { .id = request.freshId,
                          .name = request.name,
                          .avatar = storedText(request.avatar.value_or(QString())),
                          .role = request.isProof() ? Role::Member : Role::Guest };
    auto person = sql.run("insert-user"_L1,
                          { self.id.text(), self.name, claims[0], claims[1], claims[2], self.avatar,
                            wireText(self.role), toMs(request.rule.now) });
    if (!person)
        return person.error();
    if (request.subject) {
        auto subject = sql.run("insert-subject"_L1,
                               { *request.subject, self.id.text(), toMs(request.rule.now) });
        if (!subject)
            return subject.error();
    }
    return self;
}

Result<void> givePassword(SqlSession &sql, const SignIn &request, Identity &self)
{
    if (self.hasPassword)
        return hasAPassword();
    auto set = sql.run("set-password"_L1,
                       { self.id.text(), *request.newPasswordHash, toMs(request.rule.now) });
    if (!set)
        return set.error();
    self.hasPassword = true;
    if (self.role >= Role::Member)
        return {};
    self.role = Role::Member;
    auto raised = sql.run("set-role"_L1, { wireText(self.role), self.id.text() });
    return raised ? Result<void>() : raised.error();
}

/// The token that they show, or a fresh one, is theirs from now on.
Result<void> giveToken(SqlSession &sql, const SignIn &request, TokenOwner shown, Standing standing,
                       SignedIn &signedIn)
{
    const QString user = signedIn.identity.id.text();
    const QString device = storedText(request.device);
    const QVariant now = toMs(request.rule.now);
    const QVariant ends = request.endsAt ? QVariant(toMs(*request.endsAt)) : QVariant();
    const bool isTheirs = shown.person && shown.person->identity.id.text() == user;
    signedIn.usesFreshToken = request.tokenHash.isEmpty() || (shown.person && !isTheirs);
    const QByteArray hash = signedIn.usesFreshToken ? request.freshTokenHash : request.tokenHash;
    const bool goesOn = isTheirs && !request.isProof();
    if (!goesOn)
        shown.facts = { .createdAt = request.rule.now, .endsAt = request.endsAt };
    signedIn.ends = endOf(shown.facts, standing, request.rule);
    if (goesOn && !isUseNews(shown.facts, request.rule))
        return {};

    auto put = !isTheirs ? sql.run("insert-token"_L1, { hash, user, now, now, device, ends })
        : goesOn         ? sql.run("use-token"_L1, { now, hash })
                         : sql.run("renew-token"_L1, { now, now, device, ends, hash });
    if (!put)
        return put.error();
    if (!signedIn.isKnown || isTheirs)
        return {};
    auto ended = sql.run("end-surplus-tokens"_L1, { user, user, limits::sessionsPerUser });
    return ended ? Result<void>() : ended.error();
}

} // namespace

StoredPerson StoredPerson::read(const SqlRows &rows)
{
    const bool hasPassword = rows.value(4).toBool();
    const bool isVouchedFor = rows.value(5).toBool();
    return { .identity = { .id = UserId::fromText(rows.value(0).toString()),
                           .name = rows.value(1).toString(),
                           .avatar = rows.value(2).toString(),
                           .role = fromWireText(rows.value(3).toString(), Role::Guest),
                           .hasPassword = hasPassword },
             .standing = isVouchedFor ? Standing::Vouched
                 : hasPassword        ? Standing::Account
                                      : Standing::Guest };
}

Result<TokenOwner> ownerOfToken(SqlSession &sql, const QByteArray &hash)
{
    auto rows = sql.run("user-by-token"_L1, { hash });
    if (!rows)
        return rows.error();
    TokenOwner owner;
    if (rows->next()) {
        owner.person = StoredPerson::read(*rows);
        owner.facts = { .createdAt = fromMs(rows->value(6)),
                        .usedAt = fromMs(rows->value(7)),
                        .endsAt = fromOptionalMs(rows->value(8)) };
    }
    return owner;
}

Result<SignedIn> signInPerson(SqlSession &sql, const SignIn &request)
{
    const auto shown = request.tokenHash.isEmpty() ? Result<TokenOwner>(TokenOwner {})
                                                   : ownerOfToken(sql, request.tokenHash);
    if (!shown)
        return shown.error();
    auto found = whoIs(sql, request, *shown);
    if (!found)
        return found.error();
    Standing standing = *found ? (*found)->standing : Standing::Guest;
    if (request.newPasswordHash)
        standing = std::max(standing, Standing::Account);
    if (request.subject)
        standing = Standing::Vouched;
    if (standing < request.rule.least)
        return Error { .code = ErrorCode::AuthenticationRequired };

    SignedIn signedIn { .identity = {}, .isKnown = found->has_value() };
    if (*found) {
        signedIn.identity = (*found)->identity;
        if (const auto renewed = renew(sql, request, signedIn.identity); !renewed)
            return renewed.error();
    } else {
        const auto added = add(sql, request);
        if (!added)
            return added.error();
        signedIn.identity = *added;
    }
    if (request.newPasswordHash) {
        if (const auto given = givePassword(sql, request, signedIn.identity); !given)
            return given.error();
    }
    if (const auto given = giveToken(sql, request, *shown, standing, signedIn); !given)
        return given.error();
    return signedIn;
}

} // namespace chat
