#include "client/ui/composer.h"

#include "client/ui/colors.h"
#include "client/ui/fonts.h"
#include "client/ui/metrics.h"
#include "client/ui/plaintext.h"
#include "common/base/limits.h"
#include "common/base/literals.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>

namespace chat {

namespace {

constexpr int counterFrom = limits::messageLength - 500; // near enough to care

} // namespace

Composer::Composer(const Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_edit(new ComposerEdit(this))
    , m_counter(new QLabel(this))
    , m_send(new GlyphButton(Glyph::Send, GlyphButton::Look::Accent, this))
    , m_wait(clock)
{
    setObjectName(u"composer"_s);
    m_counter->setObjectName(u"composerCounter"_s);
    m_counter->setTextFormat(Qt::PlainText);
    m_counter->setFont(fonts::small(font()));
    m_send->setObjectName(u"sendButton"_s);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(6, 6, 6, 6); // margins are not mirrored, spacing is
    row->setSpacing(metrics::gap);
    row->addSpacing(metrics::gap + 2);
    row->addWidget(m_edit, 1, Qt::AlignVCenter);
    row->addWidget(m_counter, 0, Qt::AlignBottom);
    row->addWidget(m_send, 0, Qt::AlignBottom);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);

    connect(m_edit, &ComposerEdit::sendPressed, this, &Composer::send);
    connect(m_edit, &ComposerEdit::textChanged, this, &Composer::refresh);
    connect(m_edit, &ComposerEdit::edited, this, [this] {
        Q_EMIT drafted(m_room, text());
        if (!text().isEmpty())
            Q_EMIT typed();
    });
    connect(&m_wait, &Countdown::ticked, this, &Composer::refresh);
    connect(m_send, &GlyphButton::clicked, this, &Composer::send);
    m_edit->installEventFilter(this);
    setFocusProxy(m_edit);
    retranslate();
    refresh();
}

void Composer::setRoom(const RoomId &room, const QString &title)
{
    m_title = title;
    retranslate();
    if (room == m_room)
        return;
    if (!m_room.isEmpty())
        m_drafts.insert(m_room, text());
    m_room = room;
    m_edit->setPlainText(m_drafts.value(room));
    m_edit->moveCursor(QTextCursor::End);
}

void Composer::offerDraft(const RoomId &room, const QString &draft)
{
    if (room != m_room && !m_drafts.contains(room)) {
        m_drafts.insert(room, draft);
    } else if (room == m_room && text().isEmpty()) {
        m_edit->setPlainText(draft);
        m_edit->moveCursor(QTextCursor::End);
    }
}

void Composer::setFull(bool isFull)
{
    m_isFull = isFull;
    refresh();
}

void Composer::setMayWrite(bool mayWrite)
{
    m_mayWrite = mayWrite;
    m_edit->setReadOnly(!mayWrite);
    refresh();
}

void Composer::showWait(std::chrono::milliseconds wait)
{
    constexpr std::chrono::milliseconds unnoticed { 500 }; // over before it is read
    if (wait >= unnoticed)
        m_wait.start(wait);
}

void Composer::hideWait()
{
    m_wait.stop();
    refresh();
}

void Composer::send()
{
    const QString content = text().trimmed();
    if (!m_mayWrite || content.isEmpty() || text().size() > limits::messageLength)
        return;
    if (m_isFull) {
        Q_EMIT spaceWanted();
        return;
    }
    m_edit->clear();
    Q_EMIT sendWanted(content);
}

/// What there is to know about sending; empty when it just works.
QString Composer::note() const
{
    if (!m_mayWrite)
        return tr("You may only read here at the moment");
    if (m_isFull)
        return tr("Too many messages wait to be sent");
    if (text().size() > counterFrom)
        return QLocale().toString(limits::messageLength - text().size());
    if (const int seconds = m_wait.secondsLeft(); seconds > 0)
        //: What was sent too fast waits at the sender, and then goes out by itself
        return tr("Goes out in %Ln s", nullptr, seconds);
    return {};
}

void Composer::refresh()
{
    const qsizetype left = limits::messageLength - text().size();
    const QString said = note();
    m_counter->setVisible(!said.isEmpty());
    if (!said.isEmpty()) {
        m_counter->setText(said);
        QPalette tone = palette();
        tone.setColor(QPalette::WindowText,
                      left < 0 || m_isFull ? colors::negative(palette())
                                           : colors::muted(palette()));
        m_counter->setPalette(tone);
    }
    m_send->setEnabled(m_mayWrite && left >= 0 && !text().trimmed().isEmpty());
}

void Composer::paintEvent(QPaintEvent *)
{
    const bool hasFocus = m_edit->hasFocus();
    const double width = hasFocus ? 1.6 : 1;
    const QColor edge = hasFocus
        ? colors::accent(palette())
        : colors::mix(colors::hairline(palette()), palette().color(QPalette::Text), 0.08);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(edge, width));
    painter.setBrush(palette().color(QPalette::Base));
    const double radius = (metrics::glyphButton + 12) / 2.0;
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), radius, radius);
}

void Composer::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange)
        refresh();
}

bool Composer::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        update(); // the edge shows the focus
    return QWidget::eventFilter(watched, event);
}

void Composer::retranslate()
{
    const QString title = inSentence(m_title);
    m_edit->setHint(title.isEmpty() ? tr("Write a message") : tr("Write to %1").arg(title));
    m_edit->setAccessibleName(tr("Message"));
    m_send->setMeaning(tr("Send"));
    m_counter->setToolTip(tr("Characters left"));
}

} // namespace chat
