#include "client/ctl/plainline.h"

#include <QDateTime>

namespace chat {

namespace {

bool isDirectionMark(QChar c)
{
    const char16_t unit = c.unicode();
    return (unit >= 0x202a && unit <= 0x202e) || (unit >= 0x2066 && unit <= 0x2069)
        || unit == 0x200e || unit == 0x200f;
}

} // namespace

QString escaped(const QString &text)
{
    QString safe;
    safe.reserve(text.size());
    for (const QChar c : text) {
        if (c == u'\n')
            safe += "\\n"_L1;
        else if (c == u'\t')
            safe += "\\t"_L1;
        else if (c.category() == QChar::Other_Control || isDirectionMark(c)
                 || c == QChar::LineSeparator || c == QChar::ParagraphSeparator)
            safe += u"\\u%1"_s.arg(ushort { c.unicode() }, 4, 16, QChar(u'0'));
        else
            safe += c;
    }
    return safe;
}

QString plainLine(const Message &message)
{
    const auto time = QDateTime::fromMSecsSinceEpoch(message.timestamp.time_since_epoch().count());
    return u"%1 %2: %3"_s.arg(time.toString(u"HH:mm"_s), escaped(message.userName),
                              escaped(message.content));
}

QString sentenceFor(const Error &error)
{
    const QString text = errorRow(error.code).text;
    const QString sentence = error.detail.isEmpty() || error.detail == text
        ? escaped(text)
        : u"%1 (%2)"_s.arg(text, escaped(error.detail));
    if (!error.retryAfter)
        return sentence;
    const auto wait = std::chrono::ceil<std::chrono::seconds>(*error.retryAfter);
    return u"%1; try again in %2 s"_s.arg(sentence).arg(wait.count());
}

} // namespace chat
