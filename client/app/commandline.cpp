#include "client/app/commandline.h"

#include "common/base/limits.h"
#include "common/base/literals.h"

#include <QCommandLineParser>

#include <cstdio>
#include <cstdlib>

namespace chat {

namespace {

std::optional<ServerAddress> addressOrExit(const QString &text)
{
    if (text.isEmpty())
        return std::nullopt;
    if (auto address = ServerAddress::fromText(text))
        return address;
    const QByteArray sentence =
        u"confab: \"%1\" is not an address; try confab://127.0.0.1:3001/general\n"_s.arg(text)
            .toLocal8Bit();
    std::fputs(sentence.constData(), stderr);
    std::exit(2);
}

} // namespace

CommandLine readCommandLine(const QStringList &arguments)
{
    const QCommandLineOption name(u"name"_s, u"Join under this name."_s, u"NAME"_s);
    const QCommandLineOption profile(
        u"profile"_s, u"Keep settings apart under this name; that of --name unless given."_s,
        u"NAME"_s);
    const QCommandLineOption server(u"server"_s, u"Join this server."_s, u"URL"_s);
    const QCommandLineOption settings(u"settings"_s, u"Keep the settings in this folder."_s,
                                      u"DIR"_s);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Confab, a chat for a desk and a LAN."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({ name, profile, server, settings });
    parser.addPositionalArgument(u"address"_s, u"What to join: confab://HOST:PORT/ROOM"_s,
                                 u"[address]"_s);
    parser.process(arguments);

    const QStringList places = parser.positionalArguments();
    const QString person = parser.value(name).simplified().left(limits::userNameLength);
    const QString address = places.isEmpty() ? parser.value(server) : places.first();
    return { .address = addressOrExit(address),
             .addressText = address,
             .name = person,
             .profile = parser.isSet(profile) ? parser.value(profile) : person,
             .settingsDirectory = parser.value(settings) };
}

} // namespace chat
