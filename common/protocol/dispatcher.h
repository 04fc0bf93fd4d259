#pragma once

#include "common/protocol/codec.h"
#include "common/protocol/events.h"

#include <QHash>

namespace chat {

/// From an envelope to the typed event that it holds, for all events of one list.
template <class List>
class Dispatcher
{
public:
    using Variant = typename List::Variant;

    /// Whether the list has an event of this wire name.
    static bool knows(const QString &type) { return readers().contains(type); }

    /// The event, checked against its rules; an Error for a type that the list does not have.
    static Result<Variant> read(const Envelope &envelope)
    {
        const auto reader = readers().constFind(envelope.type);
        if (reader == readers().constEnd())
            return unknown(envelope.type);
        return (*reader)(envelope.data);
    }

private:
    using ReadFunction = Result<Variant> (*)(const QJsonValue &);

    static Error unknown(const QString &type)
    {
        return { .code = ErrorCode::InvalidMessage,
                 .detail = type.isEmpty()
                     ? u"type is missing"_s
                     : u"type \"%1\" is unknown"_s.arg(type.left(limits::idLength)) };
    }

    template <class E>
    static Result<Variant> readOne(const QJsonValue &data)
    {
        Result<E> event = fromJson<E>(data);
        if (!event)
            return event.error();
        return Variant { *std::move(event) };
    }

    static const QHash<QString, ReadFunction> &readers()
    {
        static const auto table = [] {
            QHash<QString, ReadFunction> rows;
            List::forEach([&rows]<class E>() { rows.insert(E::wireName, &readOne<E>); });
            return rows;
        }();
        return table;
    }
};

} // namespace chat
