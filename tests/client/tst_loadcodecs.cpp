#include "client/ctl/load/confabcodec.h"
#include "client/ctl/load/jsonglance.h"
#include "client/ctl/load/loadscript.h"
#include "client/ctl/load/socketiocodec.h"
#include "common/protocol/dispatcher.h"
#include "common/protocol/frame.h"
#include "tests/support/seededrandom.h"

#include <QTest>

using namespace chat;

namespace {

using Kind = LoadEvent::Kind;

template <Event E>
QByteArray jsonOf(const E &event, std::optional<RequestId> id = std::nullopt)
{
    return Frame::of(event, id).json().toByteArray();
}

template <Event E>
E sentEvent(const QByteArray &payload, std::optional<RequestId> id = std::nullopt)
{
    const auto envelope = decodeEnvelope(payload);
    if (!envelope || envelope->type != E::wireName || envelope->id != id)
        return {};
    return fromJson<E>(envelope->data).value();
}

} // namespace

/// Requests are read back, and answers made, with the protocol's own means.
class TestLoadCodecs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void confabAsksInTheProtocolsWords();
    void confabUnderstands_data();
    void confabUnderstands();
    void lineCarriesTheNumberOfItsMessage();
    void lineOfAnotherRunIsNotOurs();
    void socketIoAsksInEvents();
    void socketIoUnderstands_data();
    void socketIoUnderstands();
    void glanceFindsNumbersAndTexts();
};

void TestLoadCodecs::confabAsksInTheProtocolsWords()
{
    const ConfabCodec codec;
    const auto device = DeviceId::fromText(u"desk"_s);
    const auto room = RoomId::fromText(u"tea"_s);
    QCOMPARE(sentEvent<Authenticate>(codec.authenticate(u"ada"_s, device)),
             (Authenticate { .name = u"ada"_s, .deviceId = device }));
    QCOMPARE(sentEvent<JoinRoom>(codec.join(room)), JoinRoom { .roomId = room });
    const auto said = sentEvent<SendMessage>(codec.say(room, u"hello"_s, 7), 7);
    QCOMPARE(said.roomId, room);
    QCOMPARE(said.content, u"hello"_s);
    QVERIFY(said.tag);
    QCOMPARE(sentEvent<SendMessage>(codec.say(room, u"hello"_s, 7), 7).tag, said.tag);
    const Resume resume { .token = u"secret"_s,
                          .deviceId = device,
                          .rooms = { { room, { Epoch::fromText(u"e"_s), Seq::fromNumber(3) } } } };
    QCOMPARE(sentEvent<Resume>(codec.resume(resume.token, device, resume.rooms)), resume);
}

void TestLoadCodecs::confabUnderstands_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("id");
    QTest::addColumn<qint64>("number");
    const auto row = [](const char *name, const QByteArray &payload, const LoadEvent &event) {
        QTest::newRow(name) << payload << event.kind << event.text.toByteArray() << event.id
                            << event.number;
    };
    const auto room = RoomId::fromText(u"tea"_s);
    const auto seq = Seq::fromNumber(91);
    row("greeting", jsonOf(Welcome {}), { .kind = Kind::Greeted });
    row("let in", jsonOf(Authenticated { .name = u"ada"_s, .token = u"c0ffee"_s }, 1),
        { .kind = Kind::LetIn, .text = "c0ffee" });
    row("joined",
        jsonOf(RoomHistory { .roomId = room, .epoch = Epoch::fromText(u"e1"_s), .headSeq = seq }),
        { .kind = Kind::Joined, .text = "e1", .number = 91 });
    NewMessage message;
    message.roomId = room;
    message.seq = seq;
    message.content = u"0f 12 xx"_s;
    row("said", jsonOf(message), { .kind = Kind::Said, .text = "0f 12 xx", .number = 91 });
    row("accepted", jsonOf(MessageAccepted { .roomId = room, .seq = seq }, 17),
        { .kind = Kind::Accepted, .id = 17 });
    row("refused",
        jsonOf(Refusal { .code = u"rate-limited"_s, .message = u"Too many messages"_s }, 17),
        { .kind = Kind::Refused, .text = "rate-limited", .id = 17 });
    row("refused on the way in", jsonOf(Refusal { .code = u"conflict"_s }),
        { .kind = Kind::Refused, .text = "conflict" });
    row("resumed", jsonOf(Resumed { .rooms = { { .roomId = room, .from = seq, .to = seq } } }),
        { .kind = Kind::Resumed });
    row("resumed without two rooms",
        jsonOf(Resumed { .rooms = { { .roomId = room, .reset = ResetReason::Purged },
                                    { .roomId = room, .reset = ResetReason::NotFound } } }),
        { .kind = Kind::Resumed, .number = 2 });
    row("presence", jsonOf(UserPresence { .roomId = room }), {});
    row("longer type", "{\"type\":\"welcome-back\"}", {});
    row("no event", "hello", {});
    row("nothing", "", {});
    row("cut", "{\"type\":\"welcome", {});
}

void TestLoadCodecs::confabUnderstands()
{
    QFETCH(const QByteArray, payload);
    QFETCH(const Kind, kind);
    QFETCH(const QByteArray, text);
    QFETCH(const qint64, id);
    QFETCH(const qint64, number);
    const LoadEvent event = ConfabCodec().read(payload);
    QCOMPARE(event.kind, kind);
    QVERIFY2(kind == Kind::Said ? event.text.startsWith(text) : event.text == text,
             event.text.toByteArray().constData());
    QCOMPARE(event.id, id);
    QCOMPARE(event.number, number);
}

void TestLoadCodecs::lineCarriesTheNumberOfItsMessage()
{
    SeededRandom random(1);
    const LoadScript script(std::make_unique<ConfabCodec>(), "localhost", u"load"_s, random);
    const QString line = script.contentOf(123456, 128);
    QCOMPARE(line.size(), 128);
    NewMessage message;
    message.content = line;
    const QByteArray frame = jsonOf(message);
    QCOMPARE(script.messageIn(script.codec().read(frame).text), 123456);
}

void TestLoadCodecs::lineOfAnotherRunIsNotOurs()
{
    SeededRandom random(1);
    const LoadScript one(std::make_unique<ConfabCodec>(), "localhost", u"load"_s, random);
    const LoadScript other(std::make_unique<ConfabCodec>(), "localhost", u"load"_s, random);
    QVERIFY(!one.messageIn(other.contentOf(1, 64).toLatin1()));
    QVERIFY(!one.messageIn("hello"));
    QVERIFY(!one.messageIn(""));
    QVERIFY(one.nameOf(1) != other.nameOf(1));
    QVERIFY(one.roomId(1) != other.roomId(1));
}

void TestLoadCodecs::socketIoAsksInEvents()
{
    const SocketIoCodec codec;
    const auto room = RoomId::fromText(u"tea"_s);
    QCOMPARE(codec.authenticate(u"ada"_s, {}), "42[\"authenticate\",{\"name\":\"ada\"}]");
    QCOMPARE(codec.join(room), "42[\"join-room\",\"tea\"]");
    QCOMPARE(codec.say(room, u"a \"b\""_s, 1),
             "42[\"send-message\",{\"content\":\"a \\\"b\\\"\",\"roomId\":\"tea\"}]");
    QVERIFY(codec.resume(u"t"_s, {}, {}).isEmpty());
}

void TestLoadCodecs::socketIoUnderstands_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const QByteArray &payload, Kind kind, const QByteArray &text = {}) {
        QTest::newRow(payload.constData()) << payload << kind << text;
    };
    row("0{\"sid\":\"x\",\"pingInterval\":25000}", Kind::Asked, "40");
    row("40{\"sid\":\"y\"}", Kind::Greeted);
    row("2", Kind::Asked, "3");
    row("44{\"message\":\"Invalid token\"}", Kind::Refused, "Invalid token");
    row("42[\"authenticated\",{\"id\":\"1\",\"name\":\"ada\"}]", Kind::LetIn);
    row("42[\"room-history\",[]]", Kind::Joined);
    row("42[\"new-message\",{\"id\":\"1\",\"content\":\"0f 1 x\"}]", Kind::Said, "0f 1 x");
    row("42[\"error\",{\"message\":\"Not authenticated\"}]", Kind::Refused, "Not authenticated");
    row("42[\"user-presence\",{}]", Kind::Other);
    row("41", Kind::Other);
}

void TestLoadCodecs::socketIoUnderstands()
{
    QFETCH(const QByteArray, payload);
    QFETCH(const Kind, kind);
    QFETCH(const QByteArray, text);
    const LoadEvent event = SocketIoCodec().read(payload);
    QCOMPARE(event.kind, kind);
    QVERIFY(kind == Kind::Said ? event.text.startsWith(text) : event.text == text);
}

void TestLoadCodecs::glanceFindsNumbersAndTexts()
{
    const QByteArrayView json = "{\"a\":12,\"b\":\"x\",\"c\":true}";
    QCOMPARE(json::numberAfter(json, "\"a\":", -1), 12);
    QCOMPARE(json::numberAfter(json, "\"b\":", -1), -1);
    QCOMPARE(json::numberAfter(json, "\"d\":", -1), -1);
    QCOMPARE(json::textAfter(json, "\"b\":"), "x");
    QVERIFY(json::textAfter(json, "\"a\":").isEmpty());
    QCOMPARE(json::numberAt("99999999999999999999", -1), -1);
    QCOMPARE(json::numberAt("", -1), -1);
}

QTEST_GUILESS_MAIN(TestLoadCodecs)
#include "tst_loadcodecs.moc"
