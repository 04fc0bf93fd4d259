#include "client/ui/connectionbanner.h"

#include "client/ui/colors.h"
#include "client/ui/errortext.h"
#include "client/ui/metrics.h"
#include "common/base/literals.h"
#include "common/protocol/closecodes.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QStyle>

namespace chat {

ConnectionBanner::ConnectionBanner(const Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_clock(clock)
    , m_label(new QLabel(this))
    , m_tryNow(new QPushButton(this))
    , m_changeServer(new QPushButton(this))
{
    setObjectName(u"connectionBanner"_s);
    m_label->setObjectName(u"connectionText"_s);
    m_label->setTextFormat(Qt::PlainText);
    m_label->setWordWrap(true);
    m_tryNow->setObjectName(u"tryNow"_s);
    m_changeServer->setObjectName(u"changeServer"_s);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::margin + metrics::unit, metrics::unit,
                            metrics::margin + metrics::unit, metrics::unit);
    row->setSpacing(metrics::gap);
    row->addWidget(m_label, 1);
    row->addWidget(m_tryNow);
    row->addWidget(m_changeServer);
    setMinimumHeight(metrics::controlHeight + 2 * metrics::unit);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum);

    m_tick.setInterval(std::chrono::milliseconds(250));
    connect(&m_tick, &QTimer::timeout, this, &ConnectionBanner::refresh);
    connect(m_tryNow, &QPushButton::clicked, this, &ConnectionBanner::tryNowWanted);
    connect(m_changeServer, &QPushButton::clicked, this, &ConnectionBanner::changeServerWanted);
    hide();
}

void ConnectionBanner::showConnecting()
{
    m_until = m_clock.now() + patience;
    setMode(Mode::Connecting);
}

void ConnectionBanner::showWaiting(Instant retryAt)
{
    m_wasBroken = true;
    m_until = retryAt;
    setMode(Mode::Waiting);
}

void ConnectionBanner::showTrying()
{
    setMode(Mode::Trying);
}

void ConnectionBanner::showOnline()
{
    m_until = m_clock.now() + goodNews;
    setMode(m_wasBroken ? Mode::Back : Mode::Hidden);
    m_wasBroken = false;
}

void ConnectionBanner::showRefused(int closeCode)
{
    m_wasBroken = true;
    m_closeCode = closeCode;
    setMode(Mode::Refused);
}

void ConnectionBanner::setMode(Mode mode)
{
    const bool isNews = mode != m_mode;
    m_mode = mode;
    const bool changesByItself =
        mode == Mode::Connecting || mode == Mode::Waiting || mode == Mode::Back;
    if (changesByItself)
        m_tick.start();
    else
        m_tick.stop();
    refresh();
    if (isNews && isVisible()) {
        QAccessibleEvent alert(m_label, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

void ConnectionBanner::refresh()
{
    if (m_mode == Mode::Back && m_clock.now() >= m_until) {
        m_mode = Mode::Hidden;
        m_tick.stop();
    }
    m_label->setText(words());
    m_tryNow->setText(tryNowWords());
    m_tryNow->setVisible(m_mode == Mode::Waiting || m_mode == Mode::Refused);
    m_changeServer->setText(tr("Change server …"));
    m_changeServer->setVisible(m_mode == Mode::Refused
                               && CloseCode(m_closeCode) != CloseCode::Superseded);
    const bool isTooEarly = m_mode == Mode::Connecting && m_clock.now() < m_until;
    setVisible(m_mode != Mode::Hidden && !isTooEarly);
    update();
}

QString ConnectionBanner::tryNowWords() const
{
    if (m_mode != Mode::Refused)
        return tr("Try now");
    switch (static_cast<CloseCode>(m_closeCode)) {
    case CloseCode::Superseded:
        //: A button: be connected in this window again, and not in the other one
        return tr("Continue here");
    case CloseCode::Unauthenticated:
        return tr("Join again");
    default:
        return tr("Try again");
    }
}

QString ConnectionBanner::words() const
{
    switch (m_mode) {
    case Mode::Hidden:
        return {};
    case Mode::Connecting:
        return tr("Connecting …");
    case Mode::Waiting: {
        const auto left = std::chrono::ceil<std::chrono::seconds>(m_until - m_clock.now());
        return tr("No connection. Trying again in %Ln s", nullptr,
                  static_cast<int>(std::max<qint64>(0, left.count())));
    }
    case Mode::Trying:
        return tr("No connection. Trying again …");
    case Mode::Back:
        return tr("Back online");
    case Mode::Refused:
        return ErrorText::ofClose(m_closeCode);
    }
    Q_UNREACHABLE();
}

QColor ConnectionBanner::tone() const
{
    switch (m_mode) {
    case Mode::Hidden:
    case Mode::Connecting:
        return colors::muted(palette());
    case Mode::Waiting:
    case Mode::Trying:
        return colors::warning(palette());
    case Mode::Back:
        return colors::positive(palette());
    case Mode::Refused:
        return colors::negative(palette());
    }
    Q_UNREACHABLE();
}

void ConnectionBanner::paintEvent(QPaintEvent *)
{
    const QColor base = palette().color(QPalette::Base);
    QPainter painter(this);
    painter.fillRect(rect(), colors::mix(base, tone(), 0.18));
    const QRect edge(0, 0, metrics::unit, height());
    painter.fillRect(QStyle::visualRect(layoutDirection(), rect(), edge), tone());
}

void ConnectionBanner::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        refresh();
}

} // namespace chat
