#include "tests/support/crowd.h"

#include "tests/support/testclient.h"

#include <algorithm>
#include <cstdio>

namespace chat {

namespace {

/// Asks again, as often and as late as the server wants, when that was too often.
template <AnsweredRequest E>
Result<typename E::Reply> askPatiently(TestClient &client, const E &event)
{
    for (;;) {
        auto answer = client.ask(event);
        if (answer || answer.error().code != ErrorCode::RateLimited)
            return answer;
        QEventLoop pause;
        QTimer::singleShot(answer.error().retryAfter.value_or(limits::retryWait), &pause,
                           &QEventLoop::quit);
        pause.exec();
    }
}

} // namespace

Crowd::Crowd(Options options, const TransportFactory &factory)
    : m_random(options.seed)
{
    for (int i = 0; i < options.rooms; ++i)
        m_rooms << RoomId::fromText(u"room %1"_s.arg(i));
    for (int i = 0; i < options.drivers; ++i) {
        QList<RoomId> rooms { m_rooms.at(i % options.rooms) };
        if (options.rooms > 1)
            rooms << m_rooms.at((i + 1) % options.rooms);
        const QString name = u"driver %1"_s.arg(i);
        m_drivers.push_back(std::make_unique<Driver>(
            name, rooms, m_folder.filePath(name + u".ledger"_s), factory, m_clock, m_random));
        connect(&m_drivers.back()->session(), &ClientSession::lineStored, this,
                [this] { ++m_accepted; });
    }
    connect(&m_talking, &QTimer::timeout, this, [this] {
        for (const auto &driver : m_drivers)
            sayOne(*driver);
    });
}

void Crowd::setImpatient(bool isImpatient)
{
    for (const auto &driver : m_drivers)
        driver->setImpatient(isImpatient);
}

bool Crowd::gather()
{
    return waitUntil([this] {
        return std::ranges::all_of(m_drivers, [](const auto &driver) { return driver->isThere(); });
    });
}

void Crowd::talk(std::chrono::milliseconds every)
{
    m_talking.start(every);
}

void Crowd::say(int lines)
{
    for (int i = 0; i < lines; ++i) {
        for (const auto &driver : m_drivers)
            sayOne(*driver);
    }
}

void Crowd::sayOne(Driver &driver)
{
    const auto room = static_cast<qsizetype>(m_random.next() % quint64(driver.rooms().size()));
    // Most lines are short, and some are not.
    const int padding = m_random.next() % 50 == 0 ? 4000 : static_cast<int>(m_random.next() % 100);
    driver.say(driver.rooms().at(room), u"line %1 "_s.arg(++m_said) + QString(padding, u'.'));
}

void Crowd::advance(std::chrono::milliseconds by)
{
    m_clock.advance(by);
    for (const auto &driver : m_drivers)
        driver->check();
}

QStringList Crowd::verdict(const TransportFactory &server)
{
    hush();
    QStringList complaints;
    if (!waitUntil([this] {
            return std::ranges::all_of(m_drivers, [](const auto &driver) {
                return driver->isThere() && driver->hasSaidAll();
            });
        }))
        complaints << u"somebody is not back, or has not said all"_s;
    const LedgerLog log = readLog(server, complaints);
    const auto showsAll = [&log](Driver &driver) {
        return std::ranges::all_of(driver.rooms(), [&](const RoomId &room) {
            const QList<LedgerLine> &lines = log[room];
            return lines.isEmpty() || driver.lastShown(room) >= lines.last().seq;
        });
    };
    if (!waitUntil([&] {
            return std::ranges::all_of(m_drivers,
                                       [&](const auto &each) { return showsAll(*each); });
        }))
        complaints << u"somebody does not show the last line"_s;
    QList<Ledger> ledgers;
    for (const auto &driver : m_drivers) {
        driver->writeTimelines();
        const auto ledger = Ledger::read(driver->ledgerPath());
        if (ledger)
            ledgers << *ledger;
        else
            complaints << ledger.error().detail;
    }
    std::printf("said %d, accepted %d, %zu drivers\n", m_said, m_accepted, m_drivers.size());
    std::fflush(stdout);
    return complaints + complaintsAbout(log, ledgers);
}

LedgerLog Crowd::readLog(const TransportFactory &server, QStringList &complaints)
{
    LedgerLog log;
    const SystemClock clock;
    TestClient auditor(server(), clock);
    if (!auditor.waitFor<Welcome>()
        || auditor.authenticate(u"auditor %1"_s.arg(++m_verdicts)).id == UserId()) {
        complaints << u"the log can not be read"_s;
        return log;
    }
    for (const RoomId &room : std::as_const(m_rooms)) {
        const auto entered = askPatiently(auditor, JoinRoom { .roomId = room });
        if (!entered) {
            complaints << u"%1 can not be read: %2"_s.arg(room.text(), entered.error().detail);
            continue;
        }
        QList<LedgerLine> &lines = log[room];
        while (lines.isEmpty() ? entered->headSeq > Seq() : lines.last().seq < entered->headSeq) {
            const Seq after = lines.isEmpty() ? Seq() : lines.last().seq;
            const auto page = askPatiently(
                auditor, History { .roomId = room, .before = {}, .after = after, .around = {} });
            if (!page || page->messages.isEmpty()) {
                complaints
                    << u"%1 can not be read on from %2"_s.arg(room.text()).arg(after.number());
                break;
            }
            for (const Message &message : page->messages)
                lines.append({ .seq = message.seq,
                               .user = message.userId,
                               .tag = message.tag.value_or(Tag()),
                               .content = message.content });
        }
    }
    return log;
}

quint64 runSeed()
{
    static const quint64 seed = [] {
        bool isSet = false;
        const quint64 given = qEnvironmentVariable("CONFAB_SEED").toULongLong(&isSet);
        const quint64 chosen = isSet ? given : 1;
        std::printf("seed %llu: CONFAB_SEED=%llu replays it\n", chosen, chosen);
        std::fflush(stdout);
        return chosen;
    }();
    return seed;
}

} // namespace chat
