#pragma once

#include "common/base/error.h"

#include <QLatin1StringView>

#include <array>
#include <utility>

/// How an event declares itself. Each struct has its wire name, its purpose in a sentence or two of
/// Markdown, and names each of its keys once:
///
///     static constexpr QLatin1StringView wireName = "join-room"_L1;
///     static constexpr QLatin1StringView purpose = "Begins to receive a room."_L1;
///
///     template <class Self, class Visit>
///     static void fields(Self &self, Visit &visit)
///     {
///         visit("roomId"_L1, self.roomId, rules::roomId);
///     }
///
/// Reading, writing, checking, the protocol page and the tests are visitors over it. A member that
/// is a std::optional may be absent or null; every other one is required. Besides single keys,
/// `visit.entries(map, keyRule, valueRule)` says that the object itself is a map.
namespace chat {

/// A text of min..max UTF-16 units.
struct TextRule
{
    int min = 0;
    int max = 0;
    ErrorCode tooLong = ErrorCode::InvalidMessage;
};

/// A whole number in min..max.
struct NumberRule
{
    qint64 min = 0;
    qint64 max = 0;
};

/// A list of at most max rows.
struct ListRule
{
    int max = 0;
};

/// An object with at most max keys, each of which is an id by the rule.
struct MapRule
{
    TextRule key;
    int max = 0;
};

/// The type says it all: a boolean, a time, an enumeration, a nested object.
struct NoRule
{
};

/// One row of an enumeration's table of wire names; an enumeration is sent by declaring
/// `constexpr auto wireNames(E)` that returns a std::array of these.
template <class E>
using WireName = std::pair<E, QLatin1StringView>;

template <class E>
concept WireEnum = std::is_enum_v<E> && requires(E value)
{
    wireNames(value);
};

struct NullVisitor
{
    template <class T, class Rule>
    void operator()(QLatin1StringView, T &, const Rule &)
    {
    }
    template <class Map, class KeyRule, class ValueRule>
    void entries(Map &, const KeyRule &, const ValueRule &)
    {
    }
};

template <class T>
concept Fielded = requires(T &value, NullVisitor &visit)
{
    T::fields(value, visit);
};

template <class E>
concept Event = Fielded<E> && requires
{
    E::wireName;
    E::purpose;
};

/// The Reply of a request that is answered only when it is refused.
struct NoReply
{
};

template <class E>
concept RequestEvent = Event<E> && requires
{
    typename E::Reply;
};

template <class E>
concept AnsweredRequest = RequestEvent<E> && !std::is_same_v<typename E::Reply, NoReply>;

} // namespace chat
