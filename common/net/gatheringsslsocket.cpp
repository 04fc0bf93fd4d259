#include "common/net/gatheringsslsocket.h"

#include <QScopedValueRollback>

#include <utility>

namespace chat {

GatheringSslSocket::GatheringSslSocket(TurnEnd &turnEnd, QObject *parent)
    : QSslSocket(parent)
    , m_turnEnd(&turnEnd)
{
}

GatheringSslSocket::~GatheringSslSocket()
{
    if (m_turnEnd)
        m_turnEnd->remove(*this);
}

qint64 GatheringSslSocket::bytesToWrite() const
{
    return QSslSocket::bytesToWrite() + m_gathered.size();
}

void GatheringSslSocket::close()
{
    pass();
    QSslSocket::close();
}

void GatheringSslSocket::disconnectFromHost()
{
    pass();
    QSslSocket::disconnectFromHost();
}

qint64 GatheringSslSocket::writeData(const char *data, qint64 size)
{
    if (m_isPassing || !m_turnEnd || !isEncrypted())
        return QSslSocket::writeData(data, size);
    m_gathered.append(data, size);
    if (m_gathered.size() > TurnEnd::mostGathered)
        m_turnEnd->hurry();
    m_turnEnd->add(*this);
    return size;
}

void GatheringSslSocket::endTurn()
{
    if (m_gathered.isEmpty())
        return;
    pass();
    // The last, since it may be the end of this socket.
    flush();
}

/// To Qt, which encrypts it in the same turn or a later one.
void GatheringSslSocket::pass()
{
    const QByteArray bytes = std::exchange(m_gathered, {});
    // Without a channel it is abort() that closes, which takes nothing along.
    if (bytes.isEmpty() || writeChannelCount() == 0 || state() != ConnectedState)
        return;
    const QScopedValueRollback isPassing(m_isPassing, true);
    write(bytes);
}

} // namespace chat
