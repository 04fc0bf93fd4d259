#pragma once

#include <QHash>
#include <QString>

namespace chat {

/// The tokens that make a person the same one again, one for each server, under the id by which the
/// server introduces itself: its address may change.
///
/// A token is bound to what the server had proved when it first got it, so that another one that
/// claims the same id does not get it: see mayHaveToken().
class Keyring
{
public:
    virtual ~Keyring() = default;

    /// The token for this server. When there is none yet `fresh` becomes it, and is where it
    /// outlives a crash before this returns: the server may know it from now on, even if its answer
    /// is lost.
    virtual QString tokenOr(const QString &server, const QString &fresh) = 0;
    /// Whether there is a token for this server.
    virtual bool knows(const QString &server) = 0;
    /// The server says that this is the token.
    virtual void keep(const QString &server, const QString &token) = 0;
};

/// What the server at the other end of a connection has proved, before anything was said to it.
struct Proof
{
    /// Its key in hexadecimal digits; its name, if authorities vouch for it; empty in plain text.
    QString text = {};
    bool isThisMachine = false;
};

/// Whether a token that is bound to `bound` (empty: to nothing) may be said to who has proved this.
/// On this machine plain text is proof enough: who could listen there could also read the token
/// where it is kept.
inline bool mayHaveToken(const QString &bound, const Proof &proof)
{
    return bound.isEmpty() || bound == proof.text || (proof.isThisMachine && proof.text.isEmpty());
}

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
    bool knows(const QString &server) override { return m_tokens.contains(server); }
    void keep(const QString &server, const QString &token) override { m_tokens[server] = token; }

private:
    QHash<QString, QString> m_tokens;
};

} // namespace chat
