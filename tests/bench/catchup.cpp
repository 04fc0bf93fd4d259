// How long a client's window stands still while it catches up with 10,000 missed messages.
//
// A room with its timeline on the screen (offscreen platform will do), a server end in memory that
// answers pages of history, and a timer that ought to fire every millisecond: the longest time
// between two of its turns is the longest block. Usage: catchup [MISSED]

#include "client/core/clientsession.h"
#include "client/store/localstore.h"
#include "client/ui/roompage.h"
#include "client/ui/style.h"
#include "tests/client/fakeserver.h"
#include "tests/client/samples.h"
#include "tests/support/seededrandom.h"
#include "tests/support/waiting.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>

#include <cstdio>

using namespace chat;
using namespace chat::samples;
using namespace std::chrono_literals;

namespace {

Message longLine(qint64 seq)
{
    return line(seq, bob,
                u"line %1 "_s.arg(seq) + u"and some more words "_s.repeated(int(seq % 9)));
}

QList<Message> linesOf(qint64 first, qint64 last)
{
    QList<Message> lines;
    for (qint64 seq = first; seq <= last; ++seq)
        lines << longLine(seq);
    return lines;
}

/// The longest time in which nothing else was done.
class BlockMeter
{
public:
    BlockMeter()
    {
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
            m_longest = std::max(m_longest, m_since.nsecsElapsed());
            m_since.restart();
        });
    }
    void begin()
    {
        m_longest = 0;
        m_since.start();
        m_timer.start(1ms);
    }
    double longestMs() const { return double(m_longest) / 1e6; }

private:
    QTimer m_timer;
    QElapsedTimer m_since;
    qint64 m_longest = 0;
};

} // namespace

int main(int argc, char *argv[])
{
    QApplication app(argc, argv);
    QApplication::setStyle(new Style);
    const qint64 missed = argc > 1 ? QString::fromLocal8Bit(argv[1]).toLongLong() : 10'000;
    const qint64 before = 50;
    const qint64 head = before + missed;

    const SystemClock clock;
    SeededRandom random(1);
    const QTemporaryDir folder;
    LocalStore store(folder.path());
    FakeServer server(clock);
    ClientSession session({ .name = u"ada"_s, .rooms = { tea } }, server.factory(), clock, random);
    session.useStore(store, welcome().server.id);
    session.start();
    FakeServer::settle();
    server.push(welcome());
    const auto asked = server.expect<Authenticate>();
    Authenticated self;
    self.id = ada;
    self.name = u"ada"_s;
    self.token = u"t1"_s;
    server.answer(asked, self);
    server.answer(server.expect<ListRooms>(), RoomList { { summary(tea, true) } });
    server.answer(server.expect<JoinRoom>(), history(linesOf(1, before)));

    Room &room = *session.rooms().find(tea);
    RoomPage page(clock);
    page.resize(900, 700);
    page.show();
    page.setRoom(&room);
    FakeServer::settle();

    BlockMeter meter;
    QElapsedTimer whole;
    whole.start();
    meter.begin();
    server.peer->tell(Positions { { { tea, Seq::fromNumber(head) } } });
    while (room.headSeq() < Seq::fromNumber(head)) {
        const auto wanted = server.expect<History>();
        const qint64 from = wanted.event.after->number() + 1;
        HistoryPage answer = samples::page(linesOf(from, std::min(from + 99, head)), head);
        server.peer->reply(wanted.id, answer);
        waitUntil([&room, from] { return room.headSeq() >= Seq::fromNumber(from); });
    }
    FakeServer::settle();
    std::printf("%lld missed: shown after %lld ms, longest block %.1f ms\n", missed,
                whole.elapsed(), meter.longestMs());
    return 0;
}
