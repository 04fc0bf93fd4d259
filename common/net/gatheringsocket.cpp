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
    if (m_turnEnd)
        m_turnEnd->remove(*this);
}

bool GatheringSocket::setSocketDescriptor(qintptr descriptor, SocketState state, OpenMode mode)
{
    const bool isSet = QTcpSocket::setSocketDescriptor(descriptor, state, mode);
    m_descriptor = isSet && state == ConnectedState ? descriptor : -1;
    return isSet;
}

void GatheringSocket::gather(const QByteArray &bytes)
{
    if (!gathers()) {
        if (isOpen())
            write(bytes);
        return;
    }
    m_gathered.append(bytes);
    m_isLastOurs = false;
    noteGathered(bytes.size());
}

qint64 GatheringSocket::bytesToWrite() const
{
    return gathers() && !m_isBehind ? m_gatheredBytes
                                    : QTcpSocket::bytesToWrite() + m_gatheredBytes;
}

void GatheringSocket::close()
{
    stop();
    QTcpSocket::close();
}

void GatheringSocket::disconnectFromHost()
{
    stop();
    QTcpSocket::disconnectFromHost();
}

qint64 GatheringSocket::readData(char *data, qint64 maxSize)
{
    // Also called, for 0 bytes, when somebody has read QIODevice's buffer empty.
    m_hasUsedBuffers = true;
    m_wasRead = true;
    expectEnd();
    return QTcpSocket::readData(data, maxSize);
}

qint64 GatheringSocket::writeData(const char *data, qint64 size)
{
    if (m_isPushing || !gathers())
        return QTcpSocket::writeData(data, size);
    // A peer's pings are answered by some bytes each: a megabyte of them is not to cost ten.
    constexpr qsizetype small = 4096;
    if (m_isLastOurs && m_gathered.back().size() < small)
        m_gathered.back().append(data, size);
    else
        m_gathered.emplace_back(data, size);
    m_isLastOurs = true;
    m_wasRead = true;
    noteGathered(size);
    return size;
}

void GatheringSocket::noteGathered(qint64 size)
{
    m_gatheredBytes += size;
    if (m_gatheredBytes > TurnEnd::mostGathered)
        m_turnEnd->hurry();
    expectEnd();
}

void GatheringSocket::expectEnd()
{
    if (m_turnEnd)
        m_turnEnd->add(*this);
}

void GatheringSocket::endTurn()
{
    const qint64 taken = push();
    giveBuffersBack();
    const bool wasRead = std::exchange(m_wasRead, false);
    if (wasRead && m_reader)
        m_reader->onRead();
    // The last, since it may be the end of this socket.
    if (taken > 0)
        Q_EMIT bytesWritten(taken);
}

/// How many bytes the system took at once.
qint64 GatheringSocket::push()
{
    if (m_gathered.isEmpty())
        return 0;
    m_isBehind = m_isBehind && QTcpSocket::bytesToWrite() > 0;
    const qint64 taken = m_isBehind ? 0 : sendDirectly(m_descriptor, m_gathered);
    if (taken < m_gatheredBytes)
        leaveToQt(taken);
    m_gathered.clear();
    if (m_gathered.capacity() > usualFrames)
        m_gathered.squeeze();
    m_gatheredBytes = 0;
    m_isLastOurs = false;
    return taken;
}

// All but the first `taken` bytes that were gathered.
void GatheringSocket::leaveToQt(qint64 taken)
{
    m_isBehind = true;
    m_hasUsedBuffers = true;
    const QScopedValueRollback isPushing(m_isPushing, true);
    for (const QByteArray &bytes : std::as_const(m_gathered)) {
        const qint64 ofThese = std::min(taken, bytes.size());
        taken -= ofThese;
        if (ofThese == 0)
            write(bytes); // which shares them when they are many
        else if (ofThese < bytes.size())
            write(bytes.constData() + ofThese, bytes.size() - ofThese);
    }
}

// Before the connection is closed, after which another one may have the same descriptor.
void GatheringSocket::stop()
{
    // Without a channel it is abort() that closes, which takes nothing along.
    if (writeChannelCount() == 0)
        m_gathered.clear();
    push();
    m_gatheredBytes = 0;
    m_descriptor = -1;
}

// QTcpSocket keeps a block of 16 KiB for reading and one of 32 KiB for writing, once used. Between
// two messages of a person there is nothing in them.
void GatheringSocket::giveBuffersBack()
{
    if (!m_hasUsedBuffers || !gathers() || bytesAvailable() > 0 || QTcpSocket::bytesToWrite() > 0)
        return;
    const OpenMode mode = openMode();
    setOpenMode(NotOpen);
    setOpenMode(mode);
    m_hasUsedBuffers = false;
}

} // namespace chat
