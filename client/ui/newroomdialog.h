#pragma once

#include "common/base/error.h"
#include "common/protocol/roomevents.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace chat {

/// What a new room shall be called. Stays open until its owner has made it.
class NewRoomDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit NewRoomDialog(QWidget *parent = nullptr);

    /// The server said no.
    void showRefusal(const Error &error);

Q_SIGNALS:
    void createWanted(const chat::CreateRoom &room);

private:
    void layOut();
    void proposeId(const QString &title);
    void create();
    CreateRoom room() const;
    void refresh();

    QLineEdit *m_title;
    QLineEdit *m_topic;
    QLineEdit *m_id;
    QComboBox *m_retention;
    QCheckBox *m_receipts;
    QLabel *m_problem;
    QPushButton *m_create;
    bool m_hasOwnId = false; // the person wrote it: it follows the title no longer
};

/// "Tea & Cake" as an id that is easy to type: "tea-cake". Keeps letters of every script.
QString roomIdFromTitle(const QString &title);

} // namespace chat
