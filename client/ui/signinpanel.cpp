#include "client/ui/signinpanel.h"

#include "client/ui/metrics.h"
#include "common/base/limits.h"
#include "common/base/literals.h"

#include <QEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace chat {

using Kind = Credentials::Kind;

SignInPanel::SignInPanel(QWidget *parent)
    : QWidget(parent)
    , m_fields(new PasswordFields(this))
    , m_switch(new QPushButton(this))
{
    setObjectName(u"signInPanel"_s);
    m_switch->setObjectName(u"switchSignIn"_s);
    m_switch->setAutoDefault(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, metrics::gap, 0, 0);
    column->setSpacing(metrics::gap);
    column->addWidget(m_fields);
    column->addWidget(m_switch);
    connect(m_fields, &PasswordFields::edited, this, &SignInPanel::edited);
    connect(m_switch, &QPushButton::clicked, this, [this] {
        askFor(m_kind == Kind::NewAccount ? Kind::Password : Kind::NewAccount);
        m_fields->takeFocus();
        Q_EMIT edited();
    });
    askFor(Kind::None);
}

bool SignInPanel::ask(const Error &refusal, const EntryRules &rules)
{
    m_rules = rules;
    const Kind usual = rules.mode == EntryMode::Token ? Kind::Word : Kind::Password;
    switch (refusal.code) {
    case ErrorCode::AuthenticationRequired:
    case ErrorCode::Conflict:
        askFor(usual);
        return true;
    case ErrorCode::InvalidToken:
        askFor(m_kind == Kind::None ? usual : m_kind);
        return true;
    case ErrorCode::NotAuthorized:
    case ErrorCode::WrongPassword:
        askFor(Kind::Password);
        return true;
    default:
        askFor(m_kind);
        return m_kind != Kind::None;
    }
}

void SignInPanel::reset()
{
    m_fields->clear();
    askFor(Kind::None);
}

bool SignInPanel::isForNameOnly() const
{
    return m_rules.mode == EntryMode::Guests && m_kind == Kind::Password;
}

Credentials SignInPanel::credentials() const
{
    return m_kind == Kind::None ? Credentials {}
                                : Credentials { .kind = m_kind, .secret = m_fields->secret() };
}

QString SignInPanel::problem() const
{
    return m_kind == Kind::None ? QString() : m_fields->problem();
}

void SignInPanel::askFor(Kind kind)
{
    m_kind = kind;
    m_fields->setKind(kind == Kind::NewAccount ? PasswordFields::Kind::NewPassword
                          : kind == Kind::Word ? PasswordFields::Kind::Token
                                               : PasswordFields::Kind::Password,
                      static_cast<int>(std::clamp<qint64>(
                          m_rules.passwordLength, limits::passwordLeast, limits::passwordMost)));
    m_switch->setVisible(m_rules.mode == EntryMode::Accounts
                         && (kind == Kind::Password || kind == Kind::NewAccount));
    setVisible(kind != Kind::None);
    retranslate();
}

void SignInPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void SignInPanel::retranslate()
{
    m_switch->setText(m_kind == Kind::NewAccount ? tr("I have an account")
                                                 : tr("New here? Make an account"));
}

} // namespace chat
