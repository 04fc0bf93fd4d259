#pragma once

#include "common/protocol/values.h"

#include <QCoreApplication>

namespace chat {

/// What a room keeps, in the person's words.
class RetentionText
{
    Q_DECLARE_TR_FUNCTIONS(chat::RetentionText)

public:
    /// "Keeps the last 100 messages"
    static QString of(const Retention &retention);
};

} // namespace chat
