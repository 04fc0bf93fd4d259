#pragma once

#include <QHash>
#include <QString>

namespace chat {

/// The tokens that make a person the same one again, one for each server, under the id by which the
/// server introduces itself: its address may change.
///
/// A token goes only to a server that gives the id it was made for, at an address that the person
/// chose. That is right as long as servers are honest about their ids. One that is not, and that
/// the person joins, gets the token of the server whose id it claims, and can be that guest there;
/// so can whoever reads the plain text of the connection. A certificate's fingerprint that is kept
/// with the token, and checked before anything is sent, will end both: then a token goes only to
/// who can prove to be the server that it was made for.
class Keyring
{
public:
    virtual ~Keyring() = default;

    /// The token for this server. When there is none yet `fresh` becomes it, and is where it
    /// outlives a crash before this returns: the server may know it from now on, even if its answer
    /// is lost.
    virtual QString tokenOr(const QString &server, const QString &fresh) = 0;
    /// The server says that this is the token.
    virtual void keep(const QString &server, const QString &token) = 0;
};

/// For as long as it lives.
class MemoryKeyring final : public Keyring
{
public:
    QString tokenOr(const QString &server, const QString &fresh) override
    {
        QString &token = m_tokens[server];
        if (token.isEmpty())
            token = fresh;
        return token;
    }
    void keep(const QString &server, const QString &token) override { m_tokens[server] = token; }

private:
    QHash<QString, QString> m_tokens;
};

} // namespace chat
