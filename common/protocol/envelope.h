#pragma once

#include <QJsonValue>
#include <QMetaType>
#include <QString>

#include <optional>

namespace chat {

/// Correlates an answer with its request; chosen by the asker, unique among its open requests.
using RequestId = qint64;

/// An event that is not looked into yet, and what travels with it. On the wire one JSON object:
/// {"type": text, "id": number (optional), "data": object (optional)}.
struct Envelope
{
    QString type; // empty when it was missing
    std::optional<RequestId> id;
    QJsonValue data;
};

} // namespace chat

Q_DECLARE_METATYPE(chat::Envelope)
