#include "common/base/literals.h"
#include "common/net/gatheringsocket.h"
#include "tests/support/waiting.h"

#include <QTcpServer>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <memory>
#include <vector>

using namespace chat;

namespace {

/// Accepts as the server's door does.
class GatheringServer : public QTcpServer
{
public:
    GatheringServer()
    {
        if (!listen(QHostAddress::LocalHost))
            qFatal("no port");
    }

    TurnEnd turnEnd;
    std::vector<std::unique_ptr<GatheringSocket>> accepted;

private:
    void incomingConnection(qintptr descriptor) override
    {
        accepted.push_back(std::make_unique<GatheringSocket>(turnEnd));
        if (!accepted.back()->setSocketDescriptor(descriptor))
            qFatal("no socket");
    }
};

} // namespace

class TurnEndTest : public QObject
{
    Q_OBJECT

private:
    // An event loop's turn may have two ends: before it waits, and after.
    static constexpr size_t mostInATurn = 2 * TurnEnd::mostAtOnce;
    static constexpr size_t many = mostInATurn + 50;

    std::unique_ptr<GatheringServer> m_server;
    std::vector<std::unique_ptr<QTcpSocket>> m_clients;

    GatheringSocket &socket(size_t i) const { return *m_server->accepted.at(i); }
    void gatherAtAll(const QByteArray &bytes)
    {
        for (const auto &accepted : m_server->accepted)
            accepted->gather(bytes);
    }
    auto waitingCount() const
    {
        return std::ranges::count_if(m_server->accepted,
                                     [](const auto &each) { return each->bytesToWrite() > 0; });
    }
    QByteArray received(size_t port) const
    {
        for (const auto &client : m_clients) {
            if (client->localPort() == port)
                return client->peek(client->bytesAvailable());
        }
        return {};
    }

    bool isReceivedByAll(const QByteArray &bytes) const
    {
        return std::ranges::all_of(m_server->accepted, [&](const auto &each) {
            return received(each->peerPort()) == bytes;
        });
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<GatheringServer>();
        for (size_t i = 0; i < many; ++i) {
            m_clients.push_back(std::make_unique<QTcpSocket>());
            m_clients.back()->connectToHost(QHostAddress::LocalHost, m_server->serverPort());
            QVERIFY(waitUntil([&] { return m_server->accepted.size() == i + 1; }));
        }
    }

    void cleanup()
    {
        QVERIFY(waitUntil([&] { return waitingCount() == 0; }));
        QVERIFY(waitUntil([&] {
            return std::ranges::all_of(m_server->accepted, [&](const auto &each) {
                return !received(each->peerPort()).isEmpty();
            });
        }));
        for (const auto &client : m_clients)
            client->readAll();
    }

    void manyAreToldOverSeveralTurns()
    {
        gatherAtAll("a");
        QCoreApplication::processEvents();
        QVERIFY(waitingCount() >= qsizetype(many - mostInATurn));
        QVERIFY(waitingCount() < qsizetype(many));
    }

    // Nothing else happens that would end the waiting of the event loop.
    void theLoopDoesNotWaitWhileSomebodyIsToBeTold()
    {
        for (const auto &client : m_clients)
            client->setReadBufferSize(1); // Qt stops looking at one that is full
        gatherAtAll("a");
        QVERIFY(waitUntil([&] { return isReceivedByAll("a"); }));
        gatherAtAll("b");
        bool isLate = false;
        QTimer::singleShot(std::chrono::seconds(20), this, [&] { isLate = true; });
        while (waitingCount() > 0 && !isLate)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        QVERIFY(!isLate);
        for (const auto &client : m_clients)
            client->setReadBufferSize(0);
        QVERIFY(waitUntil([&] { return isReceivedByAll("ab"); }));
    }

    void whatComesMeanwhileGoesAlong()
    {
        GatheringSocket &last = socket(many - 1);
        std::vector<qint64> writes;
        connect(&last, &QIODevice::bytesWritten, this,
                [&](qint64 bytes) { writes.push_back(bytes); });
        gatherAtAll("a");
        QCoreApplication::processEvents();
        gatherAtAll("bc");
        QVERIFY(waitUntil([&] { return waitingCount() == 0; }));
        QCOMPARE(writes, std::vector<qint64> { 3 });
        QVERIFY(waitUntil([&] { return received(last.peerPort()) == "abc"; }));
        QVERIFY(waitUntil([&] { return received(socket(0).peerPort()) == "abc"; }));
        disconnect(&last, &QIODevice::bytesWritten, this, nullptr);
    }

    void oneWhoHasGatheredMuchMakesAllBeTold()
    {
        gatherAtAll("a");
        socket(many - 1).gather(QByteArray(TurnEnd::mostGathered, 'x'));
        QCoreApplication::processEvents();
        QCOMPARE(waitingCount(), 0);
    }

    void oneThatWaitsMayEnd()
    {
        gatherAtAll("a");
        QCoreApplication::processEvents();
        m_server->accepted.pop_back();
        QVERIFY(waitUntil([&] { return waitingCount() == 0; }));
    }
};

QTEST_GUILESS_MAIN(TurnEndTest)
#include "tst_turnend.moc"
