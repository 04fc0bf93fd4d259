// A network that misbehaves, as a program: passes what comes to a port of loopback on to another.
//
//     faultproxy TARGET-PORT [--port N] [--seed N] [FAULT...]
//
// Faults are the words of Faults::fromText(), for example: delay=300 jitter=200 rate=65536. When it
// listens it prints "READY <port> <seed>". Each line of standard input is then a new list of faults
// for all connections, or one of: reset, finish, stop, stop up, stop down (all connections that
// there are, now), target PORT (for those to come). It ends with its input.

#include "common/base/literals.h"
#include "tests/support/faultproxy.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QSocketNotifier>

#include <cstdio>

#include <unistd.h>

using namespace chat;

namespace {

bool obey(FaultProxy &proxy, const QString &line)
{
    if (line == "reset"_L1) {
        proxy.resetAll();
    } else if (line == "finish"_L1) {
        proxy.finishAll();
    } else if (line == "stop"_L1 || line == "stop up"_L1 || line == "stop down"_L1) {
        proxy.stopAll(line != "stop down"_L1, line != "stop up"_L1);
    } else if (line.startsWith("target "_L1)) {
        proxy.setTarget(line.sliced(7).toUShort());
    } else {
        const auto faults = Faults::fromText(line);
        if (!faults) {
            std::fprintf(stderr, "faultproxy: %s\n", qPrintable(faults.error().detail));
            return false;
        }
        proxy.setFaults(*faults);
    }
    return true;
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption port(u"port"_s, u"Port to listen on."_s, u"N"_s, u"0"_s);
    const QCommandLineOption seed(u"seed"_s, u"Seed of all chance."_s, u"N"_s, u"1"_s);
    parser.addOptions({ port, seed });
    parser.process(app);
    const QStringList words = parser.positionalArguments();
    const quint16 target = words.value(0).toUShort();
    if (target == 0) {
        std::fputs("usage: faultproxy TARGET-PORT [--port N] [--seed N] [FAULT...]\n", stderr);
        return 2;
    }
    FaultProxy proxy(target, parser.value(seed).toULongLong(), parser.value(port).toUShort());
    if (proxy.port() == 0) {
        std::fputs("faultproxy: can not listen\n", stderr);
        return 1;
    }
    if (!obey(proxy, words.mid(1).join(u' ')))
        return 2;
    std::printf("READY %d %llu\n", int(proxy.port()), proxy.seed());
    std::fflush(stdout);

    QByteArray pending;
    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &app, [&] {
        char buffer[4096];
        const auto size = ::read(STDIN_FILENO, buffer, sizeof buffer);
        if (size <= 0) {
            QCoreApplication::quit();
            return;
        }
        pending.append(buffer, size);
        for (qsizetype end = pending.indexOf('\n'); end >= 0; end = pending.indexOf('\n')) {
            obey(proxy, QString::fromUtf8(pending.first(end)).trimmed());
            pending.remove(0, end + 1);
        }
    });
    return QCoreApplication::exec();
}
