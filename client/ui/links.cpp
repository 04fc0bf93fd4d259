#include "client/ui/links.h"

#include "common/base/literals.h"

#include <QRegularExpression>

namespace chat {

namespace {

// A sentence's own punctuation is not part of an address; a bracket is when it was opened in it.
int lengthWithoutTail(QStringView address)
{
    constexpr QStringView tail = u".,;:!?'\"";
    while (!address.isEmpty()) {
        const QChar last = address.back();
        const bool isStrayBracket = last == u')' && address.count(u')') > address.count(u'(');
        if (!tail.contains(last) && !isStrayBracket)
            break;
        address.chop(1);
    }
    return static_cast<int>(address.size());
}

} // namespace

QList<Link> findLinks(const QString &text)
{
    if (!text.contains("://"_L1))
        return {};
    static const QRegularExpression address(
        u"\\bhttps?://[^\\s<>\\x{200e}\\x{200f}\\x{202a}-\\x{202e}\\x{2066}-\\x{2069}]+"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    QList<Link> links;
    for (auto it = address.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        const int length = lengthWithoutTail(match.capturedView());
        const QUrl url(match.captured().left(length));
        if (url.isValid() && !url.host().isEmpty())
            links.append({ static_cast<int>(match.capturedStart()), length, url });
    }
    return links;
}

} // namespace chat
