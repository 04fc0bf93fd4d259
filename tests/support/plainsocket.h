#pragma once

#include "tests/support/waiting.h"

#include <QTcpSocket>

namespace chat {

/// A connection in plain text by hand.
class PlainSocket : public QTcpSocket
{
public:
    explicit PlainSocket(quint16 port, const QByteArray &says = {},
                         const QHostAddress &to = QHostAddress::LocalHost)
    {
        connectToHost(to, port);
        write(says);
    }

    bool isOver() const { return state() == QAbstractSocket::UnconnectedState; }
    bool waitForEnd() const
    {
        return waitUntil([this] { return isOver(); });
    }
    bool waitForConnection() const
    {
        return waitUntil([this] {
                   return state() != QAbstractSocket::ConnectingState
                       && state() != QAbstractSocket::HostLookupState;
               })
            && state() == QAbstractSocket::ConnectedState;
    }
    /// Everything that comes until the other end closes.
    QByteArray everything()
    {
        waitUntil([this] {
            m_heard += readAll();
            return isOver();
        });
        return m_heard + readAll();
    }
    /// Everything that has come, once it holds this so often.
    bool hears(const QByteArray &words, int times = 1)
    {
        return waitUntil([&] {
                   m_heard += readAll();
                   return m_heard.count(words) >= times || isOver();
               })
            && m_heard.count(words) >= times;
    }
    const QByteArray &heard() const { return m_heard; }

private:
    QByteArray m_heard;
};

} // namespace chat
