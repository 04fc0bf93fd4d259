#include "server/app/serverapp.h"

#include "server/app/datafolder.h"
#include "server/app/jwtsetup.h"
#include "server/app/ownurls.h"
#include "server/app/serverid.h"
#include "server/door/endpoints/frontpage.h"
#include "server/door/endpoints/health.h"
#include "server/door/endpoints/metricspage.h"

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
    , m_accounts(m_worker)
    , m_moderation(m_worker)
    , m_door([this](std::unique_ptr<Transport> transport, Strangers::Place place) {
        m_server->accept(std::move(transport), std::move(place));
    })
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
    const auto identity = readIdentity();
    if (!identity)
        return identity.error();
    m_identity = *identity;

    if (const auto prepared = passwordhash::prepare(); !prepared)
        return prepared;
    auto verifier = makeJwtVerifier(m_config.jwt, m_config.policy.entry.mode);
    if (!verifier)
        return verifier.error();
    m_gate = std::make_unique<Gate>(Gate::Ports { m_accounts, m_clock, m_random }, m_config.policy,
                                    std::move(*verifier));
    m_server =
        std::make_unique<ChatServer>(ServerPorts { m_clock, m_random, m_log, m_directory,
                                                   m_accounts, m_moderation, m_bus, *m_gate },
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

Result<TlsIdentity> ServerApp::readIdentity() const
{
    if (!m_config.tls.certificate.isEmpty())
        return readTlsIdentity(m_config.tls);
    const TlsFiles own { .certificate = datafolder::certificateFile(m_config.dataFolder),
                         .key = datafolder::keyFile(m_config.dataFolder) };
    if (const auto made = ensureTlsFiles(own, TlsNames::ofThisMachine()); !made)
        return made.error();
    return readTlsIdentity(own);
}

void ServerApp::reload()
{
    const auto identity = readIdentity();
    if (!identity) {
        qCCritical(lcApp, "the certificate in use stays: %ls",
                   qUtf16Printable(identity.error().detail));
        return;
    }
    m_identity = *identity;
    m_door.useIdentity(m_identity);
    tellFingerprint();
}

void ServerApp::tellFingerprint() const
{
    qCInfo(lcApp, "people who join can compare the server's key: %ls (SHA-256 %ls)",
           qUtf16Printable(m_identity.fingerprint.toWords().join(u' ')),
           qUtf16Printable(m_identity.fingerprint.toHex()));
}

QList<Endpoint> ServerApp::endpoints()
{
    return {
        endpoints::frontPage([this] {
            return endpoints::FrontPageFacts { m_config.policy.serverName, m_identity.fingerprint };
        }),
        endpoints::health(),
        endpoints::readiness([this] { return whyNotReady(); }),
        endpoints::metrics(
            m_config.metricsAudience,
            [this] { return m_server->measures() + m_door.measures() + m_worker.measures(); }),
    };
}

std::optional<QByteArray> ServerApp::whyNotReady()
{
    if (m_server->isGoingAway())
        return "The server is about to end.";
    if (m_worker.isInTrouble())
        return "The store refuses what people ask for.";
    return std::nullopt;
}

void ServerApp::listen()
{
    m_door.setEndpoints(endpoints());
    if (const auto listening = m_door.listen(m_config.door, m_identity); !listening) {
        Q_EMIT failed(listening.error());
        return;
    }
    qCInfo(lcApp, "%s serves on port %d, data in %s", qPrintable(m_config.policy.serverName),
           int(m_door.port()), qPrintable(QDir(m_config.dataFolder).absolutePath()));
    tellFingerprint();
    if (m_config.door.plaintext == FrontDoor::Plaintext::Everyone)
        qCWarning(lcApp, "other machines are served without encryption, too");
    followOperator();
    if (m_config.hasBeacon)
        announce();
    Q_EMIT ready(readyLine());
}

/// What is done at the command line holds here within a second.
void ServerApp::followOperator()
{
    connect(&m_followTimer, &QTimer::timeout, this, [this] { m_server->followOperator(); });
    m_followTimer.start(limits::followEvery);
}

void ServerApp::announce()
{
    m_beacon = std::make_unique<Beacon>(
        Beacon::Options { .interfaceName = m_config.beaconInterface,
                          .isForThisMachine = m_config.door.address.isLoopback() },
        [this] {
            return Announcement { .id = m_config.policy.serverId,
                                  .name = m_config.policy.serverName,
                                  .port = m_door.port(),
                                  .online = m_server->peopleCount(),
                                  .fingerprint = m_identity.fingerprint.toHex() };
        });
    m_beacon->start();
}

QString ServerApp::readyLine() const
{
    const quint16 port = m_door.port();
    const QStringList urls =
        ownUrls(m_config.door.address, port, QNetworkInterface::allAddresses());
    const QJsonObject facts { { u"port"_s, port },
                              { u"fingerprint"_s, m_identity.fingerprint.toHex() },
                              { u"urls"_s, QJsonArray::fromStringList(urls) } };
    return u"READY "_s + QString::fromUtf8(QJsonDocument(facts).toJson(QJsonDocument::Compact));
}

void ServerApp::stop()
{
    m_door.close();
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
