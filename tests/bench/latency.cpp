// How long a line takes from one person to another, through a server that makes it durable first.
//
//     latency ws://127.0.0.1:3001 [lines]
//
// Prints one line of JSON: milliseconds from the send to the other client's having the message, at
// the median, the 95th and the 99th percentile. One line is under way at a time. The server needs
// limits.sends_per_second out of the way (--set limits.sends_per_second=1000000).

#include "common/base/random.h"
#include "common/net/websockettransport.h"
#include "tests/support/testclient.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QUrl>

#include <algorithm>
#include <cstdio>

using namespace chat;

namespace {

double percentile(const QList<double> &sorted, double share)
{
    return sorted.at(static_cast<qsizetype>(share * static_cast<double>(sorted.size() - 1)));
}

std::unique_ptr<TestClient> enter(const QUrl &url, const Clock &clock, const QString &name)
{
    auto client = std::make_unique<TestClient>(WebSocketTransport::connectTo(url), clock);
    if (!client->waitFor<Welcome>())
        qFatal("no server at %s", qPrintable(url.toString()));
    client->authenticate(name);
    if (!client->join(u"latency"_s))
        qFatal("%s could not join", qPrintable(name));
    return client;
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 2)
        qFatal("usage: latency URL [LINES]");
    const QUrl url(arguments.at(1));
    const int lines = arguments.value(2, u"2000"_s).toInt();

    const SystemClock clock;
    SystemRandom random;
    // Names of their own, so that it can be run again.
    const auto ada = enter(url, clock, u"ada "_s + newRandomHex(random, 4));
    const auto bob = enter(url, clock, u"bob "_s + newRandomHex(random, 4));
    QList<double> times;
    for (int i = 0; i < lines; ++i) {
        bob->forget();
        QElapsedTimer timer;
        timer.start();
        ada->tell(SendMessage { .roomId = RoomId::fromText(u"latency"_s),
                                .content = QString::number(i) });
        if (!bob->waitFor<NewMessage>())
            qFatal("line %d did not arrive", i);
        times.append(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    std::ranges::sort(times);
    std::printf("{\"lines\":%d,\"p50\":%.3f,\"p95\":%.3f,\"p99\":%.3f,\"max\":%.3f}\n", lines,
                percentile(times, 0.50), percentile(times, 0.95), percentile(times, 0.99),
                times.last());
    return 0;
}
