#include "client/ctl/load/loadrun.h"

#include "client/ctl/load/confabcodec.h"
#include "client/ctl/load/socketiocodec.h"

#include <cstdio>

namespace chat {

namespace {

using namespace std::chrono_literals;

constexpr auto lookEvery = 20ms;
constexpr auto tellEvery = 2s;
constexpr qint64 otherFiles = 32; // than connections

std::chrono::nanoseconds elapsed(const QElapsedTimer &timer)
{
    return std::chrono::nanoseconds { timer.nsecsElapsed() };
}

std::unique_ptr<LoadCodec> codecOf(LoadPlan::Protocol protocol)
{
    if (protocol == LoadPlan::Protocol::SocketIo)
        return std::make_unique<SocketIoCodec>();
    return std::make_unique<ConfabCodec>();
}

std::unique_ptr<TlsTrust> trustFor(const LoadOptions &options)
{
    if (options.plan.url.scheme() != "wss"_L1)
        return nullptr;
    return std::make_unique<TlsTrust>(options.plan.url.host(), options.fingerprint);
}

WirePath pathTo(const LoadOptions &options, const TlsTrust *trust)
{
    WirePath path = options.target;
    path.trust = trust;
    return path;
}

} // namespace

LoadRun::LoadRun(const LoadOptions &options, Random &random)
    : m_found { .plan = options.plan }
    , m_trust(trustFor(options))
    , m_script(codecOf(options.plan.protocol), options.plan.url.authority().toLatin1(),
               options.name, random)
    , m_talk(m_found.plan, m_script)
    , m_crowd(m_found.plan, pathTo(options, m_trust.get()), m_script, m_talk)
{
    m_talk.setCrowd(m_crowd);
    m_next.setSingleShot(true);
    m_next.setTimerType(Qt::PreciseTimer);
    // Not at once: one of its clients is still at work.
    connect(&m_crowd, &Crowd::settled, this, &LoadRun::onSettled, Qt::QueuedConnection);
    connect(&m_look, &QTimer::timeout, this, &LoadRun::look);
    connect(&m_tell, &QTimer::timeout, this, &LoadRun::tell);
}

LoadRun::~LoadRun() = default;

Result<void> LoadRun::start()
{
    const qint64 needed = m_found.plan.connections + otherFiles;
    if (const qint64 allowed = raiseFileLimit(); allowed < needed)
        return Error { .code = ErrorCode::Unavailable,
                       .detail =
                           u"%1 connections need %2 open files, and this program may have "
                           "%3: raise the limit with \"ulimit -Hn\""_s.arg(m_found.plan.connections)
                               .arg(needed)
                               .arg(allowed) };
    if (m_found.plan.serverPid > 0 && !ProcessFigures::of(m_found.plan.serverPid))
        return Error { .code = ErrorCode::NotFound,
                       .detail = u"there is no process %1 to read the cost of"_s.arg(
                           m_found.plan.serverPid) };
    m_clock.start();
    m_sinceProgress.start();
    m_found.begun = mark();
    m_look.start(lookEvery);
    if (!m_found.plan.isQuiet)
        m_tell.start(tellEvery);
    m_crowd.open();
    return {};
}

void LoadRun::onSettled()
{
    if (m_isOver)
        return;
    if (m_found.broken) {
        m_found.returned = mark();
        m_talk.repeatUnanswered();
        drain();
        return;
    }
    m_found.entered = mark();
    if (m_crowd.inCount() < m_found.plan.connections)
        stop(u"not everyone came in"_s);
    else
        after(m_found.plan.settle, &LoadRun::talk);
}

void LoadRun::talk()
{
    m_found.settled = mark();
    if (!m_found.plan.talks()) {
        endMeasuring();
        return;
    }
    m_talk.start();
    after(m_found.plan.warmUp, &LoadRun::measure);
}

void LoadRun::measure()
{
    m_found.measured = mark();
    m_talk.measureFromNow();
    after(m_found.plan.duration, &LoadRun::endMeasuring);
}

void LoadRun::endMeasuring()
{
    m_talk.measureUntilNow();
    m_talk.stop();
    m_found.measuredTo = mark();
    if (m_found.plan.resumes)
        breakOff();
    else
        drain();
}

void LoadRun::breakOff()
{
    m_found.broken = mark();
    m_crowd.breakOff();
    m_crowd.open();
}

void LoadRun::drain()
{
    m_isDraining = true;
}

void LoadRun::look()
{
    if (m_isDraining && m_talk.ledger().isSettled()) {
        finish();
        return;
    }
    const bool isTalking = m_found.entered && !m_found.broken;
    if (isTalking && m_crowd.inCount() == 0) {
        stop(u"everyone is out"_s);
        return;
    }
    const qint64 now = progress();
    // While a step waits for its time, there need not be any.
    if (now != m_lastProgress || m_next.isActive())
        m_sinceProgress.restart();
    m_lastProgress = now;
    if (elapsed(m_sinceProgress) > m_found.plan.patience)
        stop(u"no progress within %1 s"_s.arg(
            std::chrono::duration<double>(m_found.plan.patience).count()));
}

void LoadRun::stop(const QString &why)
{
    if (m_isOver)
        return;
    m_found.trouble = why;
    // What is not over counts as far as it went.
    if (!m_found.entered)
        m_found.entered = mark();
    if (m_found.measured && !m_found.measuredTo)
        m_found.measuredTo = mark();
    if (m_found.broken && !m_found.returned)
        m_found.returned = mark();
    finish();
}

void LoadRun::finish()
{
    m_isOver = true;
    m_next.stop();
    m_look.stop();
    m_tell.stop();
    m_talk.stop();
    const LoadLedger &ledger = m_talk.ledger();
    m_found.sent = ledger.count();
    m_found.accepted = ledger.accepted();
    m_found.refused = ledger.refused();
    m_found.delivered = ledger.delivered();
    m_found.lost = ledger.outstanding();
    m_found.duplicated = ledger.repeated() + ledger.unknown();
    m_found.latencies = m_talk.latencies();
    m_found.lateness = m_talk.lateness();
    m_found.refusals = m_talk.refusals();
    m_found.outs = m_crowd.outs();
    Q_EMIT finished();
}

void LoadRun::tell()
{
    const LoadLedger &ledger = m_talk.ledger();
    std::fprintf(stderr, "%5.1f s: %d of %d in, %lld said, %lld accepted, %lld delivered\n",
                 std::chrono::duration<double>(elapsed(m_clock)).count(), m_crowd.inCount(),
                 m_found.plan.connections, ledger.count(), ledger.accepted(), ledger.delivered());
}

void LoadRun::after(std::chrono::milliseconds time, void (LoadRun::*step)())
{
    m_next.disconnect(this);
    connect(&m_next, &QTimer::timeout, this, step);
    m_next.start(time);
}

LoadMark LoadRun::mark() const
{
    const qint64 server = m_found.plan.serverPid;
    return { .time = elapsed(m_clock),
             .inside = m_crowd.inCount(),
             .delivered = m_talk.ledger().delivered(),
             .accepted = m_talk.ledger().accepted(),
             .server = server > 0 ? ProcessFigures::of(server) : std::nullopt,
             .generator = ProcessFigures::ofThisProgram() };
}

qint64 LoadRun::progress() const
{
    return m_crowd.inCount() + m_talk.ledger().count() + m_talk.ledger().delivered();
}

} // namespace chat
