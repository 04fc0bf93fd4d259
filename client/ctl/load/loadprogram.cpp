#include "client/ctl/load/loadprogram.h"

#include "client/ctl/command.h"
#include "client/ctl/load/loadrun.h"
#include "common/base/ossignal.h"
#include "common/base/random.h"

#include <QCoreApplication>

#include <cstdio>

namespace chat {

namespace {

int fail(const Error &error)
{
    std::fprintf(stderr, "confabctl: %s\n", qUtf8Printable(error.detail));
    return int(ExitCode::WrongUsage);
}

int outcome(const LoadFindings &found)
{
    std::printf("%s\n", found.toJson().constData());
    if (!found.isEveryoneIn())
        return int(ExitCode::NoConnection);
    return int(found.isFlawless() ? ExitCode::Done : ExitCode::Refused);
}

} // namespace

int runLoad(const QStringList &arguments)
{
    const Result<LoadOptions> options = readLoadOptions(arguments);
    if (!options)
        return fail(options.error());
    if (!options->text.isEmpty()) {
        std::fputs(qUtf8Printable(options->text), stdout);
        return int(ExitCode::Done);
    }
    SystemRandom random;
    const OsSignal stopSignal(OsSignal::Wish::Stop);
    LoadRun run(*options, random);
    QObject::connect(&stopSignal, &OsSignal::received, &run,
                     [&run] { run.stop(u"stopped by hand"_s); });
    QObject::connect(&run, &LoadRun::finished, &run, &QCoreApplication::quit, Qt::QueuedConnection);
    if (const auto started = run.start(); !started)
        return fail(started.error());
    QCoreApplication::exec();
    return outcome(run.findings());
}

} // namespace chat
