#include "client/app/clientapp.h"
#include "client/app/singleinstance.h"
#include "client/ui/glyphs.h"
#include "client/ui/style.h"
#include "common/base/literals.h"
#include "common/base/logging.h"
#include "common/base/ossignal.h"
#include "common/net/websockettransport.h"

#include <QApplication>

#include <cstdio>

namespace {

chat::CommandLine readCommandLine(int argc, char *argv[])
{
    // Without a window system: --help needs no screen, and Qt on X11 would take our --name for
    // the name of the window's class.
    const QCoreApplication app(argc, argv);
    return chat::readCommandLine(app.arguments());
}

} // namespace

int main(int argc, char *argv[])
{
    using namespace chat;

    QCoreApplication::setApplicationName(u"Confab"_s);
    QCoreApplication::setApplicationVersion(QString::fromLatin1(CONFAB_VERSION));
    const CommandLine commandLine = ::readCommandLine(argc, argv);

    int programNameOnly = 1; // the rest is read
    const QApplication app(programNameOnly, argv);
    QGuiApplication::setDesktopFileName(u"org.confab.Confab"_s);
    installLogHandler(LogFormat::Text);

    SingleInstance instance(
        ClientSettings::placeOf(commandLine.profile, commandLine.settingsDirectory));
    if (!instance.claim(commandLine.addressText)) {
        std::fputs("confab: this profile is open already; its window comes to the front\n", stderr);
        return 0;
    }
    ClientApp client(commandLine, [](const QUrl &server, const Fingerprint &key) {
        return WebSocketTransport::connectTo(server, key);
    });
    QApplication::setStyle(new Style);
    QApplication::setWindowIcon(appIcon());
    const OsSignal stopSignal(OsSignal::Wish::Stop);
    QObject::connect(&stopSignal, &OsSignal::received, &client, &ClientApp::stop);
    // The desktop's session ends, if nobody objects: nothing may close yet.
    QObject::connect(&app, &QGuiApplication::commitDataRequest, &client, &ClientApp::keepPlace);
    QObject::connect(&instance, &SingleInstance::raiseWanted, &client, &ClientApp::open);
    client.start();
    return QApplication::exec();
}
