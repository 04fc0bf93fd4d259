#include "client/ctl/ctl.h"

#include "client/core/devicename.h"
#include "client/ctl/plainline.h"
#include "common/net/websockettransport.h"

#include <cstdio>

namespace chat {

Ctl::Ctl(CtlOptions options, const Clock &clock, Random &random)
    : m_options(std::move(options))
    , m_keys(m_options.keyFile)
    , m_expected(m_options.fingerprint.isEmpty() ? m_keys.keyAt(m_options.url)
                                                 : m_options.fingerprint)
    , m_keyring(m_options, m_expected, m_keys.keyAt(m_options.url))
    , m_session(
          profile(), [this] { return WebSocketTransport::connectTo(m_options.url, m_expected); },
          clock, random)
{
    m_patience.setSingleShot(true);
    listen();
}

/// Without a device id: programs that run at the same time under one name are all welcome.
ClientProfile Ctl::profile()
{
    return { .name = m_options.name,
             .keyring = &m_keyring,
             .deviceName = deviceName(u"confabctl"_s),
             .credentials = m_options.credentials,
             .showsTokenFirst = true,
             .rooms = m_options.command->rooms(),
             .joinsOwnRooms = false };
}

void Ctl::listen()
{
    const Command *const command = m_options.command.get();
    connect(command, &Command::done, this, [this] { end(ExitCode::Done); });
    connect(command, &Command::refused, this,
            [this](const QString &why) { fail(ExitCode::Refused, why); });
    connect(command, &Command::underWay, &m_patience, &QTimer::stop);
    connect(&m_patience, &QTimer::timeout, this, &Ctl::onPatienceOver);
    connect(&m_session, &ClientSession::authenticationRefused, this, &Ctl::onNotLetIn);
    connect(&m_session, &ClientSession::authenticated, this, &Ctl::onLetIn);
    connect(&m_session.socket(), &ReconnectingSocket::refused, this, &Ctl::onRefused);
}

void Ctl::start()
{
    m_patience.start(m_options.timeout);
    m_options.command->run(m_session);
    m_session.start();
}

void Ctl::onNotLetIn(const Error &error)
{
    if (error.code != ErrorCode::Conflict) {
        fail(ExitCode::Refused, u"the server does not let one in: "_s + sentenceFor(error));
        return;
    }
    const QString taken = u"the name \"%1\" is taken on this server"_s.arg(m_options.name);
    fail(ExitCode::Refused,
         error.suggestion.isEmpty() ? taken
                                    : taken
                 + u"; if it is yours, give --password-file; --name \"%1\" is free"_s.arg(
                     escaped(error.suggestion)));
}

void Ctl::onRefused(const CloseReason &why)
{
    if (why.code == int(CloseCode::Untrusted)) {
        onUntrusted(Fingerprint::fromHex(why.text).value_or(Fingerprint()));
        return;
    }
    fail(ExitCode::Refused,
         u"the server ended the connection for good: %1 (%2)"_s.arg(escaped(why.text))
             .arg(why.code));
}

void Ctl::onUntrusted(const Fingerprint &seen)
{
    const QString what =
        m_expected.isEmpty() ? u"is not known"_s : u"is another one than expected"_s;
    fail(ExitCode::NoConnection,
         u"the key of %1 %2, and nothing was sent. It is: %3. If confabd shows these words there, "
         "give --fingerprint %4 once"_s.arg(m_options.url.toString(), what,
                                            seen.toWords().join(u' '), seen.toHex()));
}

// The key was right: from now on it goes without being told.
void Ctl::onLetIn()
{
    const bool isNew =
        !m_options.fingerprint.isEmpty() && m_keys.keyAt(m_options.url) != m_options.fingerprint;
    if (isNew && !m_keys.keep(m_options.url, m_options.fingerprint))
        std::fprintf(stderr, "confabctl: the key can not be kept in %s\n",
                     qUtf8Printable(m_keys.path()));
}

void Ctl::onPatienceOver()
{
    const qint64 seconds = m_options.timeout.count();
    const QString url = m_options.url.toString();
    const QString problem = m_session.socket().lastProblem();
    if (m_session.state() == ClientSession::State::Online)
        fail(ExitCode::NoConnection, u"%1 did not do it within %2 s"_s.arg(url).arg(seconds));
    else
        fail(ExitCode::NoConnection,
             u"no connection to %1 within %2 s%3"_s.arg(url).arg(seconds).arg(
                 problem.isEmpty() ? QString() : u": "_s + escaped(problem)));
}

void Ctl::fail(ExitCode code, const QString &sentence)
{
    if (!m_hasEnded)
        std::fprintf(stderr, "confabctl: %s\n", qUtf8Printable(sentence));
    end(code);
}

void Ctl::end(ExitCode code)
{
    if (std::exchange(m_hasEnded, true))
        return;
    m_patience.stop();
    // Not now: the session may be the one that is calling, perhaps before the event loop runs.
    QMetaObject::invokeMethod(
        this,
        [this, code] {
            m_session.stop();
            Q_EMIT ended(code);
        },
        Qt::QueuedConnection);
}

} // namespace chat
