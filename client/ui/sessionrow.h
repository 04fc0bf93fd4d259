#pragma once

#include "common/protocol/accountvalues.h"

#include <QDateTime>
#include <QWidget>

namespace chat {

/// One device in the list of those that one is signed in on, with a button that ends it.
class SessionRow final : public QWidget
{
    Q_OBJECT

public:
    SessionRow(KnownSession session, const QDate &today, QWidget *parent = nullptr);

Q_SIGNALS:
    void endWanted(const chat::KnownSession &session);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString facts() const;

    KnownSession m_session;
    QDate m_today;
};

} // namespace chat
