#pragma once

#include "client/ctl/ctloptions.h"
#include "client/ctl/filekeyring.h"
#include "client/ctl/knownkeys.h"

namespace chat {

/// Does one command at one server, and then says with which code the program should end.
class Ctl : public QObject
{
    Q_OBJECT

public:
    /// All references must outlive this object.
    Ctl(CtlOptions options, const Clock &clock, Random &random);

    /// Begins; ended() comes from the event loop.
    void start();

Q_SIGNALS:
    void ended(chat::ExitCode code);

private:
    void listen();
    void onNotLetIn(const Error &error);
    void onRefused(const CloseReason &why);
    void onUntrusted(const Fingerprint &seen);
    void onLetIn();
    void onPatienceOver();
    void fail(ExitCode code, const QString &sentence);
    void end(ExitCode code);
    ClientProfile profile();

    CtlOptions m_options;
    KnownKeys m_keys;
    Fingerprint m_expected; // nobody's: authorities must vouch for the server
    FileKeyring m_keyring;
    ClientSession m_session;
    QTimer m_patience; // until the command is done, or under way
    bool m_hasEnded = false;
};

} // namespace chat
