#include "server/app/serverapp.h"

#include "server/app/datafolder.h"
#include "server/app/ownurls.h"
#include "server/app/serverid.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkInterface>
#include <QTimer>

namespace chat {

ServerApp::ServerApp(ServerConfig config, QObject *parent)
    : QObject(parent)
    , m_config(std::move(config))
    , m_log(m_worker)
    , m_directory(m_worker, m_clock)
    , m_authenticator(m_directory, m_clock, m_random)
    , m_listener(
          [this](std::unique_ptr<Transport> transport) { m_server->accept(std::move(transport)); })
{
}

ServerApp::~ServerApp() = default;

Result<void> ServerApp::start()
{
    auto lock = datafolder::lock(m_config.dataFolder);
    if (!lock)
        return lock.error();
    m_lock = std::move(*lock);
    const QString file = datafolder::databaseFile(m_config.dataFolder);
    if (const auto opened = m_worker.open(file, m_config.durability); !opened)
        return opened.error();
    const auto id = readServerId(datafolder::serverIdFile(m_config.dataFolder), m_random);
    if (!id)
        return id.error();
    m_config.policy.serverId = *id;

    m_server = std::make_unique<ChatServer>(
        ServerPorts { m_clock, m_random, m_log, m_directory, m_bus, m_authenticator },
        m_config.policy);
    connect(m_server.get(), &ChatServer::drained, this, &ServerApp::stopped);
    m_server->start([this](const Result<void> &started) {
        if (!started)
            Q_EMIT failed(started.error());
        else
            listen();
    });
    return {};
}

void ServerApp::listen()
{
    if (const auto listening = m_listener.listen(m_config.listener); !listening) {
        Q_EMIT failed(listening.error());
        return;
    }
    qCInfo(lcApp, "%s serves on port %d, data in %s", qPrintable(m_config.policy.serverName),
           int(m_listener.port()), qPrintable(QDir(m_config.dataFolder).absolutePath()));
    if (m_config.listener.allowsPlaintext)
        qCWarning(lcApp, "other machines are served without encryption");
    if (m_config.hasBeacon)
        announce();
    Q_EMIT ready(readyLine());
}

void ServerApp::announce()
{
    const bool isForThisMachine =
        !m_config.listener.allowsPlaintext || m_config.listener.address.isLoopback();
    m_beacon =
        std::make_unique<Beacon>(Beacon::Options { .interfaceName = m_config.beaconInterface,
                                                   .isForThisMachine = isForThisMachine },
                                 [this] {
                                     return Announcement { .id = m_config.policy.serverId,
                                                           .name = m_config.policy.serverName,
                                                           .port = m_listener.port(),
                                                           .online = m_server->peopleCount() };
                                 });
    m_beacon->start();
}

QString ServerApp::readyLine() const
{
    const quint16 port = m_listener.port();
    const QStringList urls =
        ownUrls(m_config.listener.address, port, m_config.listener.allowsPlaintext,
                QNetworkInterface::allAddresses());
    const QJsonObject facts { { u"port"_s, port },
                              { u"fingerprint"_s, QString() },
                              { u"urls"_s, QJsonArray::fromStringList(urls) } };
    return u"READY "_s + QString::fromUtf8(QJsonDocument(facts).toJson(QJsonDocument::Compact));
}

void ServerApp::stop()
{
    m_listener.close();
    m_beacon.reset();
    if (!m_server) {
        Q_EMIT stopped();
        return;
    }
    const Metrics &metrics = m_server->metrics();
    qCInfo(lcApp, "stopping: %llu connections, %llu messages, %llu deliveries so far",
           metrics.connections, metrics.messages, metrics.deliveries);
    QTimer::singleShot(limits::drainWait, this, &ServerApp::stopped);
    m_server->goAway();
}

} // namespace chat
