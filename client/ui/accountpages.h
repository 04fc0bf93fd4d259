#pragma once

#include "client/ui/passworddialog.h"
#include "client/ui/sessionsdialog.h"

#include <QPointer>

namespace chat {

class ClientSession;

/// The dialogs about one's own account, over a window.
class AccountPages final : public QObject
{
    Q_OBJECT

public:
    /// `session` outlives this object; `window` is its parent.
    AccountPages(ClientSession &session, const Clock &clock, QWidget *window);

    void openPassword();
    void openDevices();

private:
    QDate today() const;
    void list();
    void end(const QString &sessionId);

    ClientSession &m_session;
    const Clock &m_clock;
    QWidget *m_window;
    QPointer<PasswordDialog> m_password;
    QPointer<SessionsDialog> m_devices;
};

} // namespace chat
