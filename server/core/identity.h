#pragma once

#include "common/protocol/values.h"

namespace chat {

/// Who the server takes someone for.
struct Identity
{
    UserId id;
    QString name;
    QString avatar;
    Role role = Role::Guest;
    bool hasPassword = false;
};

} // namespace chat
