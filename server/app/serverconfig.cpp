#include "server/app/serverconfig.h"

#include "common/base/literals.h"
#include "server/app/configfile.h"
#include "server/app/configkeys.h"
#include "server/app/operatorcommand.h"

#include <QCommandLineParser>
#include <QHostInfo>
#include <QStandardPaths>

#include <algorithm>
#include <array>

namespace chat {

namespace {

Error usage(const QString &sentence)
{
    return { .code = ErrorCode::InvalidMessage, .detail = sentence };
}

int distance(const QString &a, QLatin1StringView b)
{
    // Levenshtein's; the keys are short.
    std::vector<int> row(static_cast<size_t>(b.size()) + 1);
    for (size_t j = 0; j < row.size(); ++j)
        row[j] = static_cast<int>(j);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        int diagonal = row[0];
        row[0] = static_cast<int>(i);
        for (size_t j = 1; j < row.size(); ++j) {
            const bool isSame = a.at(i - 1) == b.at(static_cast<qsizetype>(j) - 1);
            const int replaced = diagonal + (isSame ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({ replaced, row[j] + 1, row[j - 1] + 1 });
        }
    }
    return row.back();
}

/// The name that was meant, if one is near enough to tell.
QString nearestKey(const QString &key)
{
    const auto nearest =
        std::ranges::min_element(configKeys(), {}, [&key](const ConfigKey &candidate) {
            return distance(key, candidate.name);
        });
    return distance(key, nearest->name) <= key.size() / 2 ? nearest->name : QString();
}

// A flag that takes a value and is short for a configuration key.
struct Flag
{
    QString name;
    QString valueName;
    QString key;
};

QList<Flag> valueFlags()
{
    return { { u"port"_s, u"N"_s, u"listen.port"_s },
             { u"bind"_s, u"ADDR"_s, u"listen.bind"_s },
             { u"data"_s, u"DIR"_s, u"server.data"_s },
             { u"name"_s, u"TEXT"_s, u"server.name"_s },
             { u"beacon-interface"_s, u"IF"_s, u"beacon.interface"_s },
             { u"log-format"_s, u"text|json"_s, u"log.format"_s },
             { u"event-loop"_s, u"epoll|qt"_s, u"server.event_loop"_s } };
}

QString meaningOf(const QString &key)
{
    for (const ConfigKey &row : configKeys()) {
        if (key == row.name)
            return row.meaning;
    }
    Q_UNREACHABLE();
}

ServerConfig defaults()
{
    ServerConfig config;
    config.dataFolder = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    config.dataFolder += u"/confabd"_s;
    config.policy.serverName = QHostInfo::localHostName().left(limits::titleLength);
    if (config.policy.serverName.isEmpty())
        config.policy.serverName = u"Confab"_s;
    return config;
}

struct DbVerb
{
    QLatin1StringView name;
    DbRequest::Verb verb;
    QLatin1StringView operand; // empty: takes none
    QLatin1StringView meaning;
};

constexpr std::array dbVerbs {
    DbVerb { "check"_L1, DbRequest::Verb::Check, ""_L1,
             "Say whether the database is sound; a server may be using it."_L1 },
    DbVerb { "backup"_L1, DbRequest::Verb::Backup, "FILE"_L1,
             "Copy the database into a new file; a server may be using it."_L1 },
    DbVerb { "restore"_L1, DbRequest::Verb::Restore, "FILE"_L1,
             "Put a backup in the database's place, and keep the former one."_L1 },
    DbVerb { "recover"_L1, DbRequest::Verb::Recover, "DIR"_L1,
             "Save what can be read of a damaged database into a new data folder."_L1 },
};

/// The words after "db".
Result<DbRequest> readDbRequest(const QStringList &words)
{
    const QString name = words.value(0);
    for (const DbVerb &verb : dbVerbs) {
        if (name != verb.name)
            continue;
        const qsizetype wanted = verb.operand.isEmpty() ? 1 : 2;
        if (words.size() == wanted && !words.last().isEmpty())
            return DbRequest { .verb = verb.verb, .operand = words.value(1) };
        return usage(u"write it as: confabd db %1 [--data DIR]"_s.arg(
            u"%1 %2"_s.arg(verb.name, verb.operand).trimmed()));
    }
    return usage(u"there is no command \"%1\"; see confabd --help"_s.arg(
        (QStringList { u"db"_s } + words).join(u' ')));
}

/// What the words, of which the first is one of the operator's, and the options say.
Result<OperatorRequest> readOperatorRequest(const QStringList &words,
                                            const QCommandLineParser &parser)
{
    OperatorRequest request { .words = words, .reason = parser.value(u"reason"_s) };
    if (request.reason.size() > limits::reasonLength)
        return usage(u"--reason: it has %1 characters, limit is %2"_s.arg(request.reason.size())
                         .arg(limits::reasonLength));
    if (!parser.isSet(u"hours"_s))
        return request;
    constexpr int most = 10 * 365 * 24;
    bool isNumber = false;
    const int hours = parser.value(u"hours"_s).toInt(&isNumber);
    if (!isNumber || hours < 1 || hours > most)
        return usage(
            u"--hours: \"%1\" is not a whole number from 1 to %2"_s.arg(parser.value(u"hours"_s))
                .arg(most));
    request.duration = std::chrono::hours(hours);
    return request;
}

QString helpText(const QCommandLineParser &parser)
{
    QString text = parser.helpText() + u"\nKeys for --set and for the configuration file:\n"_s;
    for (const ConfigKey &key : configKeys())
        text += u"  %1 %2\n"_s.arg(QString(key.name), -36).arg(key.meaning);
    return text;
}

void addOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(u"Confab room server."_s);
    parser.addPositionalArgument(u"run"_s, u"Serve until stopped (the default)."_s, u"[run]"_s);
    for (const DbVerb &verb : dbVerbs) {
        const QString words = u"db %1 %2"_s.arg(verb.name, verb.operand).trimmed();
        parser.addPositionalArgument(words, verb.meaning, u"| "_s + words);
    }
    for (const auto &[words, meaning] : operatorUsages())
        parser.addPositionalArgument(words, meaning, u"| "_s + words);
    const QList<Flag> flags = valueFlags();
    for (const Flag &flag : flags)
        parser.addOption({ flag.name, meaningOf(flag.key), flag.valueName });
    parser.addOptions({ { u"config"_s, u"configuration file (TOML)"_s, u"FILE"_s },
                        { u"reason"_s, u"why, with user, ban, room and token"_s, u"TEXT"_s },
                        { u"hours"_s, u"for so long, with ban add and room role"_s, u"N"_s },
                        { u"set"_s, u"set any configuration key"_s, u"KEY=VALUE"_s },
                        { u"allow-plaintext"_s, u"serve other machines without encryption, too"_s },
                        { u"no-beacon"_s, u"do not announce the server to people nearby"_s },
                        { { u"h"_s, u"help"_s }, u"show this help"_s },
                        { { u"v"_s, u"version"_s }, u"show the version"_s } });
}

Result<void> applyFlags(const QCommandLineParser &parser, ServerConfig &config)
{
    const QList<Flag> flags = valueFlags();
    for (const Flag &flag : flags) {
        if (!parser.isSet(flag.name))
            continue;
        if (const auto set = setConfigKey(config, flag.key, parser.value(flag.name)); !set)
            return usage(u"--%1: %2"_s.arg(flag.name, set.error().detail));
    }
    if (parser.isSet(u"allow-plaintext"_s))
        config.door.plaintext = FrontDoor::Plaintext::Everyone;
    if (parser.isSet(u"no-beacon"_s))
        config.hasBeacon = false;
    const QStringList pairs = parser.values(u"set"_s);
    for (const QString &pair : pairs) {
        const qsizetype equals = pair.indexOf(u'=');
        if (equals < 1)
            return usage(u"--set %1: write it as KEY=VALUE"_s.arg(pair));
        if (const auto set = setConfigKey(config, pair.left(equals), pair.sliced(equals + 1)); !set)
            return usage(u"--set %1: %2"_s.arg(pair, set.error().detail));
    }
    return {};
}

} // namespace

Result<void> setConfigKey(ServerConfig &config, const QString &key, const QString &value)
{
    for (const ConfigKey &row : configKeys()) {
        if (key == row.name)
            return row.set(config, value);
    }
    const QString nearest = nearestKey(key);
    return usage(u"there is no key \"%1\"; %2"_s.arg(key,
                                                     nearest.isEmpty()
                                                         ? u"confabd --help lists them"_s
                                                         : u"did you mean \"%1\"?"_s.arg(nearest)));
}

Result<ServerCommand> readCommandLine(const QStringList &arguments)
{
    QCommandLineParser parser;
    addOptions(parser);
    if (!parser.parse(arguments))
        return usage(parser.errorText() + u"; see confabd --help"_s);
    ServerCommand command { .config = defaults() };
    if (parser.isSet(u"help"_s)) {
        command.text = helpText(parser);
        return command;
    }
    if (parser.isSet(u"version"_s)) {
        command.text = u"confabd %1 (Qt %2)\n"_s.arg(QLatin1StringView(CONFAB_VERSION),
                                                     QLatin1StringView(qVersion()));
        return command;
    }
    const QStringList words = parser.positionalArguments();
    const bool isForDb = !words.isEmpty() && words.first() == "db"_L1;
    if (isForDb) {
        const Result<DbRequest> request = readDbRequest(words.sliced(1));
        if (!request)
            return request.error();
        command.db = *request;
    } else if (!words.isEmpty() && isOperatorWord(words.first())) {
        const Result<OperatorRequest> request = readOperatorRequest(words, parser);
        if (!request)
            return request.error();
        command.act = *request;
    } else if (words.size() > 1 || (words.size() == 1 && words.first() != "run"_L1))
        return usage(u"there is no command \"%1\"; see confabd --help"_s.arg(words.join(u' ')));
    if (parser.isSet(u"config"_s)) {
        if (const auto read = readConfigFile(parser.value(u"config"_s), command.config); !read)
            return read.error();
    }
    if (const auto applied = applyFlags(parser, command.config); !applied)
        return applied.error();
    const TlsFiles &tls = command.config.tls;
    if (tls.certificate.isEmpty() != tls.key.isEmpty())
        return usage(u"tls.certificate and tls.key go together: give both or none"_s);
    return command;
}

} // namespace chat
