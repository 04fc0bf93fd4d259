#include "client/ui/composeredit.h"

#include "common/base/literals.h"

#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <QStyle>
#include <QTextBlock>
#include <QTextDocument>

#include <algorithm>
#include <cmath>

namespace chat {

ComposerEdit::ComposerEdit(QWidget *parent)
    : QPlainTextEdit(parent)
{
    setObjectName(u"composerEdit"_s);
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false);
    document()->setDocumentMargin(2);
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            &ComposerEdit::adoptHeight);
    connect(this, &ComposerEdit::textChanged, this, &ComposerEdit::adoptDirection);
    adoptHeight();
    adoptDirection();
}

QSize ComposerEdit::sizeHint() const
{
    return { 120, m_height };
}

void ComposerEdit::setHint(const QString &hint)
{
    m_hint = hint;
    viewport()->update();
}

// The placeholder of Qt's own keeps clear of the cursor only where it runs from left to right.
void ComposerEdit::paintEvent(QPaintEvent *event)
{
    QPlainTextEdit::paintEvent(event);
    const QTextBlock first = document()->firstBlock();
    if (!document()->isEmpty() || !first.layout()->preeditAreaText().isEmpty())
        return;
    const int side = static_cast<int>(document()->documentMargin()) + cursorWidth() + 1;
    QRect place = viewport()->rect().adjusted(side, 0, -side, 0);
    place.setTop(qRound(blockBoundingGeometry(first).translated(contentOffset()).top()));
    QPainter painter(viewport());
    painter.setLayoutDirection(layoutDirection());
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(place,
                     static_cast<int>(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft)
                                      | Qt::AlignTop | Qt::AlignAbsolute | Qt::TextSingleLine),
                     fontMetrics().elidedText(m_hint, Qt::ElideRight, place.width()));
}

void ComposerEdit::adoptHeight()
{
    // A plain text document measures its height in lines.
    const int lines = static_cast<int>(document()->documentLayout()->documentSize().height());
    const int shown = std::clamp(lines, 1, mostLines);
    const int height = static_cast<int>(
        std::ceil(QFontMetricsF(font()).lineSpacing() * shown + 2 * document()->documentMargin()));
    setVerticalScrollBarPolicy(lines > mostLines ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    if (height == m_height)
        return;
    m_height = height;
    updateGeometry();
}

// A text runs as its first letter says, as it will once it is sent; an empty field as the window.
void ComposerEdit::adoptDirection()
{
    const bool isRightToLeft = document()->isEmpty() ? layoutDirection() == Qt::RightToLeft
                                                     : toPlainText().isRightToLeft();
    const Qt::LayoutDirection wanted = isRightToLeft ? Qt::RightToLeft : Qt::LeftToRight;
    QTextOption option = document()->defaultTextOption();
    if (option.textDirection() == wanted)
        return;
    option.setTextDirection(wanted);
    option.setAlignment(isRightToLeft ? Qt::AlignRight : Qt::AlignLeft);
    document()->setDefaultTextOption(option);
}

void ComposerEdit::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && !event->modifiers().testFlag(Qt::ShiftModifier)) {
        Q_EMIT sendPressed();
        return;
    }
    if (isEnter) {
        insertPlainText(u"\n"_s); // the field's own would be a line separator
        Q_EMIT edited();
        return;
    }
    const int revision = document()->revision();
    QPlainTextEdit::keyPressEvent(event);
    if (document()->revision() != revision)
        Q_EMIT edited();
}

void ComposerEdit::inputMethodEvent(QInputMethodEvent *event)
{
    QPlainTextEdit::inputMethodEvent(event);
    if (!event->commitString().isEmpty())
        Q_EMIT edited();
}

bool ComposerEdit::canInsertFromMimeData(const QMimeData *source) const
{
    return source->hasText();
}

void ComposerEdit::insertFromMimeData(const QMimeData *source)
{
    insertPlainText(source->text());
    ensureCursorVisible();
    Q_EMIT edited();
}

void ComposerEdit::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        adoptHeight();
    if (event->type() == QEvent::LayoutDirectionChange)
        adoptDirection();
}

} // namespace chat
