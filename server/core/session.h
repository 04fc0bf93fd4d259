#pragma once

#include "common/base/flatmap.h"
#include "common/base/flatset.h"
#include "common/base/tokenbucket.h"
#include "common/protocol/dispatcher.h"
#include "common/protocol/peer.h"
#include "server/core/deadlines.h"
#include "server/core/identity.h"

namespace chat {

/// One connection, and what the server remembers of it while it lasts. Data and a Peer; the rules
/// are in the services.
class Session final : private Peer::Listener
{
    Q_DISABLE_COPY(Session)

public:
    using Id = quint64;

    /// Who keeps the sessions, and is told what their peers tell.
    class Keeper
    {
    public:
        virtual void onReceived(Session &session, const Envelope &envelope) = 0;
        virtual void onGarbled(Session &session, const Error &error) = 0;
        virtual void onClosed(Session &session, const CloseReason &reason) = 0;

    protected:
        ~Keeper() = default;
    };

    struct Budgets
    {
        TokenBucket requests;
        TokenBucket refusals; // of requests that came too fast; who spends it all is closed
    };

    Session(Id id, std::unique_ptr<Transport> transport, const Clock &clock, Heartbeat heartbeat,
            Budgets budgets, Keeper &keeper);

    Id id() const { return m_id; }
    Peer &peer() { return m_peer; }

    bool isAuthenticated() const { return m_identity.has_value(); }
    /// Requires isAuthenticated().
    const Identity &identity() const { return *m_identity; }
    void setIdentity(Identity identity) { m_identity = std::move(identity); }
    /// SHA-256 of the token that it came in with.
    QByteArray tokenHash;

    /// Empty when the client did not tell.
    DeviceId device;

    TokenBucket &requests() { return m_budgets.requests; }
    TokenBucket &refusals() { return m_budgets.refusals; }

    /// Whose budget as an address it spends; empty: nobody counts.
    QString address;

    /// The rooms that this connection receives: it was let into each.
    FlatSet<RoomId> rooms;
    /// The rooms whose history is being read for it; what they say is held back meanwhile.
    FlatSet<RoomId> joining;
    /// The rooms that the directory is just letting it into; a subset of `joining`.
    FlatSet<RoomId> entering;
    /// What it holds at the door until it has said who it is; null without one.
    std::shared_ptr<void> strangersPlace;
    bool wantsRoomList = false;
    bool isAuthenticating = false;
    bool isChangingPassword = false;
    /// The rooms that it has asked to join or to leave, and has no answer for.
    FlatSet<RoomId> deciding;
    /// What was asked after such a request and depends on it, to be served when it is answered.
    struct Held
    {
        std::optional<RequestId> id;
        Requests::Variant event;
    };
    QList<Held> held;
    bool isOver = false; // ended, and about to be deleted
    int strikes = 0; // unreadable frames in a row
    Deadlines::Id nextCheck = 0;
    Deadlines::Id authenticationDeadline = 0;
    FlatMap<RoomId, Seq> toldPositions;
    Deadlines::Id end = 0; // when its token is over

private:
    void onReceived(const Envelope &envelope) override { m_keeper.onReceived(*this, envelope); }
    void onGarbled(const Error &error) override { m_keeper.onGarbled(*this, error); }
    void onClosed(const CloseReason &reason) override { m_keeper.onClosed(*this, reason); }

    Keeper &m_keeper;
    Id m_id;
    Peer m_peer;
    std::optional<Identity> m_identity;
    Budgets m_budgets;
};

} // namespace chat
