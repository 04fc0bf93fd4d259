#include "client/ctl/load/serverframes.h"
#include "common/base/literals.h"
#include "common/protocol/frame.h"

#include <QTest>

using namespace chat;

namespace {

using Opcode = ServerFrames::Opcode;

struct Seen
{
    Opcode opcode;
    QByteArray payload;

    friend bool operator==(const Seen &, const Seen &) = default;
};

/// What comes out when the bytes arrive in pieces of this size; nothing when they are refused.
std::optional<QList<Seen>> taken(const QByteArray &bytes, qsizetype piece)
{
    ServerFrames frames;
    QList<Seen> all;
    for (qsizetype at = 0; at < bytes.size(); at += piece) {
        const bool isFine =
            frames.take(bytes.mid(at, piece), [&all](Opcode opcode, QByteArrayView payload) {
                all.append({ opcode, payload.toByteArray() });
                return true;
            });
        if (!isFine)
            return std::nullopt;
    }
    return all;
}

QByteArray textFrame(const QByteArray &payload)
{
    return Frame::fromJson(payload).webSocketBytes();
}

} // namespace

class TestServerFrames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void framesComeOutHoweverTheyArrive_data();
    void framesComeOutHoweverTheyArrive();
    void beginningOfAFrameIsKept();
    void whatNoServerSendsIsRefused_data();
    void whatNoServerSendsIsRefused();
    void takesNoMoreThanIsWanted();
    void clientFrameIsMasked_data();
    void clientFrameIsMasked();
};

void TestServerFrames::framesComeOutHoweverTheyArrive_data()
{
    QTest::addColumn<int>("piece");
    for (const int piece : { 1, 2, 3, 7, 1000, 1'000'000 })
        QTest::addRow("%d", piece) << piece;
}

void TestServerFrames::framesComeOutHoweverTheyArrive()
{
    QFETCH(const int, piece);
    const QList<Seen> sent { { Opcode::Text, "{}" },
                             { Opcode::Text, QByteArray(125, 'a') },
                             { Opcode::Text, QByteArray(126, 'b') },
                             { Opcode::Text, QByteArray(0xffff, 'c') },
                             { Opcode::Text, QByteArray(0x10000, 'd') },
                             { Opcode::Ping, "7" } };
    QByteArray bytes;
    for (const Seen &frame : sent) {
        QByteArray one = textFrame(frame.payload);
        one[0] = static_cast<char>(0x80 | static_cast<int>(frame.opcode));
        bytes += one;
    }
    const auto seen = taken(bytes, piece);
    QVERIFY(seen);
    QVERIFY(*seen == sent);
}

void TestServerFrames::beginningOfAFrameIsKept()
{
    const QByteArray frame = textFrame("hello");
    const auto seen = taken(frame.chopped(1), 100);
    QVERIFY(seen);
    QVERIFY(seen->isEmpty());
}

void TestServerFrames::whatNoServerSendsIsRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("masked") << QByteArray::fromHex("818100000000") + 'x';
    QTest::newRow("fragment") << QByteArray::fromHex("0101") + 'x';
    QTest::newRow("end of a fragmented one") << QByteArray::fromHex("8001") + 'x';
    QTest::newRow("reserved bit") << QByteArray::fromHex("c101") + 'x';
    QTest::newRow("more than memory") << QByteArray::fromHex("817f7fffffffffffffff");
    QTest::newRow("negative size") << QByteArray::fromHex("817fffffffffffffffff");
}

void TestServerFrames::whatNoServerSendsIsRefused()
{
    QFETCH(const QByteArray, bytes);
    QVERIFY(!taken(bytes, 1));
    QVERIFY(!taken(bytes, bytes.size()));
}

void TestServerFrames::takesNoMoreThanIsWanted()
{
    ServerFrames frames;
    int count = 0;
    const bool isFine = frames.take(textFrame("one") + textFrame("two"),
                                    [&count](Opcode, QByteArrayView) { return ++count > 1; });
    QVERIFY(!isFine);
    QCOMPARE(count, 1);
}

void TestServerFrames::clientFrameIsMasked_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QByteArray>("head");
    QTest::newRow("of RFC 6455, 5.7") << QByteArray("Hello") << QByteArray::fromHex("8185");
    QTest::newRow("16 bits") << QByteArray(126, 'x') << QByteArray::fromHex("81fe007e");
    QTest::newRow("64 bits") << QByteArray(0x10000, 'x')
                             << QByteArray::fromHex("81ff0000000000010000");
}

void TestServerFrames::clientFrameIsMasked()
{
    QFETCH(const QByteArray, payload);
    QFETCH(const QByteArray, head);
    const QByteArray key = QByteArray::fromHex("37fa213d");
    const QByteArray frame = clientFrame(payload, 0x37fa213d);
    QCOMPARE(frame.first(head.size()), head);
    QCOMPARE(frame.mid(head.size(), 4), key);
    QByteArray unmasked = frame.sliced(head.size() + 4);
    for (qsizetype i = 0; i < unmasked.size(); ++i)
        unmasked[i] = static_cast<char>(unmasked[i] ^ key[i % 4]);
    QCOMPARE(unmasked, payload);
}

QTEST_GUILESS_MAIN(TestServerFrames)
#include "tst_serverframes.moc"
