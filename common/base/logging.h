#pragma once

#include <QLoggingCategory>

namespace chat {

// One category per folder. Debug for flow, info for life, warning for peers' faults, critical for
// ours. Lines carry ids, never bodies, tokens or passwords.
Q_DECLARE_LOGGING_CATEGORY(lcProtocol)
Q_DECLARE_LOGGING_CATEGORY(lcNet)
Q_DECLARE_LOGGING_CATEGORY(lcCore)
Q_DECLARE_LOGGING_CATEGORY(lcStorage)
Q_DECLARE_LOGGING_CATEGORY(lcDoor)
Q_DECLARE_LOGGING_CATEGORY(lcDiscovery)
Q_DECLARE_LOGGING_CATEGORY(lcApp)
Q_DECLARE_LOGGING_CATEGORY(lcClient)

enum class LogFormat {
    Text, // "2026-01-01T12:00:00.000Z info chat.server.core: ..."
    Json, // {"time":...,"level":...,"category":...,"message":...}, one object a line
};

/// Sends every log line of the process, Qt's own included, to stderr in this format. Control
/// characters are escaped, so that a peer's text can not forge a line.
void installLogHandler(LogFormat format);

/// One line as the handler would write it, without the line end. Exposed for tests.
QByteArray formatLogLine(LogFormat format, QtMsgType level, const char *category,
                         const QString &message, const QString &isoTime);

} // namespace chat
