#pragma once

#include <QtGlobal>

#include <algorithm>
#include <initializer_list>
#include <vector>

namespace chat {

/// A set of a few values of which there are ten thousand: sorted, in one allocation of about its
/// size, and in none when it is empty. (A QSet of one text takes 1.3 KiB, also when it is empty
/// again.) Changing it costs time in proportion to its size.
template <class T>
class FlatSet
{
public:
    using const_iterator = typename std::vector<T>::const_iterator;
    using value_type = T;

    FlatSet() = default;
    FlatSet(std::initializer_list<T> values)
    {
        for (const T &value : values)
            insert(value);
    }

    bool isEmpty() const { return m_values.empty(); }
    qsizetype size() const { return static_cast<qsizetype>(m_values.size()); }
    bool contains(const T &value) const
    {
        return std::binary_search(m_values.begin(), m_values.end(), value);
    }

    /// Whether it was not there.
    bool insert(const T &value)
    {
        const auto place = std::lower_bound(m_values.begin(), m_values.end(), value);
        if (place != m_values.end() && *place == value)
            return false;
        m_values.insert(place, value);
        return true;
    }
    /// Whether it was there.
    bool remove(const T &value)
    {
        const auto place = std::lower_bound(m_values.begin(), m_values.end(), value);
        if (place == m_values.end() || !(*place == value))
            return false;
        m_values.erase(place);
        if (m_values.empty())
            m_values = {}; // gives the memory back, unlike clear()
        return true;
    }

    /// In ascending order.
    const_iterator begin() const { return m_values.begin(); }
    const_iterator end() const { return m_values.end(); }

    friend FlatSet operator+(FlatSet a, const FlatSet &b)
    {
        for (const T &value : b)
            a.insert(value);
        return a;
    }
    friend bool operator==(const FlatSet &, const FlatSet &) = default;

private:
    std::vector<T> m_values;
};

} // namespace chat
