#pragma once

#include "common/protocol/values.h"

#include <QAbstractButton>

class QMenu;

namespace chat {

/// Oneself: avatar, name and presence in one row that opens the menu of one's status.
class OwnStatus final : public QAbstractButton
{
    Q_OBJECT

public:
    explicit OwnStatus(QWidget *parent = nullptr);

    void setSelf(const QString &name, const QString &avatar);
    void setPresence(PresenceStatus status, const QString &text);
    /// Without a connection one is offline to everybody, whatever was chosen.
    void setConnected(bool isConnected);
    void setHasPassword(bool hasPassword) { m_hasPassword = hasPassword; }
    QSize sizeHint() const override;

Q_SIGNALS:
    void presenceWanted(chat::PresenceStatus status, const QString &text);
    void passwordWanted();
    void devicesWanted();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void openMenu();
    void addAccount(QMenu *menu);
    void askText();
    PresenceStatus shownStatus() const;
    QString statusLine() const;
    void retranslate();

    QString m_name;
    QString m_avatar;
    PresenceStatus m_status = PresenceStatus::Online;
    QString m_text;
    bool m_isConnected = false;
    bool m_hasPassword = false;
};

} // namespace chat
