#pragma once

#include <QTcpSocket>

namespace chat {

/// Counts what is taken out of a socket. To be made before whoever reads from it, for it looks
/// when bytes have come and nobody has been told yet. The socket owns it.
class Intake final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY(Intake)

public:
    explicit Intake(QTcpSocket &socket)
        : QObject(&socket)
        , m_socket(socket)
    {
        connect(&socket, &QIODevice::readyRead, this,
                [this] { m_waiting = m_socket.bytesAvailable(); });
    }

    /// To be asked when all others have been told: how many bytes they have taken.
    qint64 taken() const { return m_waiting - m_socket.bytesAvailable(); }

private:
    QTcpSocket &m_socket;
    qint64 m_waiting = 0;
};

} // namespace chat
