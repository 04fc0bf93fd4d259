#pragma once

#include "common/base/error.h"

#include <QCoreApplication>

namespace chat {

/// What went wrong, in the person's language.
class ErrorText
{
    Q_DECLARE_TR_FUNCTIONS(chat::ErrorText)

public:
    /// A short sentence for a refused request.
    static QString of(ErrorCode code);
    /// Why the server does not want this connection (see closecodes.h).
    static QString ofClose(int closeCode);
};

} // namespace chat
