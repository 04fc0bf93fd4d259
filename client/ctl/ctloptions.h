#pragma once

#include "client/core/credentials.h"
#include "client/ctl/command.h"
#include "common/base/fingerprint.h"

#include <QUrl>

namespace chat {

/// What the command line asks for.
struct CtlOptions
{
    QUrl url;
    QString name;
    Fingerprint fingerprint; // that the server must have; nobody's: what is kept, or authorities
    QString keyFile; // empty: one of the person's own, for all servers
    Credentials credentials; // for a server that the token does not do for
    QString tokenFile; // empty: one of the person's own, for this server and name
    std::chrono::seconds timeout { 10 };
    bool isVerbose = false;
    std::unique_ptr<Command> command; // null: only `text` is to be printed
    QString text; // of --help and --version
};

/// Reads the arguments, the program's name first; and the standard input when the line to send is
/// "-". The Error's detail is a sentence for the person who typed them.
Result<CtlOptions> readCtlOptions(const QStringList &arguments);

} // namespace chat
