// How many sends a server makes durable in a second, beside what its disk can do.
//
//     durable [FOLDER] [SECONDS]
//
// Starts a confabd of its own with its data in a temporary folder below FOLDER (else below that of
// the system), once with durability = full and once with normal, and lets 1, 10 and 200 people
// send, each into a room of their own, each one line at a time. Prints one line of JSON a row;
// `syncs` is how often a second the same folder takes 4 KiB and an fdatasync from one program.

#include "common/net/websockettransport.h"
#include "tests/support/serverprocess.h"
#include "tests/support/testclient.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>

#include <cstdio>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

using namespace chat;

namespace {

double syncsPerSecond(const QString &path, std::chrono::seconds time)
{
    const int file = ::open(path.toLocal8Bit().constData(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0)
        qFatal("can not write %s", qPrintable(path));
    const QByteArray page(4096, 'x');
    QElapsedTimer timer;
    timer.start();
    int count = 0;
    // Like a log: always the next page, and from the start again when there are a thousand.
    for (; timer.elapsed() < std::chrono::milliseconds(time).count(); ++count) {
        const off_t place = page.size() * (count % 1000);
        if (::pwrite(file, page.constData(), static_cast<size_t>(page.size()), place) < 0
            || ::fdatasync(file) != 0)
            qFatal("can not sync %s", qPrintable(path));
    }
    ::close(file);
    return count * 1000.0 / static_cast<double>(timer.elapsed());
}

/// Says the next line when the one before is accepted.
class Sender
{
public:
    Sender(const QUrl &url, const Clock &clock, int number)
        : m_client(WebSocketTransport::connectTo(url), clock)
        , m_room(RoomId::fromText(u"room %1"_s.arg(number)))
    {
        if (!m_client.waitFor<Welcome>()
            || m_client.authenticate(u"sender %1"_s.arg(number)).id == UserId()
            || !m_client.join(m_room.text()))
            qFatal("sender %d can not come in", number);
    }

    void start() { sayNext(); }
    int accepted() const { return m_accepted; }

private:
    void sayNext()
    {
        m_client.forget();
        m_client.peer().request(SendMessage { .roomId = m_room, .content = u"hello"_s }, &m_client,
                                [this](const Result<MessageAccepted> &answer) {
                                    if (!answer)
                                        qFatal("refused: %s", qPrintable(answer.error().toText()));
                                    ++m_accepted;
                                    sayNext();
                                });
    }

    TestClient m_client;
    RoomId m_room;
    int m_accepted = 0;
};

double sendsPerSecond(const QUrl &url, int senders, std::chrono::seconds time)
{
    const SystemClock clock;
    std::vector<std::unique_ptr<Sender>> crowd;
    for (int i = 0; i < senders; ++i)
        crowd.push_back(std::make_unique<Sender>(url, clock, i));
    for (const auto &sender : crowd)
        sender->start();
    const auto accepted = [&crowd] {
        int sum = 0;
        for (const auto &sender : crowd)
            sum += sender->accepted();
        return sum;
    };
    QElapsedTimer timer;
    timer.start();
    const int before = accepted();
    QEventLoop loop;
    QTimer::singleShot(time, &loop, &QEventLoop::quit);
    loop.exec();
    return (accepted() - before) * 1000.0 / static_cast<double>(timer.elapsed());
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const QString place = arguments.value(1, QDir::tempPath());
    const std::chrono::seconds time { arguments.value(2, u"5"_s).toInt() };
    for (const auto &durability : { u"full"_s, u"normal"_s }) {
        for (const int senders : { 1, 10, 200 }) {
            const QTemporaryDir folder(place + u"/confab-durable-XXXXXX"_s);
            ServerProcess server(folder.filePath(u"data"_s));
            if (!server.start({ u"--set"_s, u"server.durability="_s + durability, u"--set"_s,
                                u"limits.sends_per_second=1000000"_s, u"--set"_s,
                                u"limits.sends_burst=1000000"_s }))
                qFatal("no server: %s", qPrintable(server.errors()));
            const double syncs = syncsPerSecond(folder.filePath(u"disk"_s), time / 2);
            const double sends = sendsPerSecond(server.url(), senders, time);
            std::printf("{\"durability\":\"%s\",\"senders\":%d,\"sends\":%.0f,\"syncs\":%.0f}\n",
                        qPrintable(durability), senders, sends, syncs);
            std::fflush(stdout);
        }
    }
    return 0;
}
