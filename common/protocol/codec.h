#pragma once

#include "common/base/result.h"
#include "common/protocol/envelope.h"
#include "common/protocol/jsonreader.h"
#include "common/protocol/jsonwriter.h"

/// Envelopes and events to JSON and back. Everything that is read is checked against its rules:
/// what comes out of fromJson() is within them. Unknown keys are ignored; null and absent are the
/// same; of two equal keys the last one counts.
namespace chat {

/// Reads a frame's text (UTF-8). Refused: what is not one JSON object, is nested deeper than
/// limits::jsonDepth, has more than `mostElements` values or a key of more than
/// limits::jsonKeyBytes, or has an `id` that is not a whole number.
Result<Envelope> decodeEnvelope(const QByteArray &text,
                                qsizetype mostElements = limits::jsonElements);

/// Reads an event's data; an absent or null one is an empty object.
template <Fielded T>
Result<T> fromJson(const QJsonValue &json)
{
    if (!json.isObject() && !json::isAbsent(json))
        return *json::at(u"data"_s, json::wrongType("an object"_L1));
    const QJsonObject object = json.toObject();
    JsonReader reader(object);
    T value;
    T::fields(value, reader);
    if (reader.problem())
        return *reader.problem();
    return value;
}

/// One line of JSON text (UTF-8), appended.
template <Fielded T>
void appendJson(QByteArray &out, const T &value)
{
    JsonWriter writer(out);
    T::fields(value, writer);
}

/// An envelope as one line of JSON text (UTF-8), appended. It begins with what it is.
template <Event E>
void appendEnvelope(QByteArray &out, const E &event, std::optional<RequestId> id = std::nullopt)
{
    out.append("{\"type\":\"").append(E::wireName.data(), E::wireName.size()).append('"');
    if (id) {
        out.append(",\"id\":");
        json::appendNumber(out, *id);
    }
    out.append(",\"data\":");
    appendJson(out, event);
    out.append('}');
}

} // namespace chat
