#include "client/ui/sessionrow.h"

#include "client/ui/colors.h"
#include "client/ui/fonts.h"
#include "client/ui/metrics.h"
#include "client/ui/peerlabel.h"
#include "client/ui/timetext.h"
#include "common/base/literals.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace chat {

namespace {

QDateTime dateOf(Timestamp time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC);
}

} // namespace

SessionRow::SessionRow(KnownSession session, const QDate &today, QWidget *parent)
    : QWidget(parent)
    , m_session(std::move(session))
    , m_today(today)
{
    auto *device = new PeerLabel(this);
    device->setFont(fonts::bold(font()));
    device->setText(m_session.device.isEmpty() ? tr("Unknown device") : m_session.device);
    auto *about = new QLabel(facts(), this);
    about->setObjectName(u"sessionFacts"_s);
    about->setTextFormat(Qt::PlainText);
    about->setFont(fonts::small(font()));
    QPalette tone = palette();
    tone.setColor(QPalette::WindowText, colors::muted(palette()));
    about->setPalette(tone);
    auto *end = new QPushButton(m_session.isCurrent ? tr("Sign out") : tr("End"), this);
    end->setObjectName(u"endSession"_s);
    end->setAutoDefault(false);
    //: For screen readers: a button; %1 is the name of a device
    end->setAccessibleName(tr("End %1").arg(device->text()));
    connect(end, &QPushButton::clicked, this, [this] { Q_EMIT endWanted(m_session); });

    auto *words = new QVBoxLayout;
    words->setSpacing(metrics::unit / 2);
    words->addWidget(device);
    words->addWidget(about);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::margin, metrics::gap, metrics::margin, metrics::gap);
    row->setSpacing(metrics::margin);
    row->addLayout(words, 1);
    row->addWidget(end);
}

QString SessionRow::facts() const
{
    const QString since = TimeText::brief(dateOf(m_session.createdAt), m_today);
    //: When a device was signed in
    const QString begun = tr("since %1").arg(since);
    QString use = tr("last used %1").arg(TimeText::brief(dateOf(m_session.usedAt), m_today));
    if (m_session.isOnline)
        use = tr("online");
    if (m_session.isCurrent)
        use = tr("this device");
    return use + u" · "_s + begun;
}

void SessionRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(0, height() - 1, width(), 1, colors::hairline(palette()));
}

} // namespace chat
