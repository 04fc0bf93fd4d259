#pragma once

#include <QString>

namespace chat {

/// What one shows at the door besides a token: once, to become known there. Neither kept nor
/// logged, and forgotten as soon as the server has answered.
struct Credentials
{
    enum class Kind {
        None,
        Password, // of the account with one's name
        NewAccount, // the password that it is to have
        Word, // a JSON Web Token of somebody whom the server trusts
    };
    Kind kind = Kind::None;
    QString secret = {};

    bool isEmpty() const { return kind == Kind::None; }

    friend bool operator==(const Credentials &, const Credentials &) = default;
};

} // namespace chat
