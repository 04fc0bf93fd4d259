#pragma once

#include "client/ctl/load/loadcodec.h"

#include <optional>

namespace chat {

class Random;

/// What all clients of a load have in common: the words, and the names of this run, which no other
/// run has. Shared, and outlives them.
class LoadScript
{
public:
    /// `host` is that of the upgrade request. `random` outlives this object.
    LoadScript(std::unique_ptr<LoadCodec> codec, QByteArray host, QString name, Random &random);

    const LoadCodec &codec() const { return *m_codec; }
    QByteArray upgradeRequest() const;
    /// Whether the head of an answer lets the connection become a WebSocket.
    static bool isUpgraded(QByteArrayView head);
    quint32 mask() const;

    QString nameOf(int connection) const;
    DeviceId deviceOf(int connection) const;
    RoomId roomId(int room) const;
    /// A line of `length` characters that carries the message's number.
    QString contentOf(qint64 message, int length) const;
    /// The number of a line of this run that the text begins with.
    std::optional<qint64> messageIn(QByteArrayView text) const;

private:
    std::unique_ptr<LoadCodec> m_codec;
    QByteArray m_host;
    QString m_name;
    Random &m_random;
    QByteArray m_run; // in hexadecimal
};

} // namespace chat
