#pragma once

#include "client/core/reconnectingsocket.h"
#include "common/protocol/accountevents.h"

namespace chat {

/// One's account at the server: its password, and the devices that are signed in. Everything needs
/// a connection; without one, or when it breaks, the answer is Unavailable.
class Account : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(Result<void>)>;
    using Listed = std::function<void(Result<SessionList>)>;

    /// `socket` must outlive this object.
    explicit Account(ReconnectingSocket &socket);

    /// Somebody who has no password yet leaves out the old one. Refused: WrongPassword for the old
    /// one, also when there is one after all; InvalidMessage for a new one that is too simple.
    void setPassword(const SetPassword &change, Done done);
    void listSessions(Listed done);
    /// Refused: Conflict for the only one of somebody without a password.
    void endSession(const QString &sessionId, Done done);

Q_SIGNALS:
    /// One has a password now, and this role.
    void passwordSet(chat::Role role);

private:
    template <class Request>
    void ask(const Request &request, std::function<void(Result<typename Request::Reply>)> done);

    ReconnectingSocket &m_socket;
};

} // namespace chat
