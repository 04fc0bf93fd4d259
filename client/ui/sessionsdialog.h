#pragma once

#include "common/base/error.h"
#include "common/protocol/accountevents.h"

#include <QDateTime>
#include <QDialog>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>

namespace chat {

/// The devices that one is signed in on. Its owner fills it, and ends what shall be ended.
class SessionsDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit SessionsDialog(QWidget *parent = nullptr);

    void showSessions(const QList<KnownSession> &sessions, const QDate &today);
    /// The list can not be had, or a session not be ended.
    void showProblem(const Error &error);

Q_SIGNALS:
    /// The person is sure.
    void endWanted(const QString &sessionId);

private:
    void ask(const KnownSession &session);
    void say(const QString &text);

    QLabel *m_title;
    QLabel *m_explanation;
    QScrollArea *m_area;
    QLabel *m_problem;
    QPushButton *m_close;
};

} // namespace chat
