#pragma once

#include "common/net/turnend.h"

#include <QPointer>
#include <QSslSocket>

namespace chat {

/// GatheringSocket's sibling for TLS: what is written to it in a turn of the event loop is
/// gathered, and encrypted and given to the system as one when the turn's end comes to it. So
/// frames share a record and a call, and a socket of a large room gathers while others are written
/// to.
///
/// Until it is encrypted it is like any QSslSocket. bytesToWrite() counts what is gathered;
/// encryptedBytesToWrite() what the system has not taken, as ever.
class GatheringSslSocket final : public QSslSocket, private TurnEnd::Guest
{
    Q_OBJECT
    Q_DISABLE_COPY(GatheringSslSocket)

public:
    explicit GatheringSslSocket(TurnEnd &turnEnd, QObject *parent = nullptr);
    ~GatheringSslSocket() override;

    qint64 bytesToWrite() const override;
    void close() override;
    void disconnectFromHost() override;

protected:
    qint64 writeData(const char *data, qint64 size) override;

private:
    void endTurn() override;
    void pass();

    bool m_isPassing = false;
    QByteArray m_gathered;
    QPointer<TurnEnd> m_turnEnd; // may end before the socket, which then is like any other
};

} // namespace chat
