#include "common/base/literals.h"
#include "common/base/ossignal.h"
#include "server/app/dbcommand.h"
#include "server/app/filelimit.h"
#include "server/app/operatorcommand.h"
#include "server/app/serverapp.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <algorithm>
#include <cstdio>

namespace {

enum ExitCode { Stopped = 0, Failed = 1, WrongUsage = 2 };

void print(FILE *stream, const QString &text)
{
    std::fputs(qUtf8Printable(text), stream);
    std::fflush(stream);
}

void makeRoomForConnections()
{
    using namespace chat;
    if (const auto files = raiseFileLimit())
        qCInfo(lcApp, "room for %d connections: %d files may be open, ulimit -Hn allows no more",
               std::max(0, *files - limits::filesKept), *files);
}

int run(const chat::ServerConfig &config)
{
    using namespace chat;
    installLogHandler(config.logFormat);
    makeRoomForConnections();
    const OsSignal stopSignal(OsSignal::Wish::Stop);
    const OsSignal reloadSignal(OsSignal::Wish::Reload);
    ServerApp app(config);
    const auto fail = [](const Error &error) {
        print(stderr, u"confabd: %1\n"_s.arg(error.detail));
    };

    QObject::connect(&app, &ServerApp::ready, &app,
                     [](const QString &line) { print(stdout, line + u'\n'); });
    QObject::connect(&app, &ServerApp::failed, &app, [fail](const Error &error) {
        fail(error);
        QCoreApplication::exit(Failed);
    });
    QObject::connect(&app, &ServerApp::stopped, &app, [] { QCoreApplication::exit(Stopped); });
    QObject::connect(&stopSignal, &OsSignal::received, &app, &ServerApp::stop);
    QObject::connect(&reloadSignal, &OsSignal::received, &app, &ServerApp::reload);

    if (const auto started = app.start(); !started) {
        fail(started.error());
        return Failed;
    }
    return QCoreApplication::exec();
}

int runDb(const chat::ServerCommand &command)
{
    using namespace chat;
    QLoggingCategory::setFilterRules(u"chat.*.info=false"_s); // the outcome says it
    const Result<DbOutcome> outcome = runDbCommand(*command.db, command.config.dataFolder);
    if (!outcome) {
        print(stderr, u"confabd: %1\n"_s.arg(outcome.error().detail));
        return Failed;
    }
    print(stdout, outcome->lines.join(u'\n') + u'\n');
    return outcome->isSound ? Stopped : Failed;
}

int runAct(const chat::ServerCommand &command)
{
    using namespace chat;
    const Result<QStringList> lines = runOperatorCommand(*command.act, command.config.dataFolder);
    if (!lines) {
        print(stderr, u"confabd: %1\n"_s.arg(lines.error().detail));
        return Failed;
    }
    for (const QString &line : *lines)
        print(stdout, line + u'\n');
    return Stopped;
}

// Reading the command line needs an application, and only then it is known how the one that serves
// shall wait, which can not be changed in an application. So there are two, one after the other.
chat::Result<chat::ServerCommand> readCommand(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    return chat::readCommandLine(QCoreApplication::arguments());
}

} // namespace

int main(int argc, char *argv[])
{
    using namespace chat;
    // GLib's event loop searches all sockets for each change of one.
    qputenv("QT_NO_GLIB", "1");
    const Result<ServerCommand> command = readCommand(argc, argv);
    if (!command) {
        print(stderr, u"confabd: %1\n"_s.arg(command.error().detail));
        return WrongUsage;
    }
    if (command->text) {
        print(stdout, *command->text);
        return Stopped;
    }
    if (!command->db && !command->act)
        installEventLoop(command->config.eventLoop);
    const QCoreApplication application(argc, argv);
    if (command->act)
        return runAct(*command);
    return command->db ? runDb(*command) : run(command->config);
}
