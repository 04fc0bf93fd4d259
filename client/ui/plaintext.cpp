#include "client/ui/plaintext.h"

#include "common/base/literals.h"

#include <algorithm>

namespace chat {

namespace {

bool isDirectionControl(QChar c)
{
    return (c >= u'\u202a' && c <= u'\u202e') || (c >= u'\u2066' && c <= u'\u2069');
}

bool isRightToLeft(QChar c)
{
    return c.direction() == QChar::DirR || c.direction() == QChar::DirAL;
}

} // namespace

QString oneLine(const QString &text)
{
    QString line;
    line.reserve(text.size());
    for (const QChar c : text) {
        if (c.isSpace() || c.category() == QChar::Other_Control)
            line += u' ';
        else if (!isDirectionControl(c))
            line += c;
    }
    return line.simplified();
}

QString inSentence(const QString &name)
{
    constexpr QChar firstStrongIsolate(0x2068);
    constexpr QChar popIsolate(0x2069);
    const QString line = oneLine(name);
    if (std::none_of(line.begin(), line.end(), isRightToLeft))
        return line;
    return firstStrongIsolate + line + popIsolate;
}

QString toolTipOf(const QString &text)
{
    return text.isEmpty() ? QString() : "<qt>"_L1 + text.toHtmlEscaped() + "</qt>"_L1;
}

} // namespace chat
