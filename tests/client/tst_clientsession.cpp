#include "client/core/clientsession.h"
#include "tests/client/fakeserver.h"
#include "tests/support/fakeclock.h"
#include "tests/support/seededrandom.h"

#include <QSignalSpy>

using namespace chat;
using namespace std::chrono_literals;

namespace {

const RoomId tea = RoomId::fromText(u"tea"_s);
const RoomId general = RoomId::fromText(u"general"_s);
const UserId ada = UserId::fromText(u"u-ada"_s);
const UserId bob = UserId::fromText(u"u-bob"_s);

Message line(qint64 seq, const UserId &author, const QString &content, const RoomId &room = tea)
{
    return { .id = MessageId::fromText(u"m%1"_s.arg(seq)),
             .seq = Seq::fromNumber(seq),
             .roomId = room,
             .userId = author,
             .userName = author == ada ? u"ada"_s : u"bob"_s,
             .avatar = {},
             .content = content,
             .timestamp = Timestamp { std::chrono::milliseconds { 1767268800000 + seq } },
             .tag = {},
             .replyTo = {} };
}

RoomHistory history(const QList<Message> &messages, const RoomId &room = tea)
{
    return { .roomId = room,
             .epoch = Epoch::fromText(u"e1"_s),
             .headSeq = messages.isEmpty() ? Seq() : messages.last().seq,
             .title = {},
             .topic = {},
             .messages = messages,
             .members = {},
             .onlineCount = 1,
             .readSeq = {} };
}

RoomSummary summary(const RoomId &room, bool isJoined)
{
    return { .roomId = room,
             .title = {},
             .topic = {},
             .kind = RoomKind::Public,
             .epoch = Epoch::fromText(u"e1"_s),
             .headSeq = {},
             .memberCount = 1,
             .onlineCount = 1,
             .joined = isJoined,
             .readSeq = {} };
}

NewMessage pushed(const Message &message)
{
    return NewMessage { message };
}

Welcome welcome()
{
    return { .message = u"Hello"_s,
             .server = { .id = u"s1"_s, .name = u"Desk"_s },
             .version = u"confab.v1"_s,
             .serverTime = {},
             .limits = {},
             .heartbeat = {} };
}

QStringList contents(const Room &room)
{
    QStringList lines;
    for (int row = 0; row < room.timeline().rowCount(); ++row)
        lines << room.timeline().row(row).message.content;
    return lines;
}

DeliveryState lastState(const Room &room)
{
    return room.timeline().row(room.timeline().rowCount() - 1).state;
}

} // namespace

class TestClientSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void saysNothingBeforeTheWelcome();
    void firstTimeGuestLandsInGeneral();
    void sentLineIsShownBeforeTheNetwork();
    void ackAndEchoMakeOneRow();

private:
    void start(ClientProfile profile = { .name = u"ada"_s, .rooms = { tea } });
    void letIn(const QList<RoomSummary> &rooms = {});
    void joinTea(const QList<Message> &messages = {});
    Room &room() { return *m_session->rooms().find(tea); }

    std::unique_ptr<FakeClock> m_clock;
    std::unique_ptr<SeededRandom> m_random;
    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<ClientSession> m_session;
};

void TestClientSession::init()
{
    m_clock = std::make_unique<FakeClock>();
    m_random = std::make_unique<SeededRandom>(7);
    m_server = std::make_unique<FakeServer>(*m_clock);
}

void TestClientSession::cleanup()
{
    m_session.reset();
    QVERIFY(!m_server->hasFailed);
    m_server.reset();
}

void TestClientSession::start(ClientProfile profile)
{
    m_session = std::make_unique<ClientSession>(std::move(profile), m_server->factory(), *m_clock,
                                                *m_random);
    m_session->start();
    FakeServer::settle();
}

void TestClientSession::letIn(const QList<RoomSummary> &rooms)
{
    m_server->push(welcome());
    const auto asked = m_server->expect<Authenticate>();
    m_server->answer(asked,
                     Authenticated { .id = ada,
                                     .name = asked.event.name,
                                     .avatar = {},
                                     .role = Role::Guest,
                                     .token = u"t1"_s,
                                     .resumed = asked.event.token.has_value() });
    m_server->answer(m_server->expect<ListRooms>(), RoomList { rooms });
}

void TestClientSession::joinTea(const QList<Message> &messages)
{
    m_server->answer(m_server->expect<JoinRoom>(), history(messages));
}

void TestClientSession::saysNothingBeforeTheWelcome()
{
    start();
    QCOMPARE(m_server->waiting<Authenticate>(), 0);
    m_server->push(welcome());
    QCOMPARE(m_server->expect<Authenticate>().event.name, u"ada"_s);
}

void TestClientSession::firstTimeGuestLandsInGeneral()
{
    start({ .name = u"ada"_s });
    letIn({ summary(general, false), summary(tea, false) });
    QCOMPARE(m_server->expect<JoinRoom>().event.roomId, general);
    QCOMPARE(m_server->waiting<JoinRoom>(), 0);
}

void TestClientSession::sentLineIsShownBeforeTheNetwork()
{
    start();
    letIn();
    joinTea();
    m_session->sendMessage(tea, u"hello"_s);
    QCOMPARE(contents(room()), QStringList { u"hello"_s });
    QCOMPARE(lastState(room()), DeliveryState::Sending);
    QCOMPARE(m_server->expect<SendMessage>().event.content, u"hello"_s);
}

void TestClientSession::ackAndEchoMakeOneRow()
{
    start();
    letIn();
    joinTea({ line(1, bob, u"hi"_s) });
    const Tag tag = m_session->sendMessage(tea, u"hello"_s);
    const auto asked = m_server->expect<SendMessage>();
    QCOMPARE(asked.event.tag, tag);
    Message echo = line(2, ada, u"hello"_s);
    echo.tag = tag;
    m_server->answer(asked,
                     MessageAccepted { .roomId = tea,
                                       .tag = tag,
                                       .seq = echo.seq,
                                       .id = echo.id,
                                       .timestamp = echo.timestamp });
    m_server->push(pushed(echo));
    QCOMPARE(contents(room()), (QStringList { u"hi"_s, u"hello"_s }));
    QCOMPARE(lastState(room()), DeliveryState::Sent);
    QVERIFY(m_session->outbox().entries().isEmpty());
}

QTEST_GUILESS_MAIN(TestClientSession)
#include "tst_clientsession.moc"
