#include "common/base/literals.h"
#include "common/net/gatheringsocket.h"
#include "tests/support/waiting.h"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>
#include <QtEndian>

#include <memory>

#include <malloc.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

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

    std::unique_ptr<GatheringSocket> accepted;
    std::unique_ptr<TurnEnd> turnEnd = std::make_unique<TurnEnd>();

private:
    void incomingConnection(qintptr descriptor) override
    {
        accepted = std::make_unique<GatheringSocket>(*turnEnd);
        if (!accepted->setSocketDescriptor(descriptor))
            qFatal("no socket");
    }
};

/// Bytes of which each one is telling.
QByteArray noise(quint32 seed, qsizetype size)
{
    QRandomGenerator random(seed);
    QByteArray bytes(size, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = static_cast<char>(random.bounded(256));
    return bytes;
}

/// What has come to the other end's kernel and nobody has read.
int arrived(const QTcpSocket &socket)
{
    int count = -1;
    ::ioctl(static_cast<int>(socket.socketDescriptor()), FIONREAD, &count);
    return count;
}

/// Ends the connection in the hard way, RFC 9293, 3.10.7.
void resetConnection(QTcpSocket &socket)
{
    const linger hard { .l_onoff = 1, .l_linger = 0 };
    ::setsockopt(static_cast<int>(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &hard,
                 sizeof hard);
    socket.abort();
}

} // namespace

class GatheringSocketTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<GatheringServer> m_server;
    std::unique_ptr<QTcpSocket> m_client;

    GatheringSocket &socket() const { return *m_server->accepted; }

    std::unique_ptr<QTcpSocket> connectClient()
    {
        auto client = std::make_unique<QTcpSocket>();
        client->connectToHost(QHostAddress::LocalHost, m_server->serverPort());
        m_server->accepted.reset();
        if (!waitUntil([&] {
                return m_server->accepted && client->state() == QTcpSocket::ConnectedState;
            }))
            qFatal("no connection");
        return client;
    }
    /// All that comes until there are so many bytes.
    static QByteArray receive(QTcpSocket &client, qsizetype size)
    {
        QByteArray received;
        waitUntil([&] {
            received += client.readAll();
            return received.size() >= size;
        });
        return received;
    }
    /// The system takes little at a time, and in all no more than the client's kernel holds.
    void makeNarrow()
    {
        socket().setSocketOption(QAbstractSocket::SendBufferSizeSocketOption, 1);
        m_client->setReadBufferSize(1);
    }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<GatheringServer>();
        m_client = connectClient();
    }

    void cleanup()
    {
        m_client.reset();
        m_server.reset();
    }

    void nothingIsSentBeforeTheEndOfTheTurn()
    {
        socket().write("he");
        socket().gather("llo");
        QCOMPARE(socket().bytesToWrite(), 5);
        QCOMPARE(arrived(*m_client), 0);
        QCOMPARE(receive(*m_client, 5), QByteArray("hello"));
        QCOMPARE(socket().bytesToWrite(), 0);
    }

    // One call, one segment: the reader is woken once.
    void aTurnIsSentAtOnce()
    {
        const QSignalSpy read(m_client.get(), &QIODevice::readyRead);
        for (int i = 0; i < 200; ++i)
            socket().gather("0123456789");
        QVERIFY(waitUntil([&] { return !read.isEmpty(); }));
        QCOMPARE(m_client->bytesAvailable(), 2000);
    }

    void manySmallWritesCostLittleMore()
    {
        const size_t before = ::mallinfo2().uordblks;
        for (int i = 0; i < 100'000; ++i)
            socket().write("ab");
        const size_t after = ::mallinfo2().uordblks;
        QCOMPARE(socket().bytesToWrite(), 200'000);
        QVERIFY2(after < before + 500'000, qPrintable(QString::number(after - before)));
    }

    // What Qt writes by itself (the answer to a ping, a closing frame) stays between ours.
    void theOrderIsThatOfTheWritesThoughTheSystemTakesLittle()
    {
        makeNarrow();
        QByteArray all;
        QRandomGenerator random(1);
        for (quint32 turn = 0; turn < 40; ++turn) {
            for (quint32 i = 0; i < 20; ++i) {
                const QByteArray bytes = noise(turn * 100 + i, random.bounded(1, 9000));
                all += bytes;
                if (random.bounded(2) == 0)
                    socket().gather(bytes);
                else
                    QCOMPARE(socket().write(bytes), bytes.size());
            }
            QCoreApplication::processEvents();
        }
        QVERIFY2(socket().bytesToWrite() > 100'000, "the system took it all: nothing is tested");
        m_client->setReadBufferSize(0);
        QVERIFY(receive(*m_client, all.size()) == all);
        QCOMPARE(socket().bytesToWrite(), 0);
    }

    void whatWaitsIsWhatWasWrittenAndNotTaken()
    {
        makeNarrow();
        const QByteArray bytes = noise(1, 1'000'000);
        for (int i = 0; i < 3; ++i) {
            socket().gather(bytes);
            QCoreApplication::processEvents();
        }
        const qint64 waiting = socket().bytesToWrite();
        QVERIFY(waiting > 2'000'000 && waiting < 3'000'000);
        socket().gather("12345");
        QCOMPARE(socket().bytesToWrite(), waiting + 5);
        m_client->setReadBufferSize(0);
        QVERIFY(receive(*m_client, 3'000'005) == bytes + bytes + bytes + "12345");
    }

    void manyReceiversShareTheBytesThatWait()
    {
        makeNarrow();
        const QByteArray bytes = noise(1, 3'000'000);
        socket().gather(bytes);
        QCoreApplication::processEvents(); // some of them are taken
        socket().gather(bytes);
        QCoreApplication::processEvents();
        QVERIFY(!bytes.isDetached());
    }

    // Whoever writes a page piece by piece goes on at this signal.
    void whatWasWrittenIsToldFromTheEventLoop()
    {
        makeNarrow();
        qint64 written = 0;
        bool isWriting = true;
        connect(&socket(), &QIODevice::bytesWritten, this, [&](qint64 bytes) {
            QVERIFY(!isWriting);
            written += bytes;
        });
        const QByteArray bytes = noise(1, 3'000'000);
        socket().gather(bytes);
        socket().write("end");
        isWriting = false;
        m_client->setReadBufferSize(0);
        QVERIFY(receive(*m_client, bytes.size() + 3) == bytes + "end");
        QVERIFY(waitUntil([&] { return written == bytes.size() + 3; }));
    }

    void whoIsToldMayEndItselfAndOthers()
    {
        auto first = std::move(m_server->accepted);
        const auto client = connectClient();
        connect(first.get(), &QIODevice::bytesWritten, this, [&] { m_server->accepted.reset(); });
        connect(&socket(), &QIODevice::bytesWritten, this, [&] { first.reset(); });
        first->gather("1");
        socket().gather("2");
        QVERIFY(waitUntil([&] { return !first || !m_server->accepted; }));
        QVERIFY(!m_server->accepted);
        first->gather("3");
        QCOMPARE(receive(*m_client, 2), QByteArray("13"));
    }

    // A program that leaves says goodbye, and then has no event loop any more.
    void closingSendsWhatWasGathered_data()
    {
        QTest::addColumn<bool>("isClose");
        QTest::newRow("close") << true;
        QTest::newRow("disconnectFromHost") << false;
    }

    void closingSendsWhatWasGathered()
    {
        QFETCH(const bool, isClose);
        socket().gather("bye");
        if (isClose)
            socket().close();
        else
            socket().disconnectFromHost();
        QCOMPARE(socket().state(), QAbstractSocket::UnconnectedState);
        QVERIFY(m_client->waitForReadyRead());
        QCOMPARE(m_client->readAll(), QByteArray("bye"));
    }

    void closingWaitsForASlowReader()
    {
        makeNarrow();
        const QByteArray bytes = noise(1, 1'000'000);
        socket().gather(bytes);
        socket().close();
        QCOMPARE(socket().state(), QAbstractSocket::ClosingState);
        m_client->setReadBufferSize(0);
        QVERIFY(receive(*m_client, bytes.size()) == bytes);
        QVERIFY(waitUntil([&] { return socket().state() == QAbstractSocket::UnconnectedState; }));
    }

    void anAbortSendsNothing()
    {
        socket().gather("secret");
        socket().write("too");
        socket().abort();
        QCOMPARE(socket().bytesToWrite(), 0);
        QVERIFY(waitUntil([&] { return m_client->state() == QAbstractSocket::UnconnectedState; }));
        QCOMPARE(m_client->readAll(), QByteArray());
    }

    // Whoever writes may be in a loop over a room's members, which the end of one of them changes.
    void aBrokenConnectionIsToldByTheEventLoopOnly()
    {
        const QSignalSpy ended(&socket(), &QAbstractSocket::disconnected);
        bool isWriting = true;
        bool wasToldWhileWriting = false;
        connect(&socket(), &QAbstractSocket::disconnected, this,
                [&] { wasToldWhileWriting = isWriting; });
        resetConnection(*m_client);
        for (int i = 0; i < 3; ++i) {
            socket().gather(noise(1, 100'000));
            socket().write("x");
            m_server->turnEnd.reset(); // ends the turn now, and has all later ones go to Qt
        }
        isWriting = false;
        QVERIFY(waitUntil([&] { return !ended.isEmpty(); }));
        QVERIFY(!wasToldWhileWriting);
        QCOMPARE(ended.size(), 1);
        QCOMPARE(socket().bytesToWrite(), 0);
        socket().gather("nobody hears it");
        QCOMPARE(socket().bytesToWrite(), 0);
    }

    void itMayEndBetweenAWriteAndTheEndOfItsTurn()
    {
        auto first = std::move(m_server->accepted);
        const auto client = connectClient();
        first->gather("lost");
        socket().gather("kept");
        first.reset();
        QCOMPARE(receive(*client, 4), QByteArray("kept"));
    }

    void withoutATurnsEndItIsLikeAnyOther()
    {
        socket().gather("a");
        m_server->turnEnd.reset();
        QVERIFY(m_client->waitForReadyRead());
        QCOMPARE(m_client->readAll(), QByteArray("a"));
        socket().gather("b");
        socket().write("c");
        QCOMPARE(receive(*m_client, 2), QByteArray("bc"));
        m_client->write("d");
        QVERIFY(waitUntil([&] { return socket().bytesAvailable() == 1; }));
        QCOMPARE(socket().readAll(), QByteArray("d"));
    }

    void readingGoesOnAfterItsBuffersWereGivenBack()
    {
        QByteArray heard;
        connect(&socket(), &QIODevice::readyRead, this, [&] {
            heard += socket().read(3); // not all that is there
            heard += socket().readAll();
        });
        QByteArray said;
        for (quint32 i = 0; i < 50; ++i) {
            const QByteArray bytes = noise(i, 1 + i * 1000);
            said += bytes;
            m_client->write(bytes);
            QVERIFY(waitUntil([&] { return heard.size() == said.size(); }));
            socket().gather("ok");
            QCOMPARE(receive(*m_client, 2), QByteArray("ok"));
        }
        QVERIFY(heard == said);
    }

    // QTcpSocket would keep 16 KiB for reading and 32 for writing, of each of ten thousand.
    void aQuietSocketKeepsNoBuffers()
    {
        const int client = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0); // without Qt's buffers
        const auto closing = qScopeGuard([client] { ::close(client); });
        sockaddr_in address {};
        address.sin_family = AF_INET;
        address.sin_port = qToBigEndian(m_server->serverPort());
        address.sin_addr.s_addr = qToBigEndian(quint32 { INADDR_LOOPBACK });
        m_server->accepted.reset();
        QCOMPARE(::connect(client, reinterpret_cast<const sockaddr *>(&address), sizeof address),
                 0);
        QVERIFY(waitUntil([this] { return m_server->accepted != nullptr; }));
        const QByteArray question = noise(1, 5000);

        const size_t before = ::mallinfo2().uordblks;
        QCOMPARE(::send(client, question.constData(), 5000, MSG_NOSIGNAL), 5000);
        QVERIFY(waitUntil([this] { return socket().bytesAvailable() == 5000; }));
        QVERIFY(::mallinfo2().uordblks >= before + 16'000 || before == 0); // a sanitizer's malloc
        QVERIFY(socket().readAll() == question);
        socket().write("answer");
        QVERIFY(waitUntil([this] { return socket().bytesToWrite() == 0; }));
        const size_t after = ::mallinfo2().uordblks;
        QVERIFY2(after < before + 2000, qPrintable(QString::number(after - before)));
    }

    void whatIsUnreadStays()
    {
        m_client->write("abc");
        QVERIFY(waitUntil([&] { return socket().bytesAvailable() == 3; }));
        QCOMPARE(socket().read(1), QByteArray("a"));
        socket().gather("ok");
        QCOMPARE(receive(*m_client, 2), QByteArray("ok"));
        QCOMPARE(socket().readAll(), QByteArray("bc"));
    }
};

QTEST_GUILESS_MAIN(GatheringSocketTest)
#include "tst_gatheringsocket.moc"
