#pragma once

#include "common/base/logging.h"
#include "common/base/result.h"
#include "server/auth/jwtkey.h"
#include "server/core/policy.h"
#include "server/door/frontdoor.h"
#include "server/loop/eventloop.h"
#include "server/storage/sqldatabase.h"

#include <QStringList>

namespace chat {

/// Whose word about people is trusted.
struct JwtSettings
{
    std::optional<JwtAlgorithm> algorithm = {}; // none: nobody's
    QString keyFile = {};
    QString issuer = {};
    QString audience = {};
};

/// Everything that an operator can decide. Later sources win over earlier ones: the defaults, the
/// file, the flags, and --set in the order given.
struct ServerConfig
{
    FrontDoor::Config door;
    TlsFiles tls; // both, or none: the server's own in the data folder
    Endpoint::Audience metricsAudience = Endpoint::Audience::ThisMachine;
    QString dataFolder; // exists only after the server has made it
    Durability durability = Durability::Full;
    Policy policy;
    JwtSettings jwt;
    bool hasBeacon = true;
    QString beaconInterface; // empty: all that are up
    LogFormat logFormat = LogFormat::Text;
    EventLoop eventLoop = eventLoops().front().loop;
};

/// What shall be done with the database instead of serving.
struct DbRequest
{
    enum class Verb { Check, Backup, Restore, Recover };
    Verb verb = Verb::Check;
    QString operand = {}; // the FILE or DIR; empty for Check
};

/// What an operator wants done to keep order.
struct OperatorRequest
{
    QStringList words; // "room", "slow", "tea", "30"
    QString reason = {};
    std::optional<std::chrono::milliseconds> duration = {}; // none: for ever
};

/// What the command line asks for.
struct ServerCommand
{
    ServerConfig config;
    std::optional<DbRequest> db = {};
    std::optional<OperatorRequest> act = {};
    std::optional<QString> text = {}; // --help, --version: print it and end
};

/// Reads the command line, and the file that it names. The error's detail is one sentence that says
/// which flag, key or line is wrong, and what would be right.
Result<ServerCommand> readCommandLine(const QStringList &arguments);

/// Sets one key, as --set and the file do. Refused: an unknown key (with the nearest known one), a
/// value of the wrong type or out of range.
Result<void> setConfigKey(ServerConfig &config, const QString &key, const QString &value);

} // namespace chat
