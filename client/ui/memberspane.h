#pragma once

#include "client/ui/memberdelegate.h"
#include "client/ui/sidelist.h"
#include "client/ui/spokenmembers.h"

#include <QLabel>

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

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    SpokenMembers m_members;
    MemberDelegate m_delegate;
    QLabel *m_title;
    SideList *m_list;
};

} // namespace chat
