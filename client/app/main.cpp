#include "client/app/clientapp.h"
#include "client/ui/glyphs.h"
#include "client/ui/style.h"
#include "common/base/literals.h"
#include "common/base/logging.h"

#include <QApplication>

#include <string>
#include <vector>

namespace {

// Qt's X11 plugin takes "--name NAME" away, as the name of the window class; "--name=NAME" it
// leaves alone.
std::vector<std::string> withJoinedName(int argc, char *argv[])
{
    std::vector<std::string> arguments;
    for (int i = 0; i < argc; ++i) {
        arguments.emplace_back(argv[i]);
        if (arguments.back() == "--name" && i + 1 < argc)
            arguments.back().append("=").append(argv[++i]);
    }
    return arguments;
}

} // namespace

int main(int argc, char *argv[])
{
    using namespace chat;

    std::vector<std::string> arguments = withJoinedName(argc, argv);
    std::vector<char *> pointers; // of `arguments`; both live as long as the application
    for (std::string &argument : arguments)
        pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    int count = static_cast<int>(arguments.size());
    QApplication app(count, pointers.data());
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
