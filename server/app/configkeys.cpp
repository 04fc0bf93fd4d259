#include "server/app/configkeys.h"

#include "common/base/literals.h"

#include <QUrl>

#include <array>

namespace chat {

namespace {

Error wrong(const QString &value, const QString &expected)
{
    return { .code = ErrorCode::InvalidMessage,
             .detail = u"\"%1\" is not %2"_s.arg(value, expected) };
}

Result<void> setNumber(double &target, const QString &value, double min, double max)
{
    bool isNumber = false;
    const double number = value.toDouble(&isNumber);
    if (!isNumber || !(number >= min && number <= max)) // not of nan
        return wrong(value, u"a number from %1 to %2"_s.arg(min).arg(max, 0, 'f', 0));
    target = number;
    return {};
}

template <class Integer>
Result<void> setInteger(Integer &target, const QString &value, qint64 min, qint64 max)
{
    bool isNumber = false;
    const qint64 number = value.toLongLong(&isNumber);
    if (!isNumber || number < min || number > max)
        return wrong(value, u"a whole number from %1 to %2"_s.arg(min).arg(max));
    target = static_cast<Integer>(number);
    return {};
}

Result<void> setBool(bool &target, const QString &value)
{
    if (value != "true"_L1 && value != "false"_L1)
        return wrong(value, u"true or false"_s);
    target = value == "true"_L1;
    return {};
}

template <class E, class Choices = std::initializer_list<std::pair<QLatin1StringView, E>>>
Result<void> setOneOf(E &target, const QString &value, const Choices &choices)
{
    QStringList names;
    for (const auto &[name, choice] : choices) {
        if (value == name) {
            target = choice;
            return {};
        }
        names << name;
    }
    return wrong(value, u"one of "_s + names.join(", "_L1));
}

template <WireEnum E>
Result<void> setWireName(E &target, const QString &value)
{
    QStringList names;
    for (const auto &[choice, name] : wireNames(E {})) {
        if (value == name) {
            target = choice;
            return {};
        }
        names << name;
    }
    return wrong(value, u"one of "_s + names.join(", "_L1));
}

Result<void> setDays(std::chrono::milliseconds &target, const QString &value)
{
    constexpr int most = 3650;
    int days = 0;
    const auto set = setInteger(days, value, 1, most);
    if (set)
        target = std::chrono::hours(24) * days;
    return set;
}

Result<void> setAddress(QHostAddress &target, const QString &value)
{
    if (!target.setAddress(value))
        return wrong(value, u"an IP address"_s);
    return {};
}

Result<void> setSeconds(std::chrono::milliseconds &target, const QString &value, qint64 min,
                        qint64 max)
{
    qint64 seconds = 0;
    const auto set = setInteger(seconds, value, min, max);
    if (set)
        target = std::chrono::seconds { seconds };
    return set;
}

/// "https://chat.example.org http://localhost:8080", each as a browser says it (RFC 6454, 6.2).
Result<void> setOrigins(QStringList &target, const QString &value)
{
    const QStringList origins = value.split(u' ', Qt::SkipEmptyParts);
    for (const QString &origin : origins) {
        const QUrl url(origin, QUrl::StrictMode);
        const QString asSaid = u"%1://%2"_s.arg(url.scheme(), url.authority(QUrl::FullyEncoded));
        if (!url.isValid() || url.host().isEmpty() || asSaid != origin)
            return wrong(origin, u"an origin like https://chat.example.org"_s);
    }
    if (origins.isEmpty() || origins.size() > limits::originsAllowed)
        return wrong(value, u"1 to %1 origins"_s.arg(limits::originsAllowed));
    target = origins;
    return {};
}

Result<void> setFile(QString &target, const QString &value)
{
    if (value.isEmpty())
        return wrong(value, u"a file"_s);
    target = value;
    return {};
}

Result<void> setText(QString &target, const QString &value)
{
    if (value.isEmpty())
        return wrong(value, u"a text"_s);
    target = value;
    return {};
}

Result<void> setName(QString &target, const QString &value)
{
    const QString name = value.simplified();
    if (name.isEmpty() || name.size() > limits::titleLength)
        return wrong(value, u"a name of 1 to %1 characters"_s.arg(limits::titleLength));
    target = name;
    return {};
}

using C = ServerConfig;
using V = QString;
constexpr double manyPerSecond = 1e9;

constexpr std::array keys {
    ConfigKey { "server.name"_L1, "what people nearby see"_L1,
                [](C &c, const V &v) { return setName(c.policy.serverName, v); } },
    ConfigKey { "server.data"_L1, "folder of the database"_L1,
                [](C &c, const V &v) -> Result<void> {
                    if (v.isEmpty())
                        return wrong(v, u"a folder"_s);
                    c.dataFolder = v;
                    return {};
                } },
    ConfigKey { "server.durability"_L1, "full: survives power loss; normal: faster"_L1,
                [](C &c, const V &v) {
                    return setOneOf(
                        c.durability, v,
                        { { "full"_L1, Durability::Full }, { "normal"_L1, Durability::Normal } });
                } },
    ConfigKey { "server.event_loop"_L1, "how to wait for connections: epoll (on Linux), qt"_L1,
                [](C &c, const V &v) { return setOneOf(c.eventLoop, v, eventLoops()); } },
    ConfigKey { "listen.bind"_L1, "address to listen on"_L1,
                [](C &c, const V &v) { return setAddress(c.door.address, v); } },
    ConfigKey { "listen.port"_L1, "port to listen on, 0 for a free one"_L1,
                [](C &c, const V &v) { return setInteger(c.door.port, v, 0, 65535); } },
    ConfigKey { "listen.plaintext"_L1,
                "who may do without TLS: this-machine, everyone or nobody"_L1,
                [](C &c, const V &v) {
                    using enum FrontDoor::Plaintext;
                    return setOneOf(c.door.plaintext, v,
                                    { { "this-machine"_L1, ThisMachine },
                                      { "everyone"_L1, Everyone },
                                      { "nobody"_L1, Nobody } });
                } },
    ConfigKey { "listen.origins"_L1,
                "origins of web pages that may connect, with spaces between; none unless given"_L1,
                [](C &c, const V &v) { return setOrigins(c.door.origins, v); } },
    ConfigKey { "http.metrics"_L1, "who may read /metrics: this-machine or everyone"_L1,
                [](C &c, const V &v) {
                    using enum Endpoint::Audience;
                    return setOneOf(
                        c.metricsAudience, v,
                        { { "this-machine"_L1, ThisMachine }, { "everyone"_L1, Everyone } });
                } },
    ConfigKey { "tls.certificate"_L1, "file in PEM; the server makes its own unless given"_L1,
                [](C &c, const V &v) { return setFile(c.tls.certificate, v); } },
    ConfigKey { "tls.key"_L1, "file in PEM with the certificate's key"_L1,
                [](C &c, const V &v) { return setFile(c.tls.key, v); } },
    ConfigKey { "beacon.enabled"_L1, "announce the server to people nearby"_L1,
                [](C &c, const V &v) { return setBool(c.hasBeacon, v); } },
    ConfigKey { "beacon.interface"_L1, "the only network interface to announce on"_L1,
                [](C &c, const V &v) -> Result<void> {
                    c.beaconInterface = v;
                    return {};
                } },
    ConfigKey { "log.format"_L1, "text or json"_L1,
                [](C &c, const V &v) {
                    return setOneOf(
                        c.logFormat, v,
                        { { "text"_L1, LogFormat::Text }, { "json"_L1, LogFormat::Json } });
                } },
    ConfigKey { "auth.mode"_L1, "guests, accounts, closed or token: who may come in"_L1,
                [](C &c, const V &v) { return setWireName(c.policy.entry.mode, v); } },
    ConfigKey { "auth.password_length"_L1, "of a new password, at least"_L1,
                [](C &c, const V &v) {
                    return setInteger(c.policy.entry.passwordLength, v, limits::passwordLeast,
                                      limits::passwordMost);
                } },
    ConfigKey { "auth.session_idle_days"_L1, "a device not used so long must sign in again"_L1,
                [](C &c, const V &v) { return setDays(c.policy.sessionIdle, v); } },
    ConfigKey { "auth.session_days"_L1, "and so long after it signed in"_L1,
                [](C &c, const V &v) { return setDays(c.policy.sessionLife, v); } },
    ConfigKey { "auth.jwt_algorithm"_L1, "HS256, RS256 or EdDSA: trust tokens signed so"_L1,
                [](C &c, const V &v) {
                    JwtAlgorithm algorithm {};
                    const auto set = setOneOf(algorithm, v,
                                              { { "HS256"_L1, JwtAlgorithm::HS256 },
                                                { "RS256"_L1, JwtAlgorithm::RS256 },
                                                { "EdDSA"_L1, JwtAlgorithm::EdDSA } });
                    if (set)
                        c.jwt.algorithm = algorithm;
                    return set;
                } },
    ConfigKey { "auth.jwt_key_file"_L1, "secret or public key; else $JWT_SECRET"_L1,
                [](C &c, const V &v) { return setText(c.jwt.keyFile, v); } },
    ConfigKey { "auth.jwt_issuer"_L1, "the only one whose tokens are trusted"_L1,
                [](C &c, const V &v) { return setText(c.jwt.issuer, v); } },
    ConfigKey { "auth.jwt_audience"_L1, "who this server is to the issuer"_L1,
                [](C &c, const V &v) { return setText(c.jwt.audience, v); } },
    ConfigKey { "rooms.anyone_may_create"_L1, "people may make rooms"_L1,
                [](C &c, const V &v) { return setBool(c.policy.mayCreateRooms, v); } },
    ConfigKey {
        "rooms.most"_L1, "so many rooms may there be"_L1,
        [](C &c, const V &v) { return setInteger(c.policy.rooms, v, 1, limits::roomsPerList); } },
    ConfigKey { "rooms.large"_L1,
                "rooms of more members count who comes and goes, and name nobody"_L1,
                [](C &c, const V &v) {
                    return setInteger(c.policy.largeRoom, v, 1, limits::membersListed);
                } },
    ConfigKey { "limits.sends_per_second"_L1, "messages of one person"_L1,
                [](C &c, const V &v) {
                    return setNumber(c.policy.sendsPerSecond, v, 0.001, manyPerSecond);
                } },
    ConfigKey {
        "limits.sends_burst"_L1, "messages of one person at once"_L1,
        [](C &c, const V &v) { return setNumber(c.policy.sendsBurst, v, 1, manyPerSecond); } },
    ConfigKey { "limits.requests_per_second"_L1, "other requests of one connection"_L1,
                [](C &c, const V &v) {
                    return setNumber(c.policy.requestsPerSecond, v, 0.001, manyPerSecond);
                } },
    ConfigKey {
        "limits.requests_burst"_L1, "other requests of one connection at once"_L1,
        [](C &c, const V &v) { return setNumber(c.policy.requestsBurst, v, 10, manyPerSecond); } },
    ConfigKey { "limits.address_requests_per_second"_L1,
                "all requests of one address; this machine is free"_L1,
                [](C &c, const V &v) {
                    return setNumber(c.policy.addressRequestsPerSecond, v, 0.001, manyPerSecond);
                } },
    ConfigKey { "limits.address_requests_burst"_L1, "all requests of one address at once"_L1,
                [](C &c, const V &v) {
                    return setNumber(c.policy.addressRequestsBurst, v, 10, manyPerSecond);
                } },
    ConfigKey { "limits.refusals_per_second"_L1,
                "requests of one connection over its rates; more close it"_L1,
                [](C &c, const V &v) {
                    return setNumber(c.policy.refusalsPerSecond, v, 0.001, manyPerSecond);
                } },
    ConfigKey {
        "limits.refusals_burst"_L1, "the same, at once"_L1,
        [](C &c, const V &v) { return setNumber(c.policy.refusalsBurst, v, 1, manyPerSecond); } },
    ConfigKey { "limits.control_bytes_per_second"_L1,
                "pings and the like of one connection; more close it"_L1,
                [](C &c, const V &v) {
                    return setNumber(c.policy.controlBytesPerSecond, v, 1, manyPerSecond);
                } },
    ConfigKey { "limits.control_bytes_burst"_L1, "the same, at once"_L1,
                [](C &c, const V &v) {
                    return setNumber(c.policy.controlBytesBurst, v, 125, manyPerSecond);
                } },
    ConfigKey { "limits.json_elements"_L1, "values in one request"_L1,
                [](C &c, const V &v) {
                    return setInteger(c.policy.jsonElements, v, limits::jsonElements,
                                      limits::frameBytes);
                } },
    ConfigKey { "limits.list_frames_per_second"_L1,
                "of all connections, who comes and goes in lists of rooms"_L1,
                [](C &c, const V &v) {
                    return setNumber(c.policy.listFramesPerSecond, v, 1, manyPerSecond);
                } },
    ConfigKey {
        "limits.connections_per_user"_L1, "connections of one person"_L1,
        [](C &c, const V &v) { return setInteger(c.policy.connectionsPerUser, v, 1, 1000); } },
    ConfigKey { "limits.connections_per_address"_L1, "of one address; this machine is free"_L1,
                [](C &c, const V &v) {
                    return setInteger(c.policy.connectionsPerAddress, v, 1, 1'000'000);
                } },
    ConfigKey { "limits.accepts_per_second"_L1, "new connections; more wait at the door"_L1,
                [](C &c, const V &v) {
                    return setNumber(c.door.acceptsPerSecond, v, 0.001, manyPerSecond);
                } },
    ConfigKey { "limits.unauthenticated_connections"_L1, "connections of nobody yet"_L1,
                [](C &c, const V &v) {
                    const auto set =
                        setInteger(c.policy.unauthenticatedConnections, v, 1, 1'000'000);
                    c.door.strangers.total = c.policy.unauthenticatedConnections;
                    return set;
                } },
    ConfigKey {
        "limits.strangers_per_address"_L1, "of them, from one address; this machine is free"_L1,
        [](C &c, const V &v) { return setInteger(c.door.strangers.perAddress, v, 1, 1'000'000); } },
    ConfigKey { "limits.tls_handshakes"_L1, "TLS handshakes at once"_L1,
                [](C &c, const V &v) { return setInteger(c.door.tlsHandshakes, v, 1, 10'000); } },
    ConfigKey {
        "limits.header_bytes"_L1, "of the head of an HTTP request"_L1,
        [](C &c, const V &v) { return setInteger(c.door.http.headerBytes, v, 1024, 64 * 1024); } },
    ConfigKey { "limits.header_fields"_L1, "of the head of an HTTP request"_L1,
                [](C &c, const V &v) { return setInteger(c.door.http.headerFields, v, 8, 1000); } },
    ConfigKey { "limits.header_seconds"_L1,
                "from a connection's accept until its request is whole, TLS and all"_L1,
                [](C &c, const V &v) { return setSeconds(c.door.headerWait, v, 1, 60); } },
};

} // namespace

std::span<const ConfigKey> configKeys()
{
    return keys;
}

} // namespace chat
