#pragma once

#include "server/core/done.h"
#include "server/core/identity.h"

#include <QHash>

namespace chat {

/// What a person must have to come in: nothing but a token; an account, which is a password or
/// somebody else's word; or that word.
enum class Standing { Guest, Account, Vouched };

/// Which tokens hold. Those of guests hold for ever: they have nothing else to show.
struct TokenRule
{
    Timestamp now {};
    std::chrono::milliseconds idle = limits::sessionIdle; // not used for so long, it is over
    std::chrono::milliseconds life = limits::sessionLife; // and so long after it was made
    Standing least = Standing::Guest;
};

/// What a store knows of a token.
struct TokenFacts
{
    Timestamp createdAt {};
    Timestamp usedAt {};
    std::optional<Timestamp> endsAt = {}; // at the latest, whoever's it is
};

/// What someone shows at the door, and who they are to become with it.
struct SignIn
{
    QString name;
    std::optional<QString> avatar = {}; // none: as it was
    QByteArray tokenHash = {}; // SHA-256 of the token that they show; a token is never stored
    QByteArray freshTokenHash; // of the one they get when they show none, or another person's
    QString device = {}; // in words
    UserId freshId; // used when they are new
    TokenRule rule;
    std::optional<Timestamp> endsAt = {}; // of the token, at the latest

    /// A person who has shown this password, by its stored form.
    struct Proven
    {
        UserId user;
        QString passwordHash;
    };
    std::optional<Proven> proven = {};
    std::optional<QString> subject = {}; // what somebody whom we trust calls them
    std::optional<QString> newPasswordHash = {}; // they have none yet, and it becomes theirs

    /// Whether they show more than a token, so that a session begins anew.
    bool isProof() const { return proven || subject || newPasswordHash; }
};

struct SignedIn
{
    Identity identity;
    bool isKnown = false; // they were there before
    bool usesFreshToken = false;
    std::optional<Timestamp> ends = {}; // when their token will be over, used or not
};

/// Someone who comes back, and the rooms they belong to with how far they have read in each.
struct Recalled
{
    Identity identity;
    QHash<RoomId, Seq> memberships;
    std::optional<Timestamp> ends = {};
};

/// A person, and the stored form of their password; without one it is empty.
struct Credential
{
    UserId user;
    QString passwordHash;
};

struct PasswordChange
{
    UserId user;
    QString formerHash; // empty: they have none
    QString newHash;
    QByteArray tokenHash; // of the session that begins anew with it; empty: of none
    bool endsOthers = true; // the person's other sessions
    Timestamp now {};
};

/// One of a person's tokens.
struct StoredSession
{
    QByteArray tokenHash;
    QString device;
    TokenFacts facts;
};

/// People, and what proves that one is they.
class Accounts
{
public:
    virtual ~Accounts() = default;

    /// The person of `proven`, or whom `subject` is, or to whom the token belongs, in this order;
    /// a new person when nobody is found. Unless they were proven, they are renamed to `name`. The
    /// token is theirs from now on. Asked again, for example because the answer was lost, it is the
    /// same person.
    ///
    /// Refused: Conflict, with a free name as suggestion, for a name that another person has (see
    /// names::claims), and for a new password of who has one; InvalidToken for one that is over;
    /// AuthenticationRequired when they have not the standing that the rule asks for, or were to be
    /// new and it asks for any without giving one; WrongPassword when `proven` is not so any more.
    /// Then everything is as before.
    virtual void signIn(const SignIn &request, Done<SignedIn> done) = 0;

    /// Whose token this is. Refused: InvalidToken when it is nobody's or over;
    /// AuthenticationRequired when they have not the standing.
    virtual void recall(const QByteArray &tokenHash, const TokenRule &rule,
                        Done<Recalled> done) = 0;

    /// The person of this name (by names::key), or with this id; without a user when there is none.
    virtual void credentialOfName(const QString &name, Done<Credential> done) = 0;
    virtual void credentialOfUser(const UserId &user, Done<Credential> done) = 0;

    /// Gives a person another password; a guest is a member then. Answers what they may do now.
    /// Refused: WrongPassword when the former one is not what they have.
    virtual void changePassword(const PasswordChange &change, Done<Role> done) = 0;

    /// The person's tokens, the one used last first.
    virtual void sessions(const UserId &user, Done<QList<StoredSession>> done) = 0;
    /// Ends the sessions of these tokens; answers how many there were. Refused: Conflict when a
    /// person without a password, and for whom nobody vouches, would have none left.
    virtual void endSessions(const UserId &user, const QList<QByteArray> &tokenHashes,
                             Done<int> done) = 0;
};

/// A name for a token that only its owner and the operator are told, and that is no use to anybody.
QString sessionIdOf(const QByteArray &tokenHash);

/// For stores: why somebody is not let in.
Error tokenIsOver();
Error hasAPassword();
Error wouldBeLockedOut();

/// For stores: whether a token of somebody with this standing is over, and when it will be.
bool isOver(const TokenFacts &token, Standing standing, const TokenRule &rule);
std::optional<Timestamp> endOf(const TokenFacts &token, Standing standing, const TokenRule &rule);
/// For stores: whether its use is to be noted.
bool isUseNews(const TokenFacts &token, const TokenRule &rule);

} // namespace chat
