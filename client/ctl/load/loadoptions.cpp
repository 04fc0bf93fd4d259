#include "client/ctl/load/loadoptions.h"

#include "client/core/serveraddress.h"
#include "common/base/limits.h"
#include "common/base/literals.h"

#include <QCommandLineParser>
#include <QHostInfo>

#include <array>

namespace chat {

namespace {

using Milliseconds = std::chrono::milliseconds;

constexpr int mostConnections = 1'000'000;
constexpr int longestName = 20; // the run and a number follow

Error wrongUsage(const QString &sentence)
{
    return { .code = ErrorCode::InvalidMessage,
             .detail = sentence + u"; see confabctl load --help"_s };
}

/// An option with a number, and where it goes.
struct NumberOption
{
    QLatin1StringView name;
    QLatin1StringView meaning;
    double least;
    double most;
    void (*put)(LoadPlan &plan, double number);
};

void putTime(Milliseconds &target, double seconds)
{
    target = std::chrono::round<Milliseconds>(std::chrono::duration<double>(seconds));
}

using P = LoadPlan;
constexpr std::array numberOptions {
    NumberOption { "connections"_L1, "So many clients (100)."_L1, 1, mostConnections,
                   [](P &p, double n) { p.connections = static_cast<int>(n); } },
    NumberOption { "rooms"_L1, "So many rooms (1)."_L1, 1, mostConnections,
                   [](P &p, double n) { p.rooms = static_cast<int>(n); } },
    NumberOption { "members"_L1, "Clients in each room (as many as make one room each)."_L1, 1,
                   mostConnections,
                   [](P &p, double n) { p.membersPerRoom = static_cast<int>(n); } },
    NumberOption { "rate"_L1, "Messages a second, all rooms together (100); 0: silence."_L1, 0, 1e6,
                   [](P &p, double n) { p.rate = n; } },
    NumberOption { "in-flight"_L1,
                   "Instead of a rate: so many messages that not all members have yet."_L1, 1, 1e6,
                   [](P &p, double n) { p.inFlight = static_cast<int>(n); } },
    NumberOption { "size"_L1, "Characters of a message (128)."_L1, LoadPlan::shortestMessage,
                   limits::messageLength,
                   [](P &p, double n) { p.messageLength = static_cast<int>(n); } },
    NumberOption { "duration"_L1, "Seconds to measure (10)."_L1, 0, 86'400,
                   [](P &p, double n) { putTime(p.duration, n); } },
    NumberOption { "warm-up"_L1, "Seconds to talk before measuring (1)."_L1, 0, 3600,
                   [](P &p, double n) { putTime(p.warmUp, n); } },
    NumberOption { "settle"_L1, "Seconds of silence once all are in (0)."_L1, 0, 3600,
                   [](P &p, double n) { putTime(p.settle, n); } },
    NumberOption { "connecting"_L1, "Clients on their way in at a time (256)."_L1, 1,
                   mostConnections, [](P &p, double n) { p.connecting = static_cast<int>(n); } },
    NumberOption { "timeout"_L1, "Seconds without any progress before giving up (10)."_L1, 0.1,
                   3600, [](P &p, double n) { putTime(p.patience, n); } },
    NumberOption { "server-pid"_L1, "The server's process, to tell what it costs."_L1, 1, 1e9,
                   [](P &p, double n) { p.serverPid = static_cast<qint64>(n); } },
};

void addOptions(QCommandLineParser &parser)
{
    for (const NumberOption &option : numberOptions)
        parser.addOption({ option.name, option.meaning, u"N"_s });
    parser.addOptions(
        { { u"url"_s, u"Where the server is; this machine, unless --anywhere is given."_s,
            u"url"_s },
          { u"name"_s, u"What the clients' names begin with (load)."_s, u"name"_s, u"load"_s },
          { u"fingerprint"_s,
            u"SHA-256 of a wss:// server's key, as the server says it; else its certificate must "
            "be one that the system trusts."_s,
            u"hex"_s },
          { u"codec"_s, u"The server's words: confab (the default) or socketio."_s, u"codec"_s,
            u"confab"_s },
          { u"storm"_s, u"Everyone comes in at once."_s },
          { u"resume-storm"_s,
            u"In the middle of the talk all connections break, and all come back."_s },
          { u"anywhere"_s, u"The load may go to another machine, whose owner has agreed to it."_s },
          { u"quiet"_s, u"Do not tell on stderr how it goes."_s },
          { { u"h"_s, u"help"_s }, u"Show this help."_s } });
    parser.addPositionalArgument(u"load"_s, u"Put a server under load, and print what happened."_s);
}

std::optional<Error> readNumbers(const QCommandLineParser &parser, LoadPlan &plan)
{
    for (const NumberOption &option : numberOptions) {
        if (!parser.isSet(option.name))
            continue;
        bool isNumber = false;
        const double number = parser.value(option.name).toDouble(&isNumber);
        if (!isNumber || number < option.least || number > option.most)
            return wrongUsage(u"--%1 needs a number from %2 to %3"_s.arg(option.name)
                                  .arg(option.least)
                                  .arg(option.most, 0, 'f', 0));
        option.put(plan, number);
    }
    return std::nullopt;
}

std::optional<Error> completePlan(const QCommandLineParser &parser, LoadPlan &plan)
{
    const QString codec = parser.value(u"codec"_s);
    if (codec != "confab"_L1 && codec != "socketio"_L1)
        return wrongUsage(u"--codec is confab or socketio"_s);
    plan.protocol =
        codec == "confab"_L1 ? LoadPlan::Protocol::Confab : LoadPlan::Protocol::SocketIo;
    plan.resumes = parser.isSet(u"resume-storm"_s);
    plan.isQuiet = parser.isSet(u"quiet"_s);
    if (plan.resumes && plan.protocol != LoadPlan::Protocol::Confab)
        return wrongUsage(u"--resume-storm needs --codec confab"_s);
    if (parser.isSet(u"rate"_s) && parser.isSet(u"in-flight"_s))
        return wrongUsage(u"--rate and --in-flight exclude each other"_s);
    if (!parser.isSet(u"rate"_s) && !parser.isSet(u"in-flight"_s))
        plan.rate = 100;
    if (!parser.isSet(u"members"_s))
        plan.membersPerRoom = std::max(plan.connections / plan.rooms, 1);
    if (plan.membersPerRoom > plan.connections)
        return wrongUsage(
            u"a room can not have %1 members of %2 connections"_s.arg(plan.membersPerRoom)
                .arg(plan.connections));
    const qint64 joins = qint64 { plan.rooms } * plan.membersPerRoom;
    if (joins > qint64 { plan.connections } * limits::roomsJoined)
        return wrongUsage(u"everyone would be in more than %1 rooms"_s.arg(limits::roomsJoined));
    if (parser.isSet(u"storm"_s))
        plan.connecting = plan.connections;
    return std::nullopt;
}

QHostAddress addressOf(const QString &host)
{
    if (host == "localhost"_L1)
        return QHostAddress(QHostAddress::LocalHost);
    const QHostAddress address(host);
    // Nothing else is going on yet that this could hold up.
    return address.isNull() ? QHostInfo::fromName(host).addresses().value(0) : address;
}

std::optional<Error> readTrust(const QCommandLineParser &parser, LoadOptions &options)
{
    if (!parser.isSet(u"fingerprint"_s))
        return std::nullopt;
    const auto fingerprint = Fingerprint::fromHex(parser.value(u"fingerprint"_s));
    if (!fingerprint || fingerprint->isEmpty())
        return wrongUsage(u"--fingerprint is %1 hexadecimal digits"_s.arg(Fingerprint::hexLength));
    if (options.plan.url.scheme() != "wss"_L1)
        return wrongUsage(u"--fingerprint needs a wss:// address"_s);
    options.fingerprint = *fingerprint;
    return std::nullopt;
}

std::optional<Error> readTarget(const QCommandLineParser &parser, LoadOptions &options)
{
    const QString url = parser.value(u"url"_s);
    if (url.isEmpty())
        return wrongUsage(u"--url is missing"_s);
    const auto address = ServerAddress::fromText(url);
    if (!address)
        return wrongUsage(u"\"%1\" is not the address of a server; try 127.0.0.1:3001"_s.arg(url));
    options.plan.url = address->url;
    const QString host = options.plan.url.host();
    const bool isHere = host == "localhost"_L1 || QHostAddress(host).isLoopback();
    if (!isHere && !parser.isSet(u"anywhere"_s))
        return wrongUsage(
            u"\"%1\" is not this machine (127.0.0.1, ::1 or localhost), and a load on somebody "
            "else's is an attack; if its owner has agreed, say so with --anywhere"_s.arg(host));
    options.target = { .target = addressOf(host),
                       .port = static_cast<quint16>(options.plan.url.port()) };
    if (options.target.target.isNull())
        return wrongUsage(u"there is no host \"%1\""_s.arg(host));
    return readTrust(parser, options);
}

} // namespace

bool isLoad(const QStringList &arguments)
{
    QCommandLineParser parser;
    addOptions(parser);
    parser.parse(arguments);
    return parser.positionalArguments() == QStringList { u"load"_s };
}

Result<LoadOptions> readLoadOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Puts a server under load and prints one line of JSON: what was delivered, how fast, and "
        "what it cost.\n\nExit codes: 0 all was delivered once, 1 something was refused, lost or "
        "doubled, 2 wrong usage, 3 not everyone came in."_s);
    addOptions(parser);
    if (!parser.parse(arguments))
        return wrongUsage(parser.errorText());
    LoadOptions options;
    if (parser.isSet(u"help"_s)) {
        options.text = parser.helpText();
        return options;
    }
    options.name = parser.value(u"name"_s);
    if (options.name.isEmpty() || options.name.size() > longestName)
        return wrongUsage(u"--name has 1 to %1 characters"_s.arg(longestName));
    if (auto problem = readNumbers(parser, options.plan))
        return *problem;
    if (auto problem = completePlan(parser, options.plan))
        return *problem;
    if (auto problem = readTarget(parser, options))
        return *problem;
    return options;
}

} // namespace chat
