#include "client/ctl/load/talk.h"

namespace chat {

namespace {

using namespace std::chrono_literals;

constexpr auto paceEvery = 1ms;
constexpr auto lookEvery = 100ms;
constexpr auto giveUpAfter = 5s; // a message of the window that not everyone has heard by then

} // namespace

Talk::Talk(const LoadPlan &plan, const LoadScript &script)
    : m_plan(plan)
    , m_script(script)
{
    m_clock.start();
    m_pace.setTimerType(Qt::PreciseTimer);
    connect(&m_pace, &QTimer::timeout, this, &Talk::sayWhatIsDue);
    connect(&m_patience, &QTimer::timeout, this, &Talk::giveUpOld);
}

void Talk::start()
{
    m_isOver = false;
    m_begun = now();
    if (m_plan.inFlight > 0) {
        m_patience.start(lookEvery);
        fillWindow();
    } else if (m_plan.rate > 0) {
        m_pace.start(paceEvery);
    }
}

void Talk::stop()
{
    m_isOver = true;
    m_pace.stop();
    m_patience.stop();
}

void Talk::sayWhatIsDue()
{
    const double elapsed = std::chrono::duration<double>(now() - m_begun).count();
    const auto due = static_cast<qint64>(elapsed * m_plan.rate);
    while (m_ledger.count() < due) {
        const std::chrono::duration<double> planned { static_cast<double>(m_ledger.count())
                                                      / m_plan.rate };
        m_lateness.add(now() - m_begun - std::chrono::duration_cast<Latencies::Duration>(planned));
        if (!sayNext())
            return;
    }
}

void Talk::fillWindow()
{
    while (!m_isOver && m_window.size() < m_plan.inFlight) {
        if (!sayNext())
            return;
        m_window.insert(m_ledger.count() - 1);
    }
}

// What was refused is given up here too, and not at once, or a server that refuses everything would
// be asked without a pause.
void Talk::giveUpOld()
{
    const LoadLedger::Moment before = now() - giveUpAfter;
    m_window.removeIf([this, before](qint64 message) {
        const LoadLedger::Message &said = m_ledger.at(message);
        return said.isRefused || said.sentAt < before;
    });
    fillWindow();
}

LoadClient *Talk::speakerOf(qint64 message)
{
    const int room = static_cast<int>(message % m_plan.rooms);
    const qint64 turn = message / m_plan.rooms;
    for (int i = 0; i < m_plan.membersPerRoom; ++i) {
        const int member = static_cast<int>((turn + i) % m_plan.membersPerRoom);
        LoadClient &client = m_crowd->at(m_plan.connectionOf(room, member));
        if (client.state() == LoadClient::State::In)
            return &client;
    }
    return nullptr;
}

/// False when nobody is there to say it.
bool Talk::sayNext()
{
    const qint64 message = m_ledger.count();
    LoadClient *const speaker = speakerOf(message);
    if (!speaker)
        return false;
    m_ledger.say({ .room = static_cast<int>(message % m_plan.rooms),
                   .speaker = speaker->number(),
                   .members = m_plan.membersPerRoom,
                   .sentAt = now() });
    send(message);
    return true;
}

void Talk::send(qint64 message)
{
    const LoadLedger::Message &said = m_ledger.at(message);
    LoadClient &speaker = m_crowd->at(said.speaker);
    if (speaker.state() == LoadClient::State::In)
        speaker.say(said.room, m_script.contentOf(message, m_plan.messageLength), message);
}

void Talk::repeatUnanswered()
{
    for (qint64 message = 0; message < m_ledger.count(); ++message) {
        const LoadLedger::Message &said = m_ledger.at(message);
        if (!said.isAccepted && !said.isRefused)
            send(message);
    }
}

void Talk::onSaid(LoadClient &client, QByteArrayView content, qint64 seq)
{
    const auto message = m_script.messageIn(content);
    if (!message || !m_ledger.knows(*message))
        return; // somebody else's
    const LoadLedger::Message &said = m_ledger.at(*message);
    const int member = m_plan.memberOf(said.room, client.number());
    const bool isFirst = m_ledger.hear(*message, member) == LoadLedger::Arrival::First;
    if (m_plan.resumes)
        client.note(said.room, seq);
    if (isFirst && said.sentAt >= m_measuredFrom && said.sentAt < m_measuredUntil)
        m_latencies.add(now() - said.sentAt);
    if (said.missing == 0 && m_window.remove(*message))
        fillWindow();
}

void Talk::onAccepted(qint64 message)
{
    m_ledger.accept(message);
}

void Talk::onRefused(qint64 message, const QString &code)
{
    ++m_refusals[code];
    m_ledger.refuse(message);
}

} // namespace chat
