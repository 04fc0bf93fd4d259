#pragma once

#include "common/base/random.h"
#include "server/app/serverconfig.h"
#include "server/auth/gate.h"
#include "server/bus/localbus.h"
#include "server/core/chatserver.h"
#include "server/discovery/beacon.h"
#include "server/storage/sqlaccounts.h"
#include "server/storage/sqldirectory.h"
#include "server/storage/sqleventlog.h"
#include "server/storage/sqlmoderation.h"

#include <QLockFile>
#include <QTimer>

namespace chat {

/// The server as a whole: the only place that knows every part.
class ServerApp : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY(ServerApp)

public:
    explicit ServerApp(ServerConfig config, QObject *parent = nullptr);
    ~ServerApp() override;

    /// Opens the store and begins to serve; ready() follows. The error's detail is one sentence
    /// for the operator.
    Result<void> start();
    /// Reads the certificate and its key again, for the connections to come. A pair that is no good
    /// is logged, and the one in use stays.
    void reload();
    /// Says goodbye to everyone and ends within limits::drainWait; stopped() follows.
    void stop();

Q_SIGNALS:
    /// Connections are accepted. `line` is what scripts wait for: READY {"port":3001,...}
    void ready(const QString &line);
    void failed(const chat::Error &error);
    void stopped();

private:
    Result<TlsIdentity> readIdentity() const;
    void tellFingerprint() const;
    void followOperator();
    QList<Endpoint> endpoints();
    std::optional<QByteArray> whyNotReady();
    void listen();
    void announce();
    QString readyLine() const;

    ServerConfig m_config;
    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<QLockFile> m_lock;
    SqlWorker m_worker;
    SqlEventLog m_log;
    SqlDirectory m_directory;
    SqlAccounts m_accounts;
    SqlModeration m_moderation;
    LocalBus m_bus;
    std::unique_ptr<Gate> m_gate;
    std::unique_ptr<ChatServer> m_server;
    QTimer m_followTimer;
    TlsIdentity m_identity;
    FrontDoor m_door;
    std::unique_ptr<Beacon> m_beacon; // null when people nearby shall not know
};

} // namespace chat
