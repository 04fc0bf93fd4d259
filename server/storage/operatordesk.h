#pragma once

#include "server/core/accounts.h"
#include "server/core/moderation.h"

#include <memory>

namespace chat {

/// What an operator does in the database at the command line, while a server may be using it: each
/// act is a transaction of its own, and is followed by that server. The errors' details are
/// sentences.
class OperatorDesk
{
public:
    struct PersonRow
    {
        UserId id;
        QString name;
        Role role = Role::Guest;
    };

    /// Refused: a file that is no database of this version.
    static Result<std::unique_ptr<OperatorDesk>> open(const QString &path);
    ~OperatorDesk();
    Q_DISABLE_COPY_MOVE(OperatorDesk)

    Result<Act> perform(const Act &act);

    Result<UserId> personNamed(const QString &name);
    Result<void> requireRoom(const RoomId &room);
    Result<QList<PersonRow>> people();
    Result<QList<StoredSession>> sessions(const UserId &user);
    Result<ModerationState> state(Timestamp now);
    Result<QList<Act>> acts(const RoomId &room, qint64 limit);

private:
    struct Connection;
    explicit OperatorDesk(std::unique_ptr<Connection> connection);

    std::unique_ptr<Connection> m_connection;
};

} // namespace chat
