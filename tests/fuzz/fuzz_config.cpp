#include "server/app/configfile.h"
#include "server/app/operatorcommand.h"
#include "tests/fuzz/target.h"

#include <QStringList>

#include <cmath>

/// A configuration file: it is taken as a whole with values that one can work with, or refused with
/// a sentence that says where.
namespace chat {

namespace {

bool isPositive(double number)
{
    return std::isfinite(number) && number > 0;
}

void judge(const ServerConfig &config)
{
    const Policy &policy = config.policy;
    for (const double rate :
         { policy.sendsPerSecond, policy.sendsBurst, policy.requestsPerSecond, policy.requestsBurst,
           policy.listFramesPerSecond, config.door.acceptsPerSecond })
        fuzz::require(isPositive(rate), "a rate is none");
    for (const qint64 count :
         { qint64(policy.connectionsPerUser), qint64(policy.largeRoom), qint64(policy.rooms),
           qint64(policy.unauthenticatedConnections), qint64(config.door.strangers.total),
           qint64(config.door.strangers.perAddress), qint64(config.door.tlsHandshakes),
           qint64(config.door.headerWait.count()) })
        fuzz::require(count > 0, "nothing is allowed");
    fuzz::require(policy.serverName.size() <= limits::titleLength, "a name is too long");
}

} // namespace

} // namespace chat

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *bytes, std::size_t size)
{
    chat::ServerConfig config;
    const auto read =
        chat::readConfigText(QStringLiteral("c.toml"), chat::fuzz::toBytes(bytes, size), config);
    if (read)
        chat::judge(config);
    else
        chat::fuzz::require(read.error().detail.startsWith(QLatin1String("c.toml:")),
                            "a refusal does not say where");
    return 0;
}

#ifdef CONFAB_FUZZ_PARTS
// The command line names the operator's commands, which are not under test and bring the storage.
namespace chat {
bool isOperatorWord(const QString &)
{
    return false;
}
QList<std::pair<QString, QString>> operatorUsages()
{
    return {};
}
} // namespace chat
#endif
