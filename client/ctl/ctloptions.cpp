#include "client/ctl/ctloptions.h"

#include "client/core/serveraddress.h"
#include "client/ctl/roomscommand.h"
#include "client/ctl/secrets.h"
#include "client/ctl/sendcommand.h"
#include "client/ctl/tailcommand.h"

#include <QCommandLineParser>
#include <QFile>

namespace chat {

namespace {

constexpr auto usage =
    "Commands:\n"
    "  send ROOM TEXT   say a line; ends when the server has stored it; TEXT may be -,\n"
    "                   which reads it from the standard input\n"
    "  tail ROOM        print the lines of a room from now on\n"
    "  rooms            print the rooms of the server\n"
    "  load             put a server under load, and print what happened; without --name; see\n"
    "                   confabctl load --help\n"
    "\n"
    "Exit codes: 0 done, 1 refused by the server, 2 wrong usage, 3 no connection or answer in "
    "time,\n"
    "or a server whose key is not known.\n"_L1;

const QCommandLineOption urlOption { u"url"_s,
                                     u"Where the server is: HOST, HOST:PORT, wss://HOST:PORT, or "
                                     "ws://HOST:PORT for plain text, which is usual only on this "
                                     "machine."_s,
                                     u"url"_s };
const QCommandLineOption nameOption { u"name"_s, u"Under which name to come."_s, u"name"_s };
const QCommandLineOption fingerprintOption {
    u"fingerprint"_s,
    u"The key of the server, as confabd prints it; needed once, unless authorities vouch for it."_s,
    u"hex"_s
};
const QCommandLineOption keyFileOption { u"key-file"_s, u"Where to keep the keys of servers."_s,
                                         u"file"_s };
const QCommandLineOption tokenFileOption {
    u"token-file"_s, u"Where to keep the token that makes one the same person again."_s, u"file"_s
};
const QCommandLineOption passwordFileOption {
    u"password-file"_s,
    u"A file with the password of an account, for its owner's eyes only; or else the environment "
    "variable CONFAB_PASSWORD."_s,
    u"file"_s
};
const QCommandLineOption askPasswordOption { u"ask-password"_s,
                                             u"Ask for the password at the terminal."_s };
const QCommandLineOption jwtFileOption {
    u"jwt-file"_s,
    u"A file with a JSON Web Token, for servers that want one; or else the environment variable "
    "CONFAB_JWT."_s,
    u"file"_s
};
const QCommandLineOption timeoutOption { u"timeout"_s,
                                         u"How long to wait for the server; default 10."_s,
                                         u"seconds"_s, u"10"_s };
const QCommandLineOption jsonOption { u"json"_s, u"tail: print one JSON object a line."_s };
const QCommandLineOption countOption { u"count"_s, u"tail: end after so many lines."_s,
                                       u"lines"_s };
const QCommandLineOption verboseOption { { u"v"_s, u"verbose"_s },
                                         u"send: print the place of the line in the room; all: "
                                         "tell on stderr what happens."_s };

Error wrongUsage(const QString &sentence)
{
    return { .code = ErrorCode::InvalidMessage, .detail = sentence + u"; see confabctl --help"_s };
}

std::optional<qint64> positiveNumber(const QString &text)
{
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    return isNumber && number > 0 && number <= 1'000'000'000 ? std::optional(number) : std::nullopt;
}

QString standardInput()
{
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return {};
    QString text = QString::fromUtf8(input.readAll());
    if (text.endsWith(u'\n'))
        text.chop(1);
    return text;
}

using MadeCommand = Result<std::unique_ptr<Command>>;

MadeCommand makeSend(const QCommandLineParser &parser, const RoomId &room, const QString &text)
{
    const QString content = text == "-"_L1 ? standardInput() : text;
    if (content.isEmpty())
        return wrongUsage(u"there is nothing to send"_s);
    return MadeCommand(std::make_unique<SendCommand>(room, content, parser.isSet(verboseOption)));
}

MadeCommand makeTail(const QCommandLineParser &parser, const RoomId &room)
{
    const auto count = positiveNumber(parser.value(countOption));
    if (parser.isSet(countOption) && !count)
        return wrongUsage(u"--count needs a whole number above 0"_s);
    return MadeCommand(std::make_unique<TailCommand>(room, parser.isSet(jsonOption), count));
}

MadeCommand makeCommand(const QCommandLineParser &parser)
{
    const QStringList words = parser.positionalArguments();
    if (words.isEmpty())
        return wrongUsage(u"a command is missing: send, tail, rooms or load"_s);
    const QString &verb = words.first();
    if (verb == "rooms"_L1 && words.size() == 1)
        return MadeCommand(std::make_unique<RoomsCommand>());

    const QString room = words.value(1);
    const bool isSend = verb == "send"_L1 && words.size() == 3;
    const bool isTail = verb == "tail"_L1 && words.size() == 2;
    if (!isSend && !isTail)
        return wrongUsage(u"\"%1\" is not a command with these arguments"_s.arg(words.join(u' ')));
    if (room.isEmpty() || room.size() > limits::roomIdLength)
        return wrongUsage(u"a room's name has 1 to %1 characters"_s.arg(limits::roomIdLength));
    return isSend ? makeSend(parser, RoomId::fromText(room), words.at(2))
                  : makeTail(parser, RoomId::fromText(room));
}

/// The options say it, or else the environment.
Result<Credentials> readCredentials(const QCommandLineParser &parser, const QString &name)
{
    using Kind = Credentials::Kind;
    const int ways = int(parser.isSet(passwordFileOption)) + int(parser.isSet(askPasswordOption))
        + int(parser.isSet(jwtFileOption));
    if (ways > 1)
        return wrongUsage(
            u"only one of --password-file, --ask-password and --jwt-file can be given"_s);
    const Credentials fromEnvironment = secrets::ofEnvironment();
    if (ways == 0)
        return fromEnvironment;
    const bool isWord = parser.isSet(jwtFileOption);
    const auto secret = parser.isSet(askPasswordOption)
        ? secrets::ofTerminal(u"Password of %1: "_s.arg(name))
        : secrets::ofFile(parser.value(isWord ? jwtFileOption : passwordFileOption));
    if (!secret)
        return wrongUsage(secret.error().detail);
    return Credentials { .kind = isWord ? Kind::Word : Kind::Password, .secret = *secret };
}

std::optional<Error> readConnection(const QCommandLineParser &parser, CtlOptions &options)
{
    if (!parser.isSet(urlOption))
        return wrongUsage(u"--url is missing"_s);
    const auto address = ServerAddress::fromText(parser.value(urlOption));
    if (!address)
        return wrongUsage(u"\"%1\" is not the address of a server; try 127.0.0.1:3001"_s.arg(
            parser.value(urlOption)));
    options.url = address->url;

    options.name = parser.value(nameOption);
    if (options.name.isEmpty() || options.name.size() > limits::userNameLength)
        return wrongUsage(
            u"--name is needed, with 1 to %1 characters"_s.arg(limits::userNameLength));
    const auto timeout = positiveNumber(parser.value(timeoutOption));
    if (!timeout)
        return wrongUsage(u"--timeout needs a whole number of seconds above 0"_s);
    options.timeout = std::chrono::seconds { *timeout };
    const auto fingerprint = Fingerprint::fromHex(parser.value(fingerprintOption));
    if (parser.isSet(fingerprintOption) && !fingerprint)
        return wrongUsage(u"--fingerprint needs 64 hexadecimal digits, as confabd prints them"_s);
    options.fingerprint = fingerprint.value_or(Fingerprint());
    const auto credentials = readCredentials(parser, options.name);
    if (!credentials)
        return credentials.error();
    options.credentials = *credentials;
    options.keyFile = parser.value(keyFileOption);
    options.tokenFile = parser.value(tokenFileOption);
    options.isVerbose = parser.isSet(verboseOption);
    return std::nullopt;
}

} // namespace

Result<CtlOptions> readCtlOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"The chat client without a window.\n\n"_s + usage);
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version { u"version"_s, u"Displays version information."_s };
    parser.addOptions({ version, urlOption, nameOption, fingerprintOption, keyFileOption,
                        tokenFileOption, passwordFileOption, askPasswordOption, jwtFileOption,
                        timeoutOption, jsonOption, countOption, verboseOption });
    parser.addPositionalArgument(u"command"_s, u"send, tail, rooms or load"_s);

    CtlOptions options;
    if (!parser.parse(arguments))
        return wrongUsage(parser.errorText());
    if (parser.isSet(help) || parser.isSet(version)) {
        options.text = parser.isSet(help) ? parser.helpText() : u"confabctl " CONFAB_VERSION "\n"_s;
        return options;
    }
    if (const auto problem = readConnection(parser, options))
        return *problem;
    MadeCommand command = makeCommand(parser);
    if (!command)
        return command.error();
    options.command = std::move(command).value();
    return options;
}

} // namespace chat
