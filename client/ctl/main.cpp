#include "client/ctl/ctl.h"
#include "common/base/logging.h"
#include "common/base/random.h"

#include <QCoreApplication>

#include <cstdio>

#ifdef Q_OS_UNIX
#include "client/ctl/load/loadprogram.h"
#endif

namespace {

int run(chat::CtlOptions options)
{
    using namespace chat;
    installLogHandler(LogFormat::Text);
    if (!options.isVerbose)
        QLoggingCategory::setFilterRules(u"*.debug=false\n*.info=false\n*.warning=false"_s);
    const SystemClock clock;
    SystemRandom random;
    Ctl ctl(std::move(options), clock, random);
    QObject::connect(&ctl, &Ctl::ended, &ctl,
                     [](ExitCode code) { QCoreApplication::exit(int(code)); });
    ctl.start();
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char *argv[])
{
    using namespace chat;
    // GLib's event loop searches all sockets for each change of one.
    qputenv("QT_NO_GLIB", "1");
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"confabctl"_s);
#ifdef Q_OS_UNIX
    if (isLoad(QCoreApplication::arguments()))
        return runLoad(QCoreApplication::arguments());
#endif
    Result<CtlOptions> options = readCtlOptions(QCoreApplication::arguments());
    if (!options) {
        std::fprintf(stderr, "confabctl: %s\n", qUtf8Printable(options.error().detail));
        return int(ExitCode::WrongUsage);
    }
    if (!options->command) {
        std::fputs(qUtf8Printable(options->text), stdout);
        return int(ExitCode::Done);
    }
    return run(std::move(options).value());
}
