#include "common/protocol/transport.h"

namespace chat {

void Transport::tellReceived(const QByteArray &json)
{
    if (m_listener)
        m_listener->onReceived(json);
    Q_EMIT received(json);
}

void Transport::tellHeard(qint64 controlBytes)
{
    if (m_listener)
        m_listener->onHeard(controlBytes);
    Q_EMIT heard(controlBytes);
}

void Transport::tellPonged()
{
    if (m_listener)
        m_listener->onPonged();
    Q_EMIT ponged();
}

void Transport::tellClosed(const CloseReason &reason)
{
    if (m_listener)
        m_listener->onClosed(reason);
    Q_EMIT closed(reason);
}

} // namespace chat
