#include "common/base/limits.h"
#include "common/base/literals.h"
#include "server/door/requesthead.h"

#include <QTest>

using namespace chat;

class TestRequestHead : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void judges_data();
    void judges();
    void everyPrefixIsIncomplete();
};

namespace {

const QByteArray upgrade = "GET /chat HTTP/1.1\r\nHost: x\r\nUpgrade: WebSocket\r\n\r\n";

} // namespace

void TestRequestHead::judges_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("state");
    const auto row = [](const char *name, const QByteArray &bytes, HeadState state) {
        QTest::newRow(name) << bytes << int(state);
    };
    const QByteArray filler(limits::headerBytes, 'x');
    row("nothing", {}, HeadState::Incomplete);
    row("upgrade", upgrade, HeadState::Upgrade);
    row("upgrade and a frame", upgrade + "\x81\x80", HeadState::Hasty);
    row("page", "GET / HTTP/1.1\r\nHost: x\r\n\r\n", HeadState::Other);
    row("wrong method", "POST / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n", HeadState::Other);
    row("word in another header", "GET / HTTP/1.1\r\nX-Upgrade: websocket\r\n\r\n",
        HeadState::Other);
    row("no end in sight", filler + "x", HeadState::TooLarge);
    row("end too late", "GET / HTTP/1.1\r\nX: " + filler + "\r\n\r\n", HeadState::TooLarge);
    row("TLS client hello", QByteArray::fromHex("160301020001"), HeadState::Incomplete);
}

void TestRequestHead::judges()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, state);
    QCOMPARE(int(judgeHead(bytes)), state);
}

void TestRequestHead::everyPrefixIsIncomplete()
{
    for (qsizetype size = 0; size < upgrade.size(); ++size)
        QCOMPARE(judgeHead(upgrade.left(size)), HeadState::Incomplete);
}

QTEST_GUILESS_MAIN(TestRequestHead)
#include "tst_requesthead.moc"
