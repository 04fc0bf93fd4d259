#pragma once

#include "common/protocol/fields.h"

#include <QString>

namespace chat {

/// An enumeration is stored by its wire name.
template <WireEnum E>
QString wireText(E value)
{
    for (const auto &[candidate, name] : wireNames(E {})) {
        if (candidate == value)
            return name;
    }
    Q_UNREACHABLE();
}

/// `otherwise` is for what a newer version has stored.
template <WireEnum E>
E fromWireText(const QString &text, E otherwise)
{
    for (const auto &[value, name] : wireNames(E {})) {
        if (text == name)
            return value;
    }
    return otherwise;
}

} // namespace chat
