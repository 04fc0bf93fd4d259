#pragma once

#include "common/base/random.h"
#include "common/protocol/values.h"

namespace chat {

/// Which of the optional fields a sample has.
enum class Optionals { None, Some, All };

/// A visitor that fills an event with seeded chance, always within its rules: texts of all scripts
/// and of extreme lengths, numbers at both ends, lists of up to three rows.
class Sampler
{
public:
    /// No text is longer than `maxText` UTF-16 units, unless its rule demands it.
    Sampler(Random &random, Optionals optionals, int maxText)
        : m_random(random)
        , m_optionals(optionals)
        , m_maxText(maxText)
    {
    }

    template <class T, class Rule>
    void operator()(QLatin1StringView, T &value, const Rule &rule)
    {
        fill(value, rule);
    }

    template <class Key, class Value, class KeyRule, class ValueRule>
    void entries(QMap<Key, Value> &map, const KeyRule &keyRule, const ValueRule &valueRule)
    {
        for (qint64 rows = between(1, 3); rows > 0; --rows) {
            Key key;
            fill(key, keyRule);
            fill(map[key], valueRule);
        }
    }

private:
    qint64 between(qint64 low, qint64 high)
    {
        const auto count = static_cast<quint64>(high - low) + 1;
        return low + static_cast<qint64>(m_random.next() % count);
    }
    // Faults live at the ends.
    qint64 likelyAnEnd(qint64 low, qint64 high)
    {
        switch (between(0, 3)) {
        case 0:
            return low;
        case 1:
            return high;
        default:
            return between(low, high);
        }
    }

    void fill(QString &out, const TextRule &rule)
    {
        static const QList<QString> pieces { u"a"_s,      u"Z"_s,      u" "_s,      u"\""_s,
                                             u"\\"_s,     u"/"_s,      u"\n"_s,     QChar(0),
                                             u"\u001b"_s, u"\u007f"_s, u"ß"_s,      u"д"_s,
                                             u"ع"_s,      u"漢"_s,     u"\u202e"_s, u"\u200d"_s,
                                             u"\uffff"_s, u"😀"_s,      u"<b>"_s,    u"%1"_s };
        const qint64 size =
            likelyAnEnd(rule.min, std::max(rule.min, std::min(rule.max, m_maxText)));
        out.clear();
        while (out.size() < size) {
            const QString &piece = pieces.at(between(0, pieces.size() - 1));
            out += out.size() + piece.size() <= size ? piece : u"."_s;
        }
    }
    template <class Kind>
    void fill(TextId<Kind> &out, const TextRule &rule)
    {
        QString text;
        fill(text, rule);
        out = TextId<Kind>::fromText(text);
    }
    void fill(qint64 &out, const NumberRule &rule) { out = likelyAnEnd(rule.min, rule.max); }
    void fill(Seq &out, const NumberRule &rule)
    {
        out = Seq::fromNumber(likelyAnEnd(rule.min, rule.max));
    }
    void fill(bool &out, NoRule) { out = between(0, 1) == 1; }
    void fill(Timestamp &out, NoRule)
    {
        constexpr qint64 lastOfYear9999 = 253402300799999;
        out = Timestamp { std::chrono::milliseconds { likelyAnEnd(0, lastOfYear9999) } };
    }
    template <WireEnum E>
    void fill(E &out, NoRule)
    {
        constexpr auto names = wireNames(E {});
        out = names.at(static_cast<std::size_t>(between(0, names.size() - 1))).first;
    }
    template <Fielded T>
    void fill(T &out, NoRule)
    {
        T::fields(out, *this);
    }
    template <class T>
    void fill(QList<T> &out, ListRule rule)
    {
        for (qint64 rows = between(1, std::min(rule.max, 3)); rows > 0; --rows)
            fill(out.emplaceBack(), NoRule {});
    }
    template <class Kind, class Value>
    void fill(QMap<TextId<Kind>, Value> &out, const MapRule &rule)
    {
        entries(out, rule.key, NoRule {});
    }
    template <class T, class Rule>
    void fill(std::optional<T> &out, const Rule &rule)
    {
        const bool isThere =
            m_optionals == Optionals::All || (m_optionals == Optionals::Some && between(0, 1) == 1);
        if (isThere)
            fill(out.emplace(), rule);
    }

    Random &m_random;
    Optionals m_optionals;
    int m_maxText;
};

/// An event or value with random contents within its rules.
template <Fielded T>
T sample(Random &random, Optionals optionals = Optionals::Some, int maxText = limits::messageLength)
{
    Sampler sampler(random, optionals, maxText);
    T value;
    T::fields(value, sampler);
    return value;
}

} // namespace chat
