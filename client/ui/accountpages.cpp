#include "client/ui/accountpages.h"

#include "client/core/clientsession.h"

namespace chat {

AccountPages::AccountPages(ClientSession &session, const Clock &clock, QWidget *window)
    : QObject(window)
    , m_session(session)
    , m_clock(clock)
    , m_window(window)
{
}

void AccountPages::openPassword()
{
    const EntryRules rules = m_session.server().entry.value_or(EntryRules());
    delete m_password;
    m_password = new PasswordDialog({ .name = m_session.self().name,
                                      .hasPassword = m_session.hasPassword(),
                                      .least = static_cast<int>(rules.passwordLength) },
                                    m_clock, m_window);
    connect(m_password, &PasswordDialog::changeWanted, this, [this](const SetPassword &change) {
        m_session.account().setPassword(change, [dialog = m_password](const Result<void> &done) {
            if (dialog && done)
                dialog->accept();
            else if (dialog)
                dialog->showRefusal(done.error());
        });
    });
    m_password->open();
}

void AccountPages::openDevices()
{
    delete m_devices;
    m_devices = new SessionsDialog(m_window);
    connect(m_devices, &SessionsDialog::endWanted, this, &AccountPages::end);
    m_devices->open();
    list();
}

QDate AccountPages::today() const
{
    return QDateTime::fromMSecsSinceEpoch(m_clock.wallTime().time_since_epoch().count()).date();
}

void AccountPages::list()
{
    m_session.account().listSessions([this, dialog = m_devices](const Result<SessionList> &list) {
        if (dialog && list)
            dialog->showSessions(list->sessions, today());
        else if (dialog)
            dialog->showProblem(list.error());
    });
}

void AccountPages::end(const QString &sessionId)
{
    m_session.account().endSession(sessionId, [this, dialog = m_devices](const Result<void> &done) {
        if (dialog && done)
            list();
        else if (dialog)
            dialog->showProblem(done.error());
    });
}

} // namespace chat
