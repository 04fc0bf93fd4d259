#pragma once

#include "common/protocol/accountevents.h"
#include "server/core/accounts.h"

namespace chat {

/// Who shows something at the door, as far as one can tell from outside.
struct Visitor
{
    QString address; // an addressKey()
};

/// Someone who was let in, and the token that will let them in again.
struct Admission
{
    Identity identity;
    QString token;
    QByteArray tokenHash; // how it is known to Accounts
    bool isResumed = false;
    std::optional<Timestamp> ends = {}; // when that token will be over
};

/// Decides who may come in, and as whom. May answer before the asking call has returned.
class Authenticator
{
public:
    virtual ~Authenticator() = default;

    /// The name is tidied and acceptable (see names.h). Refused: InvalidToken, WrongPassword,
    /// RateLimited, AuthenticationRequired, and as Accounts::signIn().
    virtual void admit(const Authenticate &credentials, const Visitor &visitor,
                       Done<Admission> done) = 0;
    /// The same for somebody who makes an account. Refused: NotAuthorized too.
    virtual void enroll(const Register &registration, const Visitor &visitor,
                        Done<Admission> done) = 0;
    /// Whose token this is. Refused: InvalidToken, AuthenticationRequired.
    virtual void recall(const QString &token, Done<Recalled> done) = 0;
    /// Of somebody who is in, with the token of this hash. Answers what they may do now. Refused:
    /// InvalidMessage for a password that is too simple, WrongPassword, RateLimited, Unavailable.
    virtual void changePassword(const Identity &self, const QByteArray &tokenHash,
                                const SetPassword &change, Done<Role> done) = 0;
    /// How a token is known to Accounts.
    virtual QByteArray hashOf(const QString &token) const = 0;
};

} // namespace chat
