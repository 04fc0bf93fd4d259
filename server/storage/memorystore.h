#pragma once

#include "server/core/directory.h"
#include "server/core/eventlog.h"
#include "server/storage/memorymoderation.h"
#include "server/storage/memorypeople.h"

#include <QHash>
#include <QMap>
#include <QObject>
#include <QSet>

namespace chat {

/// All stores in memory, for tests and for rooms that need not outlive the process. Answers at the
/// next turn of the event loop, in the order of asking, as a real store does.
class MemoryStore final : public QObject,
                          public EventLog,
                          public Directory,
                          public Accounts,
                          public Moderation
{
    Q_OBJECT

public:
    void append(const NewLine &line, Done<StoredLine> done) override;
    void page(const PageQuery &query, Done<Page> done) override;
    void purge(const Purge &purge, Done<Seq> done) override;

    void signIn(const SignIn &request, Done<SignedIn> done) override;
    void recall(const QByteArray &tokenHash, const TokenRule &rule, Done<Recalled> done) override;
    void credentialOfName(const QString &name, Done<Credential> done) override;
    void credentialOfUser(const UserId &user, Done<Credential> done) override;
    void changePassword(const PasswordChange &change, Done<Role> done) override;
    void sessions(const UserId &user, Done<QList<StoredSession>> done) override;
    void endSessions(const UserId &user, const QList<QByteArray> &tokenHashes,
                     Done<int> done) override;

    void rooms(Done<QList<RoomRecord>> done) override;
    void memberships(const UserId &user, Done<QHash<RoomId, Seq>> done) override;
    void createRoom(const RoomRecord &room, const UserId &creator, Done<void> done) override;
    void enterRoom(const RoomId &room, const UserId &user, bool wantsMembers,
                   Done<RoomEntry> done) override;
    void members(const RoomId &room, Done<QList<Member>> done) override;
    void leaveRoom(const RoomId &room, const UserId &user, Done<bool> done) override;
    void markRead(const RoomId &room, const UserId &user, Seq seq, Done<Seq> done) override;

    void state(Timestamp now, Done<ModerationState> done) override;
    void perform(const Act &act, Done<Act> done) override;
    void acts(const RoomId &room, Seq before, qint64 limit, Done<QList<Act>> done) override;
    void actsOfOperator(qint64 after, Done<QList<Act>> done) override;
    void invitations(const UserId &user, Timestamp now, Done<QList<Invitation>> done) override;

    /// What time it is, for roles that end; the system's unless set.
    void setClock(const Clock &clock) { m_clock = &clock; }
    /// While set, everything that would be written is refused with this error.
    void setWriteError(std::optional<Error> error) { m_writeError = std::move(error); }

private:
    struct Membership
    {
        Seq joined; // the head at that time
        Seq read;
    };
    struct Room
    {
        RoomRecord record;
        QList<NewLine> lines; // line n has seq n + 1; those before record.first stay for their tags
        QMap<UserId, Membership> members;
    };
    struct Place
    {
        RoomId room;
        Seq seq;
    };

    template <class T>
    void answer(const Done<T> &done, Result<T> result)
    {
        QMetaObject::invokeMethod(
            this, [done, result = std::move(result)] { done(result); }, Qt::QueuedConnection);
    }
    Result<StoredLine> store(const NewLine &line);
    Result<Seq> forget(const Purge &purge);
    Result<Page> read(const PageQuery &query) const;
    QHash<RoomId, Seq> membershipsOf(const UserId &user) const;
    QList<Member> membersOf(const Room &room) const;
    Result<RoomEntry> enter(const RoomId &room, const UserId &user, bool wantsMembers);
    Result<void> requirePlace(const Room &room, const UserId &user) const;
    Result<Seq> mark(const RoomId &room, const UserId &user, Seq seq);
    Result<Act> performed(const Act &act);
    /// False when there is nothing that it could be done to.
    bool carryOut(Act &act);
    bool kick(Act &act);
    bool setRole(Act &act);
    Timestamp now() const;
    Message message(const RoomId &room, Seq seq) const;

    QHash<RoomId, Room> m_rooms;
    MemoryPeople m_people;
    MemoryModeration m_moderation;
    SystemClock m_systemClock;
    const Clock *m_clock = &m_systemClock;
    QHash<QString, Place> m_tags; // by user and tag
    std::optional<Error> m_writeError;
};

} // namespace chat
