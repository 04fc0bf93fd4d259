#include "server/storage/memorypeople.h"

#include "common/base/literals.h"

#include <algorithm>

namespace chat {

Identity MemoryPeople::find(const UserId &user) const
{
    return m_users.value(user);
}

QHash<UserId, Role> MemoryPeople::staff() const
{
    QHash<UserId, Role> staff;
    for (const Identity &person : m_users) {
        if (person.role >= Role::Moderator)
            staff.insert(person.id, person.role);
    }
    return staff;
}

Result<SignedIn> MemoryPeople::signIn(const SignIn &request)
{
    const auto found = whoIs(request);
    if (!found)
        return found.error();
    const bool isKnown = !found->isEmpty();
    const UserId user = isKnown ? *found : request.freshId;
    if (request.newPasswordHash && m_passwords.contains(user))
        return hasAPassword();
    const Standing reached = request.newPasswordHash ? Standing::Account
        : request.subject                            ? Standing::Vouched
                                                     : Standing::Guest;
    if (std::max(standing(user), reached) < request.rule.least)
        return Error { .code = ErrorCode::AuthenticationRequired };
    if (!request.proven) {
        if (const auto isFree = requireFree(request.name, *found); !isFree)
            return isFree.error();
        rename(user, request.name);
    }
    Identity &identity = m_users[user];
    identity.avatar = request.avatar.value_or(identity.avatar);
    if (reached > Standing::Guest)
        identity.role = std::max(identity.role, Role::Member);
    if (request.newPasswordHash) {
        m_passwords.insert(user, *request.newPasswordHash);
        identity.hasPassword = true;
    }
    if (request.subject)
        m_subjects.insert(*request.subject, user);
    SignedIn signedIn { .identity = identity, .isKnown = isKnown };
    giveToken(request, signedIn);
    return signedIn;
}

/// Empty: somebody new.
Result<UserId> MemoryPeople::whoIs(const SignIn &request) const
{
    if (request.proven) {
        if (m_passwords.value(request.proven->user) != request.proven->passwordHash)
            return Error { .code = ErrorCode::WrongPassword };
        return request.proven->user;
    }
    if (request.subject)
        return m_subjects.value(*request.subject);
    const Token token = m_tokens.value(request.tokenHash);
    if (!token.user.isEmpty() && isOver(token.facts, standing(token.user), request.rule))
        return tokenIsOver();
    return token.user;
}

void MemoryPeople::rename(const UserId &user, const QString &name)
{
    Identity &identity = m_users[user];
    const names::Claims former = names::claims(identity.name);
    const names::Claims claims = names::claims(name);
    for (std::size_t i = 0; i < claims.size(); ++i) {
        m_claims[i].remove(former[i]);
        m_claims[i].insert(claims[i], user);
    }
    identity.id = user;
    identity.name = name;
}

Result<void> MemoryPeople::requireFree(const QString &name, const UserId &self) const
{
    if (isFree(name, self))
        return {};
    int number = 2;
    while (!isFree(names::numbered(name, number), self))
        ++number;
    return Error { .code = ErrorCode::Conflict,
                   .detail = u"the name %1 belongs to somebody else"_s.arg(name),
                   .suggestion = names::numbered(name, number) };
}

bool MemoryPeople::isFree(const QString &name, const UserId &self) const
{
    const names::Claims claims = names::claims(name);
    for (std::size_t i = 0; i < claims.size(); ++i) {
        if (m_claims[i].value(claims[i], self) != self)
            return false;
    }
    return true;
}

void MemoryPeople::giveToken(const SignIn &request, SignedIn &signedIn)
{
    const UserId user = signedIn.identity.id;
    const Token shown = m_tokens.value(request.tokenHash);
    signedIn.usesFreshToken =
        request.tokenHash.isEmpty() || !(shown.user.isEmpty() || shown.user == user);
    const QByteArray hash = signedIn.usesFreshToken ? request.freshTokenHash : request.tokenHash;
    const bool isOld = shown.user == user && !request.isProof();
    Token &token = m_tokens[hash];
    if (!isOld)
        token = { .user = user,
                  .device = request.device,
                  .facts = { .createdAt = request.rule.now, .endsAt = request.endsAt } };
    token.facts.usedAt = request.rule.now;
    signedIn.ends = endOf(token.facts, standing(user), request.rule);
    forgetSurplus(user);
}

void MemoryPeople::forgetSurplus(const UserId &user)
{
    const auto stored = sessions(user);
    for (qsizetype i = limits::sessionsPerUser; i < stored.size(); ++i)
        m_tokens.remove(stored.at(i).tokenHash);
}

Result<Recalled> MemoryPeople::recall(const QByteArray &tokenHash, const TokenRule &rule)
{
    const auto token = m_tokens.find(tokenHash);
    if (token == m_tokens.end())
        return Error { .code = ErrorCode::InvalidToken };
    const Standing theirs = standing(token->user);
    if (isOver(token->facts, theirs, rule))
        return tokenIsOver();
    if (theirs < rule.least)
        return Error { .code = ErrorCode::AuthenticationRequired };
    token->facts.usedAt = rule.now;
    return Recalled { .identity = m_users.value(token->user),
                      .memberships = {},
                      .ends = endOf(token->facts, theirs, rule) };
}

Credential MemoryPeople::credentialOfName(const QString &name) const
{
    return credentialOfUser(m_claims[0].value(names::key(name)));
}

Credential MemoryPeople::credentialOfUser(const UserId &user) const
{
    return { .user = user, .passwordHash = m_passwords.value(user) };
}

Result<Role> MemoryPeople::changePassword(const PasswordChange &change)
{
    if (m_passwords.value(change.user) != change.formerHash)
        return Error { .code = ErrorCode::WrongPassword };
    m_passwords.insert(change.user, change.newHash);
    Identity &identity = m_users[change.user];
    identity.hasPassword = true;
    identity.role = std::max(identity.role, Role::Member);
    if (change.endsOthers) {
        m_tokens.removeIf([&change](const auto &token) {
            return token->user == change.user && token.key() != change.tokenHash;
        });
    }
    const auto own = m_tokens.find(change.tokenHash);
    if (own != m_tokens.end())
        own->facts = { .createdAt = change.now, .usedAt = change.now };
    return identity.role;
}

QList<StoredSession> MemoryPeople::sessions(const UserId &user) const
{
    QList<StoredSession> stored;
    for (auto token = m_tokens.cbegin(); token != m_tokens.cend(); ++token) {
        if (token->user == user)
            stored.append(
                { .tokenHash = token.key(), .device = token->device, .facts = token->facts });
    }
    std::ranges::sort(stored, std::ranges::greater(),
                      [](const StoredSession &session) { return session.facts.usedAt; });
    return stored;
}

Result<int> MemoryPeople::endSessions(const UserId &user, const QList<QByteArray> &tokenHashes)
{
    const auto stored = sessions(user);
    const auto ended = std::ranges::count_if(stored, [&](const StoredSession &session) {
        return tokenHashes.contains(session.tokenHash);
    });
    if (ended > 0 && ended == stored.size() && standing(user) == Standing::Guest)
        return wouldBeLockedOut();
    for (const StoredSession &session : stored) {
        if (tokenHashes.contains(session.tokenHash))
            m_tokens.remove(session.tokenHash);
    }
    return static_cast<int>(ended);
}

qsizetype MemoryPeople::dismiss(const UserId &user, const QString &session)
{
    return m_tokens.removeIf([&](const auto &token) {
        return token->user == user && (session.isEmpty() || sessionIdOf(token.key()) == session);
    });
}

Standing MemoryPeople::standing(const UserId &user) const
{
    if (std::ranges::find(m_subjects, user) != m_subjects.end())
        return Standing::Vouched;
    return m_passwords.contains(user) ? Standing::Account : Standing::Guest;
}

} // namespace chat
