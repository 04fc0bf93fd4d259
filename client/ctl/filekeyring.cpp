#include "client/ctl/filekeyring.h"

#include "client/core/serveraddress.h"
#include "client/ctl/ctloptions.h"

#include <cstdio>

namespace chat {

FileKeyring::FileKeyring(const CtlOptions &options, Fingerprint key, Fingerprint former)
    : m_path(options.tokenFile)
    , m_name(options.name)
    , m_address(options.url)
    , m_key(std::move(key))
    , m_former(std::move(former))
{
}

Proof FileKeyring::proof() const
{
    const bool isEncrypted = m_address.scheme() == "wss"_L1;
    const QString encrypted = m_key.isEmpty() ? m_address.host() : m_key.toHex();
    return { .text = isEncrypted ? encrypted : QString(),
             .isThisMachine = ServerAddress { m_address }.isHere() };
}

TokenFile FileKeyring::fileOf(const QString &server) const
{
    return m_path.isEmpty() ? TokenFile::ofPerson(server, m_name) : TokenFile(m_path);
}

/// A token that this server may not have makes it one of its own.
TokenFile FileKeyring::fileFor(const QString &server) const
{
    const TokenFile usual = fileOf(server);
    const Proof now = proof();
    const QString bound = usual.read().proof;
    const bool isRenamed = !m_former.isEmpty() && bound == m_former.toHex();
    if (mayHaveToken(bound, now) || isRenamed)
        return usual;
    return m_path.isEmpty() ? TokenFile::ofPerson(server + u'@' + now.text, m_name)
                            : TokenFile(m_path + u'@' + now.text);
}

QString FileKeyring::tokenOr(const QString &server, const QString &fresh)
{
    const TokenFile file = fileFor(server);
    const QString proved = proof().text;
    if (const TokenFile::Kept kept = file.read(); !kept.token.isEmpty()) {
        if (!proved.isEmpty() && kept.proof != proved)
            keep(server, kept.token);
        return kept.token;
    }
    // Earlier versions kept it under the address.
    const QString former = m_path.isEmpty()
        ? TokenFile::ofPerson(m_address.toString(), m_name).read().token
        : QString();
    const QString token =
        file.writeFirst({ .token = former.isEmpty() ? fresh : former, .proof = proved }).token;
    if (!token.isEmpty())
        return token;
    std::fprintf(stderr, "confabctl: the token can not be kept in %s\n",
                 qUtf8Printable(file.path()));
    return fresh;
}

bool FileKeyring::knows(const QString &server)
{
    return !fileFor(server).read().token.isEmpty();
}

void FileKeyring::keep(const QString &server, const QString &token)
{
    const TokenFile file = fileFor(server);
    const QString proved = proof().text;
    if (!file.write({ .token = token, .proof = proved.isEmpty() ? file.read().proof : proved }))
        std::fprintf(stderr, "confabctl: the token can not be kept in %s\n",
                     qUtf8Printable(file.path()));
}

} // namespace chat
