#pragma once

#include "client/ui/countdown.h"
#include "client/ui/passwordfields.h"
#include "common/base/error.h"
#include "common/protocol/accountevents.h"

#include <QDialog>
#include <QPushButton>

namespace chat {

/// Gives oneself a password, or another one. Stays open until its owner says that it holds.
class PasswordDialog final : public QDialog
{
    Q_OBJECT

public:
    struct Self
    {
        QString name;
        bool hasPassword = false;
        int least = 0; // UTF-16 units of a new one
    };
    PasswordDialog(Self self, const Clock &clock, QWidget *parent = nullptr);

    /// The server said no.
    void showRefusal(const Error &error);

Q_SIGNALS:
    void changeWanted(const chat::SetPassword &change);

protected:
    void changeEvent(QEvent *event) override;

private:
    void layOut();
    void save();
    void setBusy(bool isBusy);
    void showWait(int seconds);
    void showProblem(const QString &text);
    QString reasonOf(const Error &error) const;
    void retranslate();

    Self m_self;
    Countdown m_wait;
    bool m_isBusy = false;
    QLabel *m_title;
    QLabel *m_explanation;
    PasswordFields *m_former;
    PasswordFields *m_new;
    QLabel *m_problem;
    QPushButton *m_save;
    QPushButton *m_cancel;
};

} // namespace chat
