#include "client/ui/avatar.h"

#include "client/ui/colors.h"
#include "common/base/literals.h"

#include <QFont>
#include <QTextBoundaryFinder>

#include <algorithm>
#include <array>

namespace chat {

namespace {

// Of one strength, so that nobody shouts; white letters read on each of them.
constexpr std::array<QRgb, 12> choices { 0xff4f6bc9, 0xff2b7fb8, 0xff1f8a8a, 0xff2e8b57,
                                         0xff6b8a1f, 0xffa67c13, 0xffc2661c, 0xffc24a3a,
                                         0xffbf4070, 0xff9b4fb0, 0xff7058c8, 0xff5f7285 };

QString firstGrapheme(const QString &word)
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, word);
    const qsizetype end = finder.toNextBoundary();
    return end > 0 ? word.left(end) : QString();
}

} // namespace

QString initials(const QString &name)
{
    QStringList words;
    for (const QString &word : name.simplified().split(u' ', Qt::SkipEmptyParts)) {
        if (std::any_of(word.begin(), word.end(), [](QChar c) { return c.isLetterOrNumber(); })
            || word.front().isSurrogate())
            words << word;
    }
    if (words.isEmpty())
        return {};
    const QString first = firstGrapheme(words.first());
    return (words.size() == 1 ? first : first + firstGrapheme(words.last())).toUpper();
}

QColor avatarColor(const QString &wire, const QString &name)
{
    if (wire.size() == 7 && wire.startsWith(u'#')) {
        if (const QColor color(wire); color.isValid())
            return color;
    }
    uint sum = 2166136261u; // FNV-1a: qHash may differ from run to run
    for (const QChar c : name)
        sum = (sum ^ c.unicode()) * 16777619u;
    return QColor::fromRgb(choices.at(sum % choices.size()));
}

QColor nextAvatarColor(const QColor &color)
{
    const auto found = std::find(choices.begin(), choices.end(), color.rgb());
    const bool isLast = found == choices.end() || found + 1 == choices.end();
    return QColor::fromRgb(isLast ? choices.front() : *(found + 1));
}

void paintAvatar(QPainter &painter, const QRectF &rect, const Avatar &avatar)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(avatar.color);
    if (avatar.shape == Avatar::Shape::Circle)
        painter.drawEllipse(rect);
    else
        painter.drawRoundedRect(rect, rect.width() * 0.28, rect.width() * 0.28);

    const QString letters = initials(avatar.name);
    QFont font = painter.font();
    font.setPixelSize(std::max(8, qRound(rect.height() * (letters.size() > 1 ? 0.38 : 0.44))));
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(colors::contrast(avatar.color, Qt::white) >= 2.6 ? Qt::white : Qt::black);
    painter.drawText(rect, Qt::AlignCenter, letters);
    painter.restore();
}

} // namespace chat
