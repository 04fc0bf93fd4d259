#pragma once

#include "common/protocol/values.h"

#include <QAbstractListModel>

namespace chat {

/// Who belongs to a room: online people first, then by name without regard to case.
class MemberListModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Roles {
        UserIdRole = Qt::UserRole + 1, // QString
        NameRole, // QString
        AvatarRole, // QString
        StatusRole, // int of PresenceStatus
        StatusTextRole, // QString
    };

    explicit MemberListModel(QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    void reload(QList<Member> members);
    /// Inserts the member, or changes and moves the row that has this id.
    void upsert(const Member &member);
    void remove(const UserId &id);
    /// Null when this person is not in the list. Valid until the model changes.
    const Member *find(const UserId &id) const;

private:
    QList<Member> m_rows;
};

} // namespace chat
