#pragma once

#include "server/core/accountservice.h"
#include "server/core/entryservice.h"
#include "server/core/memberservice.h"
#include "server/core/messageservice.h"
#include "server/core/moderationservice.h"
#include "server/core/orderservice.h"
#include "server/core/receiptservice.h"
#include "server/core/roomservice.h"
#include "server/core/router.h"

#include <memory>
#include <unordered_map>

namespace chat {

/// The outside world of a chat server: everything that is not a rule.
struct ServerPorts
{
    const Clock &clock;
    Random &random;
    EventLog &log;
    Directory &directory;
    Accounts &accounts;
    Moderation &moderation;
    Bus &bus;
    Authenticator &authenticator;
};

/// A chat server without sockets and without SQL: takes connections as transports, and keeps the
/// rules. Owns its sessions.
class ChatServer : public QObject, private Session::Keeper
{
    Q_OBJECT
    Q_DISABLE_COPY(ChatServer)

public:
    ChatServer(ServerPorts ports, Policy policy, QObject *parent = nullptr);

    /// Reads the rooms from the directory, and makes `general` when it is not there. Connections
    /// are to be accepted only after `done` was called without an error.
    void start(Done<void> done);

    /// Takes an open connection, greets it, and keeps it until it ends; `strangersPlace` until it
    /// has authenticated.
    void accept(std::unique_ptr<Transport> transport, std::shared_ptr<void> strangersPlace = {});

    /// Announces the end to everyone, with return times spread so that nobody comes back in a
    /// crowd, and then, when everything that was asked before is answered, closes every connection.
    /// drained() is signalled when the last one is gone.
    void goAway();

    /// Has what the operator did meanwhile in another process hold here. To be called now and then.
    void followOperator() { m_moderation.follow(); }

    /// Does what has become due. Called by its own timer; by tests after moving their clock.
    void advance() { m_deadlines.advance(); }

    int connectionCount() const { return static_cast<int>(m_sessions.size()); }
    /// Timers that run, of connections, typing and grace.
    int pendingDeadlines() const { return m_deadlines.count(); }
    int peopleCount() const { return m_presence.peopleCount(); }
    /// How many connections receive how many rooms, as a sum.
    qsizetype subscriptionCount() const { return m_hub.subscriptionCount(); }
    const Metrics &metrics() const { return m_metrics; }
    QList<Measure> measures() const;
    /// Whether it has begun to end.
    bool isGoingAway() const { return m_isGoingAway; }

Q_SIGNALS:
    void drained();

private:
    void turnAway(std::unique_ptr<Transport> transport, CloseCode code, const QString &why);
    void release(const QString &address);
    std::chrono::milliseconds anyTimeBeforeAPing() const;
    void makeGeneral(Done<void> done);
    void welcome(Session &session);
    void keepAlive(Session &session);
    void onReceived(Session &session, const Envelope &envelope) override;
    void onGarbled(Session &session, const Error &error) override;
    void onClosed(Session &session, const CloseReason &reason) override;
    void closeAll();
    int unauthenticatedCount() const;

    ServerPorts m_ports;
    Policy m_policy;
    Metrics m_metrics;
    ConnectionLog m_log;
    Deadlines m_deadlines;
    Hub m_hub;
    RoomRegistry m_rooms;
    Bans m_bans;
    SlowMode m_slowMode;
    RetentionService m_retention;
    PresenceService m_presence;
    Budgets m_budgets;
    RoomListService m_list;
    MemberService m_members;
    TypingService m_typing;
    RoomService m_roomService;
    ResumeService m_resume;
    EntryService m_entry;
    AccountService m_accounts;
    MessageService m_messages;
    ReceiptService m_receipts;
    ModerationService m_moderation;
    OrderService m_order;
    Router m_router;
    std::unordered_map<Session::Id, std::unique_ptr<Session>> m_sessions;
    Session::Id m_lastId = 0;
    QHash<QString, int> m_byAddress; // connections, of each counted address
    bool m_isGoingAway = false;
};

} // namespace chat
