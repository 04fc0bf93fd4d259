#include "tests/support/faultpipe.h"

#include <QTcpSocket>

#include <algorithm>
#include <cmath>

namespace chat {

namespace {

// Small enough that a slow line is slow evenly.
constexpr int piecesPerSecond = 50;

} // namespace

FaultPipe::FaultPipe(QTcpSocket &from, QTcpSocket &to, const WayFaults &faults, const Clock &clock,
                     Random &random)
    : m_from(from)
    , m_to(to)
    , m_faults(faults)
    , m_clock(clock)
    , m_random(random)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &FaultPipe::pass);
    connect(&m_from, &QTcpSocket::readyRead, this, &FaultPipe::take);
    connect(&m_from, &QTcpSocket::disconnected, this, &FaultPipe::take);
    connect(&m_to, &QTcpSocket::bytesWritten, this, &FaultPipe::pass);
    m_from.setReadBufferSize(mostHeld);
}

void FaultPipe::setFaults(const WayFaults &faults)
{
    m_faults = faults;
    m_isStopped = false;
    take();
}

void FaultPipe::stop()
{
    m_isStopped = true;
    m_timer.stop();
}

void FaultPipe::take()
{
    while (!m_isStopped && m_from.bytesAvailable() > 0 && m_held < mostHeld)
        hold(m_from.read(std::min(pieceSize(), mostHeld - m_held)));
    pass();
}

qint64 FaultPipe::pieceSize() const
{
    if (m_faults.dripEvery.count() > 0)
        return 1;
    if (m_faults.bytesPerSecond > 0)
        return std::max<qint64>(1, m_faults.bytesPerSecond / piecesPerSecond);
    return mostHeld;
}

void FaultPipe::hold(const QByteArray &bytes)
{
    m_lineFree =
        std::max(m_lineFree, std::chrono::nanoseconds { m_clock.now().time_since_epoch() });
    if (m_faults.dripEvery.count() > 0)
        m_lineFree += m_faults.dripEvery;
    else if (m_faults.bytesPerSecond > 0)
        m_lineFree +=
            std::chrono::nanoseconds { bytes.size() * 1'000'000'000 / m_faults.bytesPerSecond };
    // TCP never lets one piece overtake another.
    const Instant sent { std::chrono::ceil<std::chrono::milliseconds>(m_lineFree) };
    m_lastDue = std::max(m_lastDue, sent + travelTime());
    m_pieces.push_back({ .due = m_lastDue, .bytes = bytes });
    m_held += bytes.size();
}

std::chrono::milliseconds FaultPipe::travelTime()
{
    const auto jitter = static_cast<double>(m_faults.jitter.count());
    const auto shift = jitter > 0 ? std::llround(m_random.uniform(-jitter, jitter)) : 0;
    return std::max(m_faults.delay + std::chrono::milliseconds { shift },
                    std::chrono::milliseconds { 0 });
}

void FaultPipe::pass()
{
    const qint64 heldBefore = m_held;
    while (!m_isStopped && !m_isOver && !m_pieces.empty() && m_to.bytesToWrite() < mostHeld) {
        const Instant now = m_clock.now();
        if (m_pieces.front().due > now) {
            m_timer.start(m_pieces.front().due - now);
            break;
        }
        QByteArray bytes = std::move(m_pieces.front().bytes);
        m_pieces.pop_front();
        m_held -= bytes.size();
        write(std::move(bytes));
    }
    if (m_held < heldBefore && m_from.bytesAvailable() > 0) {
        QMetaObject::invokeMethod(this, &FaultPipe::take, Qt::QueuedConnection);
        return;
    }
    const bool isAtEnd = m_from.state() == QAbstractSocket::UnconnectedState
        && m_from.bytesAvailable() == 0 && m_pieces.empty();
    if (isAtEnd && !m_isStopped && !m_isOver) {
        m_isOver = true;
        Q_EMIT ended();
    }
}

void FaultPipe::write(QByteArray bytes)
{
    const bool isReached = reach(bytes);
    m_passed += bytes.size();
    m_to.write(bytes);
    if (!isReached)
        return;
    const WayFaults::At at = *std::exchange(m_faults.at, std::nullopt);
    if (at.what == WayFaults::Trouble::Stop) {
        stop();
        return;
    }
    m_isOver = true;
    Q_EMIT troubled(at.what);
}

/// Whether the fault's byte is among these; leaves what comes before it.
bool FaultPipe::reach(QByteArray &bytes)
{
    if (!m_faults.at || m_faults.at->byte >= m_passed + bytes.size())
        return false;
    const qint64 place = std::max<qint64>(0, m_faults.at->byte - m_passed);
    if (m_faults.at->what == WayFaults::Trouble::Corrupt) {
        bytes[place] = static_cast<char>(bytes.at(place) ^ (1 << (m_random.next() % 8)));
        m_faults.at.reset();
        return false;
    }
    bytes.truncate(place);
    return true;
}

} // namespace chat
