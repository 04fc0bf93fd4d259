#pragma once

#include "common/protocol/values.h"

/// The things that events of accounts speak of.
namespace chat {

/// Who may come in: anyone under a free name; people with an account; those who were invited to
/// make one; those who bring the word (a JWT) of somebody whom the server trusts.
enum class EntryMode { Guests, Accounts, Closed, Token };
constexpr auto wireNames(EntryMode)
{
    using enum EntryMode;
    return std::array<WireName<EntryMode>, 4> { { { Guests, "guests"_L1 },
                                                  { Accounts, "accounts"_L1 },
                                                  { Closed, "closed"_L1 },
                                                  { Token, "token"_L1 } } };
}
/// Whether anyone may make an account.
constexpr bool mayRegister(EntryMode mode)
{
    return mode == EntryMode::Guests || mode == EntryMode::Accounts;
}

/// A device that the server knows a person by.
struct KnownSession
{
    static constexpr QLatin1StringView typeName = "KnownSession"_L1;

    QString sessionId;
    QString device; // in words; empty when it did not say
    Timestamp createdAt {};
    Timestamp usedAt {}; // to the hour
    bool isCurrent = false; // it is the one that asks
    bool isOnline = false;

    friend bool operator==(const KnownSession &, const KnownSession &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("sessionId"_L1, self.sessionId, rules::id);
        visit("device"_L1, self.device, rules::deviceName);
        visit("createdAt"_L1, self.createdAt, NoRule {});
        visit("usedAt"_L1, self.usedAt, NoRule {});
        visit("isCurrent"_L1, self.isCurrent, NoRule {});
        visit("isOnline"_L1, self.isOnline, NoRule {});
    }
};

/// How one comes in here.
struct EntryRules
{
    static constexpr QLatin1StringView typeName = "EntryRules"_L1;

    EntryMode mode = EntryMode::Guests;
    qint64 passwordLength = limits::passwordLeast; // of a new one, at least

    friend bool operator==(const EntryRules &, const EntryRules &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("mode"_L1, self.mode, NoRule {});
        visit("passwordLength"_L1, self.passwordLength, rules::count);
    }
};

} // namespace chat
