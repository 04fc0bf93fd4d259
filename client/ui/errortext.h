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
    /// The same, and how long to wait when the server says so.
    static QString of(const Error &error);
    /// Why the server does not want this connection (see closecodes.h).
    static QString ofClose(int closeCode);
};

} // namespace chat
