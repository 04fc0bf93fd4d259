#include "common/protocol/events.h"
#include "common/protocol/frame.h"

#include <QTest>

using namespace chat;

class FrameTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // RFC 6455, 5.2: a final text frame without a mask, its size in 7, 7+16 or 7+64 bits.
    void theHeaderIsThatOfAWholeUnmaskedTextFrame_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<QByteArray>("header");
        QTest::newRow("0") << 0 << QByteArray("8100");
        QTest::newRow("1") << 1 << QByteArray("8101");
        QTest::newRow("125") << 125 << QByteArray("817d");
        QTest::newRow("126") << 126 << QByteArray("817e007e");
        QTest::newRow("256") << 256 << QByteArray("817e0100");
        QTest::newRow("65535") << 65535 << QByteArray("817effff");
        QTest::newRow("65536") << 65536 << QByteArray("817f0000000000010000");
    }

    void theHeaderIsThatOfAWholeUnmaskedTextFrame()
    {
        QFETCH(const int, size);
        QFETCH(const QByteArray, header);
        const QByteArray payload(size, 'x');
        const Frame frame = Frame::fromJson(payload);
        QCOMPARE(frame.webSocketBytes().chopped(size).toHex(), header);
        QVERIFY(frame.webSocketBytes().endsWith(payload));
        QCOMPARE(frame.json().toByteArray(), payload);
    }

    void anEventAndItsIdAreInTheFrame()
    {
        const Frame frame = Frame::of(Typing { .roomId = RoomId::fromText(u"tea"_s) }, 4);
        const QByteArray json = R"({"type":"typing","id":4,"data":{"roomId":"tea"}})";
        QCOMPARE(frame.json().toByteArray(), json);
    }

    void copiesShareTheirBytes()
    {
        const Frame frame = Frame::fromJson("{}");
        const Frame copy = frame;
        QCOMPARE(static_cast<const void *>(copy.webSocketBytes().constData()),
                 static_cast<const void *>(frame.webSocketBytes().constData()));
    }

    void aFrameOfNothingIsEmpty()
    {
        QVERIFY(Frame().isEmpty());
        QVERIFY(Frame().json().isEmpty());
        QVERIFY(!Frame::fromJson({}).isEmpty());
    }
};

QTEST_GUILESS_MAIN(FrameTest)
#include "tst_frame.moc"
