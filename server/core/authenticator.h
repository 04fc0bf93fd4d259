#pragma once

#include "common/protocol/sessionevents.h"
#include "server/core/directory.h"

namespace chat {

/// Someone who was let in, and the token that will let them in again.
struct Admission
{
    Identity identity;
    QString token;
    bool isResumed = false;
};

/// Decides who may come in, and as whom.
class Authenticator
{
public:
    virtual ~Authenticator() = default;
    /// The name is tidied and acceptable (see names.h).
    virtual void admit(const Authenticate &credentials, Done<Admission> done) = 0;
    /// Whose token this is. Refused: InvalidToken.
    virtual void recall(const QString &token, Done<Recalled> done) = 0;
};

} // namespace chat
