#include "client/app/clientapp.h"
#include "client/ui/glyphs.h"
#include "client/ui/style.h"
#include "common/base/literals.h"
#include "common/base/logging.h"

#include <QApplication>

int main(int argc, char *argv[])
{
    using namespace chat;

    QApplication app(argc, argv);
    QApplication::setApplicationName(u"Confab"_s);
    QApplication::setApplicationVersion(QString::fromLatin1(CONFAB_VERSION));
    QGuiApplication::setDesktopFileName(u"org.confab.Confab"_s);
    installLogHandler(LogFormat::Text);
    const CommandLine commandLine = readCommandLine(app);

    ClientApp client(commandLine);
    QApplication::setStyle(new Style);
    QApplication::setWindowIcon(appIcon());
    client.start();
    return QApplication::exec();
}
