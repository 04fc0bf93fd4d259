#pragma once

#include "common/protocol/values.h"

#include <QAbstractListModel>

namespace chat {

/// One room as the list shows it.
struct RoomRow
{
    RoomId id;
    QString title; // never empty: the id where the room has no title
    QString topic = {};
    bool isJoined = false;
    int unread = 0;
    qint64 memberCount = 0;
    qint64 onlineCount = 0;
    QString lastAuthor = {};
    QString lastLine = {};
    std::optional<Timestamp> lastActivity = {};

    friend bool operator==(const RoomRow &, const RoomRow &) = default;
};

/// The rooms of a server in no particular order; a proxy sorts and filters.
class RoomListModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Roles {
        RoomIdRole = Qt::UserRole + 1, // QString
        TitleRole, // QString
        TopicRole, // QString
        IsJoinedRole, // bool
        UnreadRole, // int
        MemberCountRole, // qint64
        OnlineCountRole, // qint64
        LastAuthorRole, // QString
        LastLineRole, // QString
        LastActivityRole, // QDateTime, UTC; invalid when nothing was said
    };

    explicit RoomListModel(QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    /// Inserts the room, or changes the row that has this id.
    void upsert(const RoomRow &row);
    void remove(const RoomId &id);
    /// Null when the list has no such room. Valid until the model changes.
    const RoomRow *find(const RoomId &id) const;

private:
    QList<RoomRow> m_rows;
    QHash<RoomId, qsizetype> m_places; // of the rows
};

} // namespace chat
