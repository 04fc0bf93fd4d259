#pragma once

#include "client/core/clientsession.h"
#include "tests/client/fakeserver.h"
#include "tests/client/samples.h"
#include "tests/support/fakeclock.h"
#include "tests/support/seededrandom.h"

namespace chat {

/// A session of ada's, and the server end that it talks to.
class Conversation
{
public:
    explicit Conversation(ClientProfile profile = wantingTea(), ClientStore *store = nullptr)
        : session(std::move(profile), server.factory(), clock, random)
    {
        if (store)
            session.useStore(*store, samples::welcome().server.id);
        FakeServer::settle();
    }

    static ClientProfile wantingTea() { return { .name = u"ada"_s, .rooms = { samples::tea } }; }

    void start()
    {
        session.start();
        FakeServer::settle();
    }

    /// Welcomes, lets ada in, and lists these rooms.
    void letIn(const QList<RoomSummary> &rooms = {})
    {
        authenticate();
        server.answer(server.expect<ListRooms>(), RoomList { rooms });
    }

    void authenticate(const UserId &as = samples::ada)
    {
        server.push(samples::welcome());
        const auto asked = server.expect<Authenticate>();
        Authenticated self;
        self.id = as;
        self.name = asked.event.name;
        self.token = u"t1"_s;
        server.answer(asked, self);
    }

    /// Answers the next join.
    void join(const QList<Message> &messages = {})
    {
        const auto asked = server.expect<JoinRoom>();
        server.answer(asked, samples::history(messages, asked.event.roomId));
    }

    /// All of the above: ada sits in tea.
    void begin(const QList<Message> &messages = {})
    {
        start();
        letIn();
        join(messages);
    }

    /// Lets the wait for the next attempt pass.
    void waitForRetry() { advance(session.socket().untilRetry()); }

    /// The connection breaks, comes back, and ada is in tea again.
    void comeBack(const QList<Message> &messages = {})
    {
        waitForRetry();
        letIn({ samples::summary(samples::tea, true) });
        join(messages);
    }

    void advance(std::chrono::milliseconds by)
    {
        clock.advance(by);
        session.socket().check();
        session.check();
        FakeServer::settle();
    }

    Room &tea() { return *session.rooms().find(samples::tea); }

    QStringList shown()
    {
        QStringList lines;
        for (int row = 0; row < tea().timeline().rowCount(); ++row)
            lines << tea().timeline().row(row).message.content;
        return lines;
    }

    DeliveryState lastState()
    {
        return tea().timeline().row(tea().timeline().rowCount() - 1).state;
    }

    FakeClock clock;
    SeededRandom random { 7 };
    FakeServer server { clock };
    ClientSession session;
};

} // namespace chat
