#pragma once

#include "common/protocol/values.h"

#include <QCoreApplication>

namespace chat {

/// What somebody may do in a room, in words.
class RoleText
{
    Q_DECLARE_TR_FUNCTIONS(chat::RoleText)

public:
    /// Empty for a member like others.
    static QString of(RoomRole role);
};

} // namespace chat
