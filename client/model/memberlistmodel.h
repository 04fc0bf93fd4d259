#pragma once

#include "common/protocol/memberevents.h"

#include <QAbstractListModel>
#include <QHash>

namespace chat {

/// Who belongs to a room, in the order of MemberPlace: online people first, then by name without
/// regard to case. Of a large room only a part: it asks for a page when its end comes into sight,
/// and again for what was in sight and may have changed meanwhile. A page is the truth about the
/// stretch of the order that it covers.
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
        RoomRoleRole, // int of RoomRole
    };

    explicit MemberListModel(QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

    /// How many belong to the room, those who are not in the list too.
    qint64 total() const { return m_isWhole ? m_rows.size() : m_total; }
    /// Whether everyone is here without being asked for.
    bool isWhole() const { return m_isWhole; }

    /// This is everyone.
    void reload(QList<Member> members);
    /// From now on the list comes in pages; what is here is stale.
    void showPages(qint64 total);
    void setTotal(qint64 total);
    /// Something has changed, nobody said what.
    void markStale();
    /// These rows are in sight: asks for a page if one of them is stale, or there are none.
    void look(int firstRow, int lastRow);
    /// The answer to pageWanted(), or that there is none.
    void receive(const std::optional<MemberPlace> &after, const MemberPage &page);
    void pageFailed();
    /// Inserts the member, or changes and moves the row that has this id; one after what is loaded
    /// is left for the page that they are on.
    void upsert(const Member &member);
    void remove(const UserId &id);
    /// What they may do in the room; nothing when they are not in the list.
    void setRole(const UserId &id, RoomRole role);
    /// Null when this person is not in the list. Valid until the model changes.
    const Member *find(const UserId &id) const;

Q_SIGNALS:
    /// The page after this place is wanted, or the first one. Not again before the answer.
    void pageWanted(const std::optional<chat::MemberPlace> &after);
    void totalChanged();
    /// Whoever shows the list may look() again.
    void wentStale();

private:
    struct Row
    {
        Member member;
        int seenAt = 0; // the m_now of the page or event that said so
    };
    struct Ask
    {
        std::optional<MemberPlace> after;
        int madeAt = 0;
    };

    static MemberPlace placeOf(const Row &row) { return MemberPlace::of(row.member); }
    qsizetype indexOf(const UserId &id) const;
    bool isLoaded(const MemberPlace &place) const;
    void ask(const std::optional<MemberPlace> &after);
    void put(const Member &member, int seenAt);
    void insert(const Row &row);
    void removeOthers(const std::optional<MemberPlace> &after,
                      const std::optional<MemberPlace> &end, const QList<Member> &members);
    bool isInside(const MemberPlace &place) const;

    QList<Row> m_rows;
    QHash<UserId, MemberPlace> m_places; // of all rows
    bool m_isWhole = true;
    qint64 m_total = 0;
    std::optional<MemberPlace> m_end; // up to here the order is loaded; nothing: none of it
    bool m_isAtEnd = false; // and nobody comes after m_end
    std::optional<Ask> m_ask; // on its way
    int m_now = 0; // counts markStale()
};

} // namespace chat
