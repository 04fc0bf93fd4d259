#include "client/ctl/filekeyring.h"

#include "client/ctl/ctloptions.h"

#include <cstdio>

namespace chat {

FileKeyring::FileKeyring(const CtlOptions &options)
    : m_path(options.tokenFile)
    , m_name(options.name)
    , m_address(options.url.toString())
{
}

TokenFile FileKeyring::fileFor(const QString &server) const
{
    return m_path.isEmpty() ? TokenFile::ofPerson(server, m_name) : TokenFile(m_path);
}

QString FileKeyring::tokenOr(const QString &server, const QString &fresh)
{
    const TokenFile file = fileFor(server);
    if (const QString token = file.read(); !token.isEmpty())
        return token;
    // Earlier versions kept it under the address.
    const QString former =
        m_path.isEmpty() ? TokenFile::ofPerson(m_address, m_name).read() : QString();
    const QString token = file.writeFirst(former.isEmpty() ? fresh : former);
    if (!token.isEmpty())
        return token;
    std::fprintf(stderr, "confabctl: the token can not be kept in %s\n",
                 qUtf8Printable(file.path()));
    return fresh;
}

void FileKeyring::keep(const QString &server, const QString &token)
{
    const TokenFile file = fileFor(server);
    if (!file.write(token))
        std::fprintf(stderr, "confabctl: the token can not be kept in %s\n",
                     qUtf8Printable(file.path()));
}

} // namespace chat
