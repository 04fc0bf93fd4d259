#include "client/ui/passworddialog.h"

#include "client/ui/colors.h"
#include "client/ui/errortext.h"
#include "client/ui/fonts.h"
#include "client/ui/metrics.h"
#include "client/ui/plaintext.h"
#include "common/base/literals.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace chat {

namespace {

constexpr int dialogWidth = 400;

} // namespace

PasswordDialog::PasswordDialog(Self self, const Clock &clock, QWidget *parent)
    : QDialog(parent)
    , m_self(std::move(self))
    , m_wait(clock)
    , m_title(new QLabel(this))
    , m_explanation(new QLabel(this))
    , m_former(new PasswordFields(this))
    , m_new(new PasswordFields(this))
    , m_problem(new QLabel(this))
    , m_save(new QPushButton(this))
    , m_cancel(new QPushButton(this))
{
    setObjectName(u"passwordDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    m_title->setFont(fonts::display(font()));
    m_former->setObjectName(u"formerPassword"_s);
    m_new->setObjectName(u"newPassword"_s);
    m_problem->setObjectName(u"passwordProblem"_s);
    m_save->setObjectName(u"savePassword"_s);
    m_save->setDefault(true);
    m_cancel->setAutoDefault(false);
    m_former->setKind(PasswordFields::Kind::FormerPassword);
    m_new->setKind(PasswordFields::Kind::NewPassword, m_self.least);
    connect(m_save, &QPushButton::clicked, this, &PasswordDialog::save);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(&m_wait, &Countdown::ticked, this, &PasswordDialog::showWait);
    for (const PasswordFields *fields : { m_former, m_new })
        connect(fields, &PasswordFields::edited, this, [this] {
            if (m_wait.secondsLeft() == 0)
                showProblem({});
        });
    layOut();
    showProblem({});
    retranslate();
    (m_self.hasPassword ? m_former : m_new)->takeFocus();
}

void PasswordDialog::layOut()
{
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::gap);
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_save);
    auto *column = new QVBoxLayout(this);
    column->setSizeConstraint(QLayout::SetFixedSize);
    column->setContentsMargins(2 * metrics::margin, 2 * metrics::margin, 2 * metrics::margin,
                               2 * metrics::margin);
    column->setSpacing(metrics::gap);
    for (QLabel *label : { m_title, m_explanation, m_problem }) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    for (QWidget *widget :
         std::initializer_list<QWidget *> { m_title, m_explanation, m_former, m_new, m_problem }) {
        widget->setFixedWidth(dialogWidth);
        column->addWidget(widget);
        if (widget == m_explanation || widget == m_former)
            column->addSpacing(metrics::gap);
    }
    column->addSpacing(metrics::gap);
    column->addLayout(buttons);
}

void PasswordDialog::save()
{
    for (PasswordFields *fields : { m_former, m_new }) {
        const bool isAsked = fields == m_new || m_self.hasPassword;
        if (const QString problem = fields->problem(); isAsked && !problem.isEmpty()) {
            showProblem(problem);
            fields->takeFocus();
            return;
        }
    }
    SetPassword change { .password = m_new->secret(), .oldPassword = {} };
    if (m_self.hasPassword)
        change.oldPassword = m_former->secret();
    showProblem({});
    setBusy(true);
    Q_EMIT changeWanted(change);
}

void PasswordDialog::showRefusal(const Error &error)
{
    const QString reason = reasonOf(error);
    if (error.code == ErrorCode::WrongPassword)
        m_self.hasPassword = true; // an answer that was lost may have been a yes
    retranslate();
    setBusy(false);
    if (error.code == ErrorCode::RateLimited && error.retryAfter) {
        m_wait.start(*error.retryAfter);
        return;
    }
    showProblem(reason);
    (error.code == ErrorCode::WrongPassword ? m_former : m_new)->takeFocus();
}

QString PasswordDialog::reasonOf(const Error &error) const
{
    switch (error.code) {
    case ErrorCode::WrongPassword:
        return m_self.hasPassword ? tr("The password until now is wrong.")
                                  : tr("You have a password already. Please enter it, too.");
    case ErrorCode::InvalidMessage:
        return tr("This password is too easy to guess. Take at least five different characters, "
                  "and more than your name.");
    case ErrorCode::NotAuthorized:
        return tr("Nobody can make an account here by themselves.");
    case ErrorCode::Unavailable:
        return tr("The server did not answer. Please try it again.");
    default:
        return ErrorText::of(error);
    }
}

void PasswordDialog::setBusy(bool isBusy)
{
    m_isBusy = isBusy;
    m_save->setEnabled(!isBusy && m_wait.secondsLeft() == 0);
    m_save->setText(isBusy ? tr("Saving …") : tr("Save"));
}

void PasswordDialog::showWait(int seconds)
{
    setBusy(m_isBusy);
    showProblem(seconds > 0
                    ? tr("That was too often. You can try again in %Ln s.", nullptr, seconds)
                    : QString());
}

void PasswordDialog::showProblem(const QString &text)
{
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
    QPalette tone = palette();
    tone.setColor(QPalette::WindowText,
                  colors::readable(colors::negative(palette()), palette().color(QPalette::Window)));
    m_problem->setPalette(tone);
}

void PasswordDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void PasswordDialog::retranslate()
{
    const bool isChange = m_self.hasPassword;
    m_former->setVisible(isChange);
    setWindowTitle(isChange ? tr("Change password") : tr("Protect your name"));
    m_title->setText(windowTitle());
    m_explanation->setText(
        isChange ? tr("Your other devices are signed out, and need the new password.")
                 //: %1 is one's own name
                 : tr("With a password nobody else can be %1 here, and you can sign in on other "
                      "devices, too.")
                       .arg(inSentence(m_self.name)));
    m_cancel->setText(tr("Cancel"));
    setBusy(m_isBusy);
}

} // namespace chat
