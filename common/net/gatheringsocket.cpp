#include "common/net/gatheringsocket.h"

#include "common/net/directsend.h"

#include <QScopedValueRollback>

#include <algorithm>
#include <utility>

namespace chat {

GatheringSocket::GatheringSocket(TurnEnd &turnEnd, QObject *parent)
    : QTcpSocket(parent)
    , m_turnEnd(&turnEnd)
{
}

GatheringSocket::~GatheringSocket()
{
    if (m_turnEnd && m_place != nowhere)
        m_turnEnd->remove(*this);
}

void GatheringSocket::gather(const QByteArray &bytes)
{
    if (!isOpen())
        return;
    if (!m_turnEnd || state() != ConnectedState) {
        write(bytes);
        return;
    }
    m_gathered.push_back(bytes);
    m_gatheredBytes += bytes.size();
    m_isLastOurs = false;
    expectEnd();
}

qint64 GatheringSocket::bytesToWrite() const
{
    return QTcpSocket::bytesToWrite() + m_gatheredBytes;
}

void GatheringSocket::close()
{
    push();
    QTcpSocket::close();
}

void GatheringSocket::disconnectFromHost()
{
    push();
    QTcpSocket::disconnectFromHost();
}

qint64 GatheringSocket::readData(char *data, qint64 maxSize)
{
    // Also called, for 0 bytes, when somebody has read QIODevice's buffer empty.
    m_hasUsedBuffers = true;
    expectEnd();
    return QTcpSocket::readData(data, maxSize);
}

qint64 GatheringSocket::writeData(const char *data, qint64 size)
{
    if (m_isPushing || !m_turnEnd || state() != ConnectedState)
        return QTcpSocket::writeData(data, size);
    // A peer's pings are answered by some bytes each: a megabyte of them is not to cost ten.
    constexpr qsizetype small = 4096;
    if (m_isLastOurs && m_gathered.back().size() < small)
        m_gathered.back().append(data, size);
    else
        m_gathered.emplace_back(data, size);
    m_gatheredBytes += size;
    m_isLastOurs = true;
    expectEnd();
    return size;
}

void GatheringSocket::expectEnd()
{
    if (m_turnEnd && m_place == nowhere)
        m_turnEnd->add(*this);
}

void GatheringSocket::endTurn()
{
    const qint64 taken = push();
    giveBuffersBack();
    // The last, since it may be the end of this socket.
    if (taken > 0)
        Q_EMIT bytesWritten(taken);
}

/// How many bytes the system took at once.
qint64 GatheringSocket::push()
{
    const auto gathered = std::exchange(m_gathered, {});
    m_gatheredBytes = 0;
    m_isLastOurs = false;
    // Without a channel there is an abort() going on, which takes nothing along.
    if (gathered.empty() || writeChannelCount() == 0)
        return 0;
    const qint64 taken =
        QTcpSocket::bytesToWrite() > 0 ? 0 : sendDirectly(socketDescriptor(), gathered);
    qint64 ahead = taken;
    const QScopedValueRollback isPushing(m_isPushing, true);
    for (const QByteArray &bytes : gathered) {
        const qint64 ofThese = std::min(ahead, bytes.size());
        ahead -= ofThese;
        m_hasUsedBuffers = m_hasUsedBuffers || ofThese < bytes.size();
        if (ofThese == 0)
            write(bytes); // which shares them when they are many
        else if (ofThese < bytes.size())
            write(bytes.constData() + ofThese, bytes.size() - ofThese);
    }
    return taken;
}

// QTcpSocket keeps a block of 16 KiB for reading and one of 32 KiB for writing, once used. Between
// two messages of a person there is nothing in them.
void GatheringSocket::giveBuffersBack()
{
    if (!m_hasUsedBuffers || state() != ConnectedState || bytesAvailable() > 0
        || QTcpSocket::bytesToWrite() > 0)
        return;
    const OpenMode mode = openMode();
    setOpenMode(NotOpen);
    setOpenMode(mode);
    m_hasUsedBuffers = false;
}

} // namespace chat
