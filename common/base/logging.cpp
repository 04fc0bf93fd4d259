#include "common/base/logging.h"

#include "common/base/clock.h"
#include "common/base/literals.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <atomic>
#include <cstdio>

namespace chat {

Q_LOGGING_CATEGORY(lcProtocol, "chat.common.protocol")
Q_LOGGING_CATEGORY(lcNet, "chat.common.net")
Q_LOGGING_CATEGORY(lcCore, "chat.server.core", QtInfoMsg)
Q_LOGGING_CATEGORY(lcStorage, "chat.server.storage", QtInfoMsg)
Q_LOGGING_CATEGORY(lcDoor, "chat.server.door", QtInfoMsg)
Q_LOGGING_CATEGORY(lcDiscovery, "chat.discovery", QtInfoMsg)
Q_LOGGING_CATEGORY(lcApp, "chat.app", QtInfoMsg)
Q_LOGGING_CATEGORY(lcClient, "chat.client", QtInfoMsg)

namespace {

// Qt hands a plain function to qInstallMessageHandler, so its format cannot be a member.
std::atomic<LogFormat> chosenFormat { LogFormat::Text };

QLatin1StringView levelName(QtMsgType level)
{
    switch (level) {
    case QtDebugMsg:
        return "debug"_L1;
    case QtInfoMsg:
        return "info"_L1;
    case QtWarningMsg:
        return "warning"_L1;
    case QtCriticalMsg:
        return "critical"_L1;
    case QtFatalMsg:
        return "fatal"_L1;
    }
    return "unknown"_L1;
}

// Controls, formats (which turn or hide text) and the separators that some viewers take for a new
// line.
bool isUnsafe(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return false;
    }
}

QString withoutControls(const QString &text)
{
    // Nearly every line is plain.
    if (std::ranges::all_of(text, [](QChar c) { return c >= u' ' && c <= u'~'; }))
        return text;
    QString safe;
    safe.reserve(text.size());
    const QList<uint> characters = text.toUcs4();
    for (const char32_t c : characters) {
        if (!isUnsafe(c))
            safe += QChar::fromUcs4(c);
        else if (QChar::requiresSurrogates(c))
            safe += u"\\U%1"_s.arg(static_cast<uint>(c), 8, 16, QLatin1Char('0'));
        else
            safe += u"\\u%1"_s.arg(static_cast<uint>(c), 4, 16, QLatin1Char('0'));
    }
    return safe;
}

void writeLine(QtMsgType level, const QMessageLogContext &context, const QString &message)
{
    const QByteArray line = formatLogLine(chosenFormat, level, context.category, message,
                                          toIsoText(SystemClock().wallTime()));
    std::fprintf(stderr, "%s\n", line.constData());
}

} // namespace

void installLogHandler(LogFormat format)
{
    chosenFormat = format;
    qInstallMessageHandler(writeLine);
}

QByteArray formatLogLine(LogFormat format, QtMsgType level, const char *category,
                         const QString &message, const QString &isoTime)
{
    const QString name = QString::fromLatin1(category ? category : "default");
    const QString safe = withoutControls(message);
    if (format == LogFormat::Json) {
        const QJsonObject line { { u"time"_s, isoTime },
                                 { u"level"_s, levelName(level) },
                                 { u"category"_s, name },
                                 { u"message"_s, safe } };
        return QJsonDocument(line).toJson(QJsonDocument::Compact);
    }
    const QString line = isoTime + u' ' + levelName(level) + u' ' + name + ": "_L1 + safe;
    return line.toUtf8();
}

} // namespace chat
