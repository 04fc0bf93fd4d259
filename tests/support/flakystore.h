#pragma once

#include "common/base/random.h"
#include "server/core/accounts.h"
#include "server/core/directory.h"
#include "server/core/eventlog.h"
#include "server/core/moderation.h"

#include <QObject>

namespace chat {

/// Stores that fail by chance. A failure comes before the work or, worse, after it: then it was
/// done, and nobody knows, as when a connection breaks in the middle of a commit.
class FlakyStore final : public QObject,
                         public EventLog,
                         public Directory,
                         public Accounts,
                         public Moderation
{
public:
    /// Everything must outlive it.
    FlakyStore(EventLog &log, Directory &directory, Accounts &accounts, Moderation &moderation,
               Random &random)
        : m_log(log)
        , m_directory(directory)
        , m_accounts(accounts)
        , m_moderation(moderation)
        , m_random(random)
    {
    }

    /// Of all calls this share fails, half of them after the work.
    void setFailures(double share) { m_share = share; }
    /// The next call, or the one after so many others, is done and then reported as failed.
    void loseNextAnswer(int others = 0) { m_loseAfter = others; }
    int failures() const { return m_failures; }

    void append(const NewLine &line, Done<StoredLine> done) override
    {
        run<StoredLine>(std::move(done), [&](auto next) { m_log.append(line, next); });
    }
    void page(const PageQuery &query, Done<Page> done) override
    {
        run<Page>(std::move(done), [&](auto next) { m_log.page(query, next); });
    }
    void purge(const Purge &purge, Done<Seq> done) override
    {
        run<Seq>(std::move(done), [&](auto next) { m_log.purge(purge, next); });
    }
    void signIn(const SignIn &request, Done<SignedIn> done) override
    {
        run<SignedIn>(std::move(done), [&](auto next) { m_accounts.signIn(request, next); });
    }
    void recall(const QByteArray &tokenHash, const TokenRule &rule, Done<Recalled> done) override
    {
        run<Recalled>(std::move(done),
                      [&](auto next) { m_accounts.recall(tokenHash, rule, next); });
    }
    void credentialOfName(const QString &name, Done<Credential> done) override
    {
        run<Credential>(std::move(done),
                        [&](auto next) { m_accounts.credentialOfName(name, next); });
    }
    void credentialOfUser(const UserId &user, Done<Credential> done) override
    {
        run<Credential>(std::move(done),
                        [&](auto next) { m_accounts.credentialOfUser(user, next); });
    }
    void changePassword(const PasswordChange &change, Done<Role> done) override
    {
        run<Role>(std::move(done), [&](auto next) { m_accounts.changePassword(change, next); });
    }
    void sessions(const UserId &user, Done<QList<StoredSession>> done) override
    {
        run<QList<StoredSession>>(std::move(done),
                                  [&](auto next) { m_accounts.sessions(user, next); });
    }
    void endSessions(const UserId &user, const QList<QByteArray> &tokenHashes,
                     Done<int> done) override
    {
        run<int>(std::move(done),
                 [&](auto next) { m_accounts.endSessions(user, tokenHashes, next); });
    }
    void rooms(Done<QList<RoomRecord>> done) override
    {
        run<QList<RoomRecord>>(std::move(done), [&](auto next) { m_directory.rooms(next); });
    }
    void memberships(const UserId &user, Done<QHash<RoomId, Seq>> done) override
    {
        run<QHash<RoomId, Seq>>(std::move(done),
                                [&](auto next) { m_directory.memberships(user, next); });
    }
    void createRoom(const RoomRecord &room, const UserId &creator, Done<void> done) override
    {
        run<void>(std::move(done), [&](auto next) { m_directory.createRoom(room, creator, next); });
    }
    void enterRoom(const RoomId &room, const UserId &user, bool wantsMembers,
                   Done<RoomEntry> done) override
    {
        run<RoomEntry>(std::move(done),
                       [&](auto next) { m_directory.enterRoom(room, user, wantsMembers, next); });
    }
    void members(const RoomId &room, Done<QList<Member>> done) override
    {
        run<QList<Member>>(std::move(done), [&](auto next) { m_directory.members(room, next); });
    }
    void leaveRoom(const RoomId &room, const UserId &user, Done<bool> done) override
    {
        run<bool>(std::move(done), [&](auto next) { m_directory.leaveRoom(room, user, next); });
    }
    void markRead(const RoomId &room, const UserId &user, Seq seq, Done<Seq> done) override
    {
        run<Seq>(std::move(done), [&](auto next) { m_directory.markRead(room, user, seq, next); });
    }
    void state(Timestamp now, Done<ModerationState> done) override
    {
        run<ModerationState>(std::move(done), [&](auto next) { m_moderation.state(now, next); });
    }
    void perform(const Act &act, Done<Act> done) override
    {
        run<Act>(std::move(done), [&](auto next) { m_moderation.perform(act, next); });
    }
    void acts(const RoomId &room, Seq before, qint64 limit, Done<QList<Act>> done) override
    {
        run<QList<Act>>(std::move(done),
                        [&](auto next) { m_moderation.acts(room, before, limit, next); });
    }
    void actsOfOperator(qint64 after, Done<QList<Act>> done) override
    {
        run<QList<Act>>(std::move(done),
                        [&](auto next) { m_moderation.actsOfOperator(after, next); });
    }
    void invitations(const UserId &user, Timestamp now, Done<QList<Invitation>> done) override
    {
        run<QList<Invitation>>(std::move(done),
                               [&](auto next) { m_moderation.invitations(user, now, next); });
    }

private:
    template <class T, class Work>
    void run(Done<T> done, const Work &work)
    {
        const Error error { .code = ErrorCode::Unavailable, .detail = u"the store is flaky"_s };
        const bool isLost = m_loseAfter && (*m_loseAfter)-- == 0;
        if (isLost)
            m_loseAfter.reset();
        const double chance = isLost ? 0 : m_share > 0 ? m_random.uniform() : 1;
        if (!isLost && chance >= m_share) {
            work(std::move(done));
            return;
        }
        ++m_failures;
        if (isLost || chance < m_share / 2)
            work(Done<T>([done, error](const Result<T> &) { done(error); }));
        else // in its turn, like every answer
            QMetaObject::invokeMethod(
                this, [done, error] { done(error); }, Qt::QueuedConnection);
    }

    EventLog &m_log;
    Directory &m_directory;
    Accounts &m_accounts;
    Moderation &m_moderation;
    Random &m_random;
    double m_share = 0;
    std::optional<int> m_loseAfter;
    int m_failures = 0;
};

} // namespace chat
