#pragma once

#include "server/core/session.h"

#include <QPointer>

namespace chat {

/// A request while it is being served: who asked, and the way to answer them. A value that may
/// outlive the connection; an answer to a connection that is gone goes nowhere.
class Request
{
public:
    Request(Session &session, std::optional<RequestId> id)
        : m_peer(&session.peer())
        , m_session(&session)
        , m_id(id)
    {
    }

    /// Null when the connection is gone.
    Session *session() const { return m_peer && !m_session->isOver ? m_session : nullptr; }

    template <Event E>
    void reply(const E &event) const
    {
        if (Session *asker = session())
            asker->peer().reply(m_id, event);
    }
    void refuse(const Error &error) const
    {
        if (Session *asker = session())
            asker->peer().refuse(m_id, error);
    }

private:
    QPointer<Peer> m_peer; // the session's: both are there, or neither
    Session *m_session;
    std::optional<RequestId> m_id;
};

} // namespace chat
