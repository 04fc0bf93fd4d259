#include "client/ui/typingbar.h"

#include "client/ui/colors.h"
#include "client/ui/fonts.h"
#include "client/ui/metrics.h"
#include "client/ui/plaintext.h"
#include "common/base/literals.h"

#include <QEvent>
#include <QPainter>
#include <QStyle>

namespace chat {

TypingBar::TypingBar(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(u"typingBar"_s);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    adoptFont();
}

void TypingBar::adoptFont()
{
    setFixedHeight(QFontMetrics(fonts::small(font())).height() + metrics::gap);
}

void TypingBar::setNames(const QStringList &names)
{
    m_names = names;
    setAccessibleName(text());
    update();
}

QString TypingBar::text() const
{
    switch (m_names.size()) {
    case 0:
        return {};
    case 1:
        return tr("%1 is typing").arg(inSentence(m_names.at(0)));
    case 2:
        return tr("%1 and %2 are typing").arg(inSentence(m_names.at(0)), inSentence(m_names.at(1)));
    default:
        return tr("%1, %2 and %Ln others are typing", nullptr, static_cast<int>(m_names.size()) - 2)
            .arg(inSentence(m_names.at(0)), inSentence(m_names.at(1)));
    }
}

void TypingBar::paintEvent(QPaintEvent *)
{
    const QString words = text();
    if (words.isEmpty())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor tone = colors::muted(palette());
    painter.setPen(Qt::NoPen);
    painter.setBrush(tone);
    const auto place = [this](const QRect &rect) {
        return QStyle::visualRect(layoutDirection(), this->rect(), rect);
    };
    for (int dot = 0; dot < 3; ++dot)
        painter.drawEllipse(place(QRect(metrics::margin + 4 + dot * 6, height() / 2 - 2, 4, 4)));

    const QFont small = fonts::small(font());
    const int left = metrics::margin + 4 + 18 + metrics::gap;
    const QRect line = place(QRect(left, 0, width() - left - metrics::margin, height()));
    painter.setFont(small);
    painter.setPen(tone);
    painter.setLayoutDirection(layoutDirection());
    painter.drawText(line,
                     static_cast<int>(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft)
                                      | Qt::AlignVCenter | Qt::TextSingleLine),
                     QFontMetrics(small).elidedText(words, Qt::ElideRight, line.width()));
}

void TypingBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        adoptFont();
    if (event->type() == QEvent::LanguageChange)
        setNames(m_names);
}

} // namespace chat
