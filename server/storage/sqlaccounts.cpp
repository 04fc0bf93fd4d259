#include "server/storage/sqlaccounts.h"

#include "common/base/literals.h"
#include "server/core/names.h"
#include "server/core/wiretext.h"
#include "server/storage/sqlmembers.h"
#include "server/storage/sqlsession.h"
#include "server/storage/sqlsignin.h"
#include "server/storage/sqlvalues.h"

namespace chat {

namespace {

using Access = SqlWorker::Access;

struct Remembered
{
    Recalled recalled;
    bool isUseNews = false;
};

Result<Remembered> remember(SqlSession &sql, const QByteArray &tokenHash, const TokenRule &rule)
{
    const auto owner = ownerOfToken(sql, tokenHash);
    if (!owner)
        return owner.error();
    if (!owner->person)
        return Error { .code = ErrorCode::InvalidToken, .detail = u"nobody has this token"_s };
    const StoredPerson &person = *owner->person;
    if (isOver(owner->facts, person.standing, rule))
        return tokenIsOver();
    if (person.standing < rule.least)
        return Error { .code = ErrorCode::AuthenticationRequired };
    const auto memberships = readMemberships(sql, person.identity.id);
    if (!memberships)
        return memberships.error();
    return Remembered { .recalled = { .identity = person.identity,
                                      .memberships = *memberships,
                                      .ends = endOf(owner->facts, person.standing, rule) },
                        .isUseNews = isUseNews(owner->facts, rule) };
}

Result<Credential> readCredential(SqlSession &sql, QLatin1StringView statement, const QString &key)
{
    auto rows = sql.run(statement, { key });
    if (!rows)
        return rows.error();
    Credential credential;
    if (rows->next())
        credential = { .user = UserId::fromText(rows->value(0).toString()),
                       .passwordHash = rows->value(1).toString() };
    return credential;
}

Result<std::optional<StoredPerson>> readPerson(SqlSession &sql, const UserId &user)
{
    auto rows = sql.run("user"_L1, { user.text() });
    if (!rows)
        return rows.error();
    std::optional<StoredPerson> person;
    if (rows->next())
        person = StoredPerson::read(*rows);
    return person;
}

Result<void> runAll(SqlSession &sql,
                    std::initializer_list<std::pair<QLatin1StringView, QVariantList>> statements)
{
    for (const auto &[statement, values] : statements) {
        if (auto done = sql.run(statement, values); !done)
            return done.error();
    }
    return {};
}

Result<Role> change(SqlSession &sql, const PasswordChange &change)
{
    const auto credential = readCredential(sql, "credential-of-user"_L1, change.user.text());
    if (!credential)
        return credential.error();
    const auto person = readPerson(sql, change.user);
    if (!person)
        return person.error();
    if (!*person || credential->passwordHash != change.formerHash)
        return Error { .code = ErrorCode::WrongPassword };
    const Role role = std::max((*person)->identity.role, Role::Member);
    const QString user = change.user.text();
    const qint64 now = toMs(change.now);
    auto done = runAll(sql,
                       { { "set-password"_L1, { user, change.newHash, now } },
                         { "set-role"_L1, { wireText(role), user } },
                         { "begin-token"_L1, { now, now, change.tokenHash } } });
    if (done && change.endsOthers)
        done = runAll(sql, { { "end-other-tokens"_L1, { user, change.tokenHash } } });
    return done ? Result<Role>(role) : done.error();
}

Result<QList<StoredSession>> readSessions(SqlSession &sql, const UserId &user)
{
    auto rows = sql.run("tokens"_L1, { user.text() });
    if (!rows)
        return rows.error();
    QList<StoredSession> sessions;
    while (rows->next())
        sessions.append(
            { .tokenHash = rows->value(0).toByteArray(),
              .device = rows->value(1).toString(),
              .facts = { .createdAt = fromMs(rows->value(2)), .usedAt = fromMs(rows->value(3)) } });
    return sessions;
}

Result<int> end(SqlSession &sql, const UserId &user, const QList<QByteArray> &tokenHashes)
{
    int ended = 0;
    for (const QByteArray &hash : tokenHashes) {
        auto deleted = sql.run("end-token"_L1, { user.text(), hash });
        if (!deleted)
            return deleted.error();
        ended += deleted->affected();
    }
    const auto left = readSessions(sql, user);
    if (!left)
        return left.error();
    if (ended == 0 || !left->isEmpty())
        return ended;
    const auto person = readPerson(sql, user);
    if (!person)
        return person.error();
    return *person && (*person)->standing == Standing::Guest ? Result<int>(wouldBeLockedOut())
                                                             : Result<int>(ended);
}

} // namespace

SqlAccounts::SqlAccounts(SqlWorker &worker)
    : m_worker(worker)
{
}

void SqlAccounts::signIn(const SignIn &request, Done<SignedIn> done)
{
    m_worker.submit<SignedIn>(
        Access::Write, [request](SqlSession &sql) { return signInPerson(sql, request); },
        std::move(done));
}

void SqlAccounts::recall(const QByteArray &tokenHash, const TokenRule &rule, Done<Recalled> done)
{
    m_worker.submit<Remembered>(
        Access::Read, [tokenHash, rule](SqlSession &sql) { return remember(sql, tokenHash, rule); },
        [this, tokenHash, now = rule.now, done](const Result<Remembered> &remembered) {
            if (remembered && remembered->isUseNews)
                noteUse(tokenHash, now);
            done(remembered ? Result<Recalled>(remembered->recalled) : remembered.error());
        });
}

/// Nobody waits for it: reading who comes back needs no lock and no sync.
void SqlAccounts::noteUse(const QByteArray &tokenHash, Timestamp now)
{
    m_worker.submit<void>(
        Access::Write,
        [tokenHash, now](SqlSession &sql) {
            return runAll(sql, { { "use-token"_L1, { toMs(now), tokenHash } } });
        },
        [](const Result<void> &) { /* the next one is noted */ });
}

void SqlAccounts::credentialOfName(const QString &name, Done<Credential> done)
{
    m_worker.submit<Credential>(
        Access::Read,
        [key = names::key(name)](SqlSession &sql) {
            return readCredential(sql, "credential-of-name"_L1, key);
        },
        std::move(done));
}

void SqlAccounts::credentialOfUser(const UserId &user, Done<Credential> done)
{
    m_worker.submit<Credential>(
        Access::Read,
        [user](SqlSession &sql) {
            return readCredential(sql, "credential-of-user"_L1, user.text());
        },
        std::move(done));
}

void SqlAccounts::changePassword(const PasswordChange &passwordChange, Done<Role> done)
{
    m_worker.submit<Role>(
        Access::Write, [passwordChange](SqlSession &sql) { return change(sql, passwordChange); },
        std::move(done));
}

void SqlAccounts::sessions(const UserId &user, Done<QList<StoredSession>> done)
{
    m_worker.submit<QList<StoredSession>>(
        Access::Read, [user](SqlSession &sql) { return readSessions(sql, user); }, std::move(done));
}

void SqlAccounts::endSessions(const UserId &user, const QList<QByteArray> &tokenHashes,
                              Done<int> done)
{
    m_worker.submit<int>(
        Access::Write, [user, tokenHashes](SqlSession &sql) { return end(sql, user, tokenHashes); },
        std::move(done));
}

} // namespace chat
