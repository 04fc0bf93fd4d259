#pragma once

#include "client/core/serveraddress.h"
#include "client/ui/avatarbutton.h"
#include "client/ui/card.h"
#include "client/ui/countdown.h"
#include "client/ui/serverdelegate.h"
#include "client/ui/sidelist.h"
#include "client/ui/signinpanel.h"
#include "common/base/error.h"

#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace chat {

class ServerListModel;

/// Who one wants to be, and where.
struct JoinChoice
{
    QString name;
    QString avatar; // "#rrggbb"
    ServerAddress server;

    friend bool operator==(const JoinChoice &, const JoinChoice &) = default;
};

/// The first window: the servers nearby, an address, a name. Stays open until its owner has joined,
/// and says what is the matter when that does not work. Asks for a password or what else a server
/// wants to be shown when it has said so.
class JoinDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `servers` may fill while the dialog is open. `last` is the choice of the last time; an empty
    /// address means that nothing was chosen yet. `history` are addresses, the latest first.
    JoinDialog(ServerListModel &servers, const JoinChoice &last, const QStringList &history,
               const Clock &clock, QWidget *parent = nullptr);

    /// It is being tried: the fields rest.
    void showConnecting();
    /// The server can not be reached; it is being tried again.
    void showUnreachable();
    /// The server said no; `rules` are how one comes in there, as far as it says.
    void showRefusal(const Error &error, const std::optional<EntryRules> &rules = {});
    /// `server` ended the connection for good (see closecodes.h). Joining again is for the person
    /// to decide.
    void showClosed(const ServerAddress &server, int closeCode);

    /// Nothing was said to `server`, because it may be another one than it should be.
    void showUntrusted(const ServerAddress &server);

Q_SIGNALS:
    void joinWanted(const chat::JoinChoice &choice, const chat::Credentials &credentials);

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeIdentity();
    void layOut(QWidget *identity);
    void wire();
    void join();
    void takeSuggestion();
    void chooseServer(const QModelIndex &index);
    void fitServers();
    QString effectiveAddress() const;
    void changeMind(const QObject *field);
    void setBusy(bool isBusy);
    void showWait(int seconds);
    QString reasonOf(const Error &error, EntryMode mode) const;
    QString demandOf(EntryMode mode) const;
    void showProblem(const QString &text, const QString &suggestion = {}, bool isQuestion = false);
    void retranslate();

    ServerListModel &m_servers;
    ServerDelegate m_delegate;
    QLabel *m_title;
    AvatarButton *m_avatar;
    QLabel *m_nameLabel;
    QLineEdit *m_name;
    QLabel *m_nearby;
    SideList *m_list;
    Card *m_card;
    QLabel *m_addressLabel;
    QLineEdit *m_address;
    QLabel *m_problem;
    QPushButton *m_suggestion;
    SignInPanel *m_signIn;
    QPushButton *m_join;
    QString m_suggestedName;
    bool m_isBusy = false;
    Countdown m_wait; // until the server listens to the next try
};

} // namespace chat
