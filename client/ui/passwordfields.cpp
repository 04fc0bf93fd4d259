#include "client/ui/passwordfields.h"

#include "client/ui/fonts.h"
#include "client/ui/metrics.h"
#include "common/base/limits.h"
#include "common/base/literals.h"

#include <QEvent>
#include <QVBoxLayout>

namespace chat {

PasswordFields::PasswordFields(QWidget *parent)
    : QWidget(parent)
    , m_label(new QLabel(this))
    , m_secret(new QLineEdit(this))
    , m_repeatLabel(new QLabel(this))
    , m_repeat(new QLineEdit(this))
    , m_show(new QCheckBox(this))
{
    m_secret->setObjectName(u"secretEdit"_s);
    m_repeat->setObjectName(u"repeatEdit"_s);
    m_show->setObjectName(u"showSecret"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::unit);
    for (const auto &[label, field] :
         { std::pair(m_label, m_secret), std::pair(m_repeatLabel, m_repeat) }) {
        label->setFont(fonts::bold(fonts::small(font())));
        label->setTextFormat(Qt::PlainText);
        label->setBuddy(field);
        field->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhNoPredictiveText
                                   | Qt::ImhNoAutoUppercase | Qt::ImhSensitiveData);
        column->addWidget(label);
        column->addWidget(field);
        connect(field, &QLineEdit::textEdited, this, &PasswordFields::edited);
    }
    column->addWidget(m_show);
    connect(m_show, &QCheckBox::toggled, this, &PasswordFields::refresh);
    refresh();
}

void PasswordFields::setKind(Kind kind, int least)
{
    m_kind = kind;
    m_least = least;
    m_secret->setMaxLength(kind == Kind::Token ? limits::credentialLength : limits::passwordMost);
    refresh();
}

QString PasswordFields::problem() const
{
    const auto length = secret().size();
    if (length == 0)
        return m_kind == Kind::Token ? tr("Please enter the token.")
                                     : tr("Please enter the password.");
    if (m_kind != Kind::NewPassword)
        return {};
    if (length < m_least)
        return tr("The password needs at least %Ln characters.", nullptr, m_least);
    if (!m_show->isChecked() && m_repeat->text() != secret())
        return tr("The two passwords differ.");
    return {};
}

void PasswordFields::clear()
{
    m_secret->clear();
    m_repeat->clear();
    m_show->setChecked(false);
}

void PasswordFields::takeFocus()
{
    m_secret->setFocus();
    m_secret->selectAll();
}

QString PasswordFields::nameOf(Kind kind)
{
    switch (kind) {
    case Kind::Password:
        return tr("Password");
    case Kind::FormerPassword:
        return tr("Password until now");
    case Kind::NewPassword:
        return tr("New password");
    case Kind::Token:
        return tr("Token");
    }
    Q_UNREACHABLE();
}

void PasswordFields::refresh()
{
    const bool isNew = m_kind == Kind::NewPassword;
    const bool isShown = m_show->isChecked();
    for (QLineEdit *field : { m_secret, m_repeat })
        field->setEchoMode(isShown ? QLineEdit::Normal : QLineEdit::Password);
    m_repeatLabel->setVisible(isNew && !isShown);
    m_repeat->setVisible(isNew && !isShown);
    m_label->setText(nameOf(m_kind));
    m_secret->setPlaceholderText(isNew ? tr("At least %Ln characters", nullptr, m_least)
                                       : QString());
    m_repeatLabel->setText(tr("Once more"));
    m_show->setText(m_kind == Kind::Token ? tr("Show token") : tr("Show password"));
}

void PasswordFields::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        refresh();
}

} // namespace chat
