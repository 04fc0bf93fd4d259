#include "client/ui/moderationdialog.h"

#include "client/ui/metrics.h"
#include "client/ui/plaintext.h"
#include "common/base/limits.h"
#include "common/base/literals.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace chat {

ModerationDialog::ModerationDialog(Deed deed, const QString &name, QWidget *parent)
    : QDialog(parent)
    , m_duration(new QComboBox(this))
    , m_reason(new QLineEdit(this))
{
    using namespace std::chrono_literals;
    setObjectName(u"moderationDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(verb(deed));
    auto *text = new QLabel(question(deed, inSentence(name)), this);
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    m_duration->setObjectName(u"moderationDuration"_s);
    m_duration->setAccessibleName(tr("For how long"));
    const auto add = [this](const QString &words, std::chrono::milliseconds time) {
        m_duration->addItem(words, qint64(time.count()));
    };
    add(tr("For ten minutes"), 10min);
    add(tr("For an hour"), 1h);
    add(tr("For a day"), 24h);
    add(tr("For a week"), 7 * 24h);
    m_duration->addItem(tr("For good"));
    m_duration->setVisible(deed != Deed::Remove);
    m_reason->setObjectName(u"moderationReason"_s);
    m_reason->setMaxLength(limits::reasonLength);
    m_reason->setPlaceholderText(tr("Why (they see it)"));
    auto *cancel = new QPushButton(tr("Cancel"), this);
    auto *act = new QPushButton(verb(deed), this);
    act->setObjectName(u"moderate"_s);
    act->setDefault(true);
    cancel->setAutoDefault(false);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(act, &QPushButton::clicked, this, &QDialog::accept);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::gap);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(act);
    auto *column = new QVBoxLayout(this);
    column->setSizeConstraint(QLayout::SetFixedSize);
    column->setContentsMargins(2 * metrics::margin, 2 * metrics::margin, 2 * metrics::margin,
                               2 * metrics::margin);
    column->setSpacing(metrics::margin);
    for (QWidget *widget : std::initializer_list<QWidget *> { text, m_duration, m_reason }) {
        widget->setFixedWidth(360);
        column->addWidget(widget);
    }
    column->addLayout(buttons);
    m_reason->setFocus();
}

QString ModerationDialog::question(Deed deed, const QString &name)
{
    switch (deed) {
    case Deed::Remove:
        return tr("Remove %1 from this room? They may come again.").arg(name);
    case Deed::Mute:
        return tr("Mute %1? They can read here, and not write.").arg(name);
    case Deed::Ban:
        return tr("Ban %1? They are removed from this room, and can not come again.").arg(name);
    }
    Q_UNREACHABLE();
}

QString ModerationDialog::verb(Deed deed)
{
    switch (deed) {
    case Deed::Remove:
        return tr("Remove");
    case Deed::Mute:
        return tr("Mute");
    case Deed::Ban:
        return tr("Ban");
    }
    Q_UNREACHABLE();
}

std::optional<QString> ModerationDialog::reason() const
{
    const QString text = m_reason->text().simplified();
    return text.isEmpty() ? std::nullopt : std::optional(text);
}

std::optional<qint64> ModerationDialog::duration() const
{
    const QVariant time = m_duration->currentData();
    return time.isValid() ? std::optional(time.toLongLong()) : std::nullopt;
}

} // namespace chat
