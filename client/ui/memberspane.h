#pragma once

#include "client/ui/memberdelegate.h"
#include "client/ui/sidelist.h"
#include "client/ui/spokenmembers.h"
#include "common/protocol/values.h"

#include <QLabel>
#include <QPointer>

namespace chat {

class MemberListModel;

/// Who belongs to the room that is shown.
class MembersPane final : public QWidget
{
    Q_OBJECT

public:
    explicit MembersPane(QWidget *parent = nullptr);
    ~MembersPane() override;

    /// Null shows nobody. The model is taken away before it dies.
    void setMembers(MemberListModel *members);
    /// Without a connection nobody knows who is there.
    void setConnected(bool isConnected) { m_members.setConnected(isConnected); }

Q_SIGNALS:
    /// What can be done about this person is asked for, at this place on the screen.
    void menuWanted(const chat::Member &member, const QPoint &place);

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void retranslate();
    /// What is in sight of a large room is asked for again when it is stale.
    void look();
    void openMenu(const QPoint &point);

    QPointer<MemberListModel> m_source;
    SpokenMembers m_members;
    MemberDelegate m_delegate;
    QLabel *m_title;
    SideList *m_list;
};

} // namespace chat
