#pragma once

#include <QtGlobal>

#include <algorithm>
#include <utility>
#include <vector>

namespace chat {

/// A map of a few entries of which there are ten thousand: sorted by key, in one allocation of
/// about its size, and in none when it is empty. (A QHash with one entry takes some 2 KiB, also
/// when it is empty again.) Changing it costs time in proportion to its size, and moves entries:
/// references and iterators last until then.
template <class Key, class Value>
class FlatMap
{
public:
    struct Entry
    {
        Key key;
        Value value;
    };
    using iterator = typename std::vector<Entry>::iterator;
    using const_iterator = typename std::vector<Entry>::const_iterator;

    bool isEmpty() const { return m_entries.empty(); }
    qsizetype size() const { return static_cast<qsizetype>(m_entries.size()); }
    bool contains(const Key &key) const { return find(key) != end(); }

    iterator find(const Key &key)
    {
        const auto place = placeOf(m_entries, key);
        return place != end() && place->key == key ? place : end();
    }
    const_iterator find(const Key &key) const
    {
        const auto place = placeOf(m_entries, key);
        return place != end() && place->key == key ? place : end();
    }
    /// A default one where there is none.
    Value value(const Key &key) const
    {
        const auto found = find(key);
        return found == end() ? Value() : found->value;
    }

    /// Puts a default one where there is none.
    Value &operator[](const Key &key)
    {
        const auto place = placeOf(m_entries, key);
        if (place != end() && place->key == key)
            return place->value;
        return m_entries.insert(place, Entry { key, Value() })->value;
    }
    void insert(const Key &key, Value value) { (*this)[key] = std::move(value); }
    /// Takes it out; a default one where there is none.
    Value take(const Key &key)
    {
        const auto found = find(key);
        if (found == end())
            return Value();
        Value value = std::move(found->value);
        m_entries.erase(found);
        if (m_entries.empty())
            m_entries = {}; // gives the memory back, unlike clear()
        return value;
    }
    /// Whether it was there.
    bool remove(const Key &key)
    {
        const bool isThere = contains(key);
        take(key);
        return isThere;
    }

    /// In ascending order of the keys, which are not to be changed.
    iterator begin() { return m_entries.begin(); }
    iterator end() { return m_entries.end(); }
    const_iterator begin() const { return m_entries.begin(); }
    const_iterator end() const { return m_entries.end(); }

private:
    template <class Entries>
    static auto placeOf(Entries &entries, const Key &key)
    {
        return std::lower_bound(entries.begin(), entries.end(), key,
                                [](const Entry &entry, const Key &k) { return entry.key < k; });
    }

    std::vector<Entry> m_entries;
};

} // namespace chat
