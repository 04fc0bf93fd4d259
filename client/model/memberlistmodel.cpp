#include "client/model/memberlistmodel.h"

#include <QSet>

#include <algorithm>

namespace chat {

MemberListModel::MemberListModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

int MemberListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant MemberListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Member &row = m_rows.at(index.row()).member;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
    case NameRole:
        return row.name;
    case UserIdRole:
        return row.id.text();
    case AvatarRole:
        return row.avatar;
    case StatusRole:
        return int(row.status);
    case StatusTextRole:
        return row.statusText.value_or(QString());
    case RoomRoleRole:
        return int(row.role.value_or(RoomRole::Member));
    }
    return {};
}

QHash<int, QByteArray> MemberListModel::roleNames() const
{
    return { { UserIdRole, "userId" },         { NameRole, "name" },
             { AvatarRole, "avatar" },         { StatusRole, "status" },
             { StatusTextRole, "statusText" }, { RoomRoleRole, "roomRole" } };
}

bool MemberListModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && !m_isWhole && !m_isAtEnd;
}

void MemberListModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        ask(m_end);
}

void MemberListModel::look(int firstRow, int lastRow)
{
    if (m_isWhole)
        return;
    if (m_rows.isEmpty())
        fetchMore({});
    for (int row = std::max(firstRow, 0); row <= lastRow && row < m_rows.size(); ++row) {
        if (m_rows.at(row).seenAt == m_now)
            continue;
        ask(row == 0 ? std::nullopt : std::optional(placeOf(m_rows.at(row - 1))));
        return;
    }
}

void MemberListModel::ask(const std::optional<MemberPlace> &after)
{
    if (m_ask)
        return;
    m_ask = Ask { .after = after, .madeAt = m_now };
    Q_EMIT pageWanted(after);
}

void MemberListModel::reload(QList<Member> members)
{
    std::ranges::sort(members, {}, &MemberPlace::of);
    m_isWhole = true;
    m_isAtEnd = true;
    m_ask.reset();
    if (std::ranges::equal(members, m_rows, {}, {}, &Row::member)) {
        Q_EMIT totalChanged();
        return;
    }
    beginResetModel();
    m_rows.clear();
    m_places.clear();
    for (const Member &member : std::as_const(members)) {
        m_rows.append({ .member = member, .seenAt = m_now });
        m_places.insert(member.id, MemberPlace::of(member));
    }
    endResetModel();
}

void MemberListModel::showPages(qint64 total)
{
    m_isWhole = false;
    m_isAtEnd = false;
    m_ask.reset();
    m_end = m_rows.isEmpty() ? std::nullopt : std::optional(placeOf(m_rows.last()));
    setTotal(total);
    markStale();
}

void MemberListModel::setTotal(qint64 total)
{
    m_total = total;
    Q_EMIT totalChanged();
}

void MemberListModel::markStale()
{
    ++m_now;
    Q_EMIT wentStale();
}

void MemberListModel::receive(const std::optional<MemberPlace> &after, const MemberPage &page)
{
    if (!m_ask || m_ask->after != after)
        return;
    const int madeAt = m_ask->madeAt;
    m_ask.reset();
    // Nothing: up to the end of the order.
    std::optional<MemberPlace> end;
    if (!page.atEnd && !page.members.isEmpty())
        end = MemberPlace::of(page.members.last());
    removeOthers(after, end, page.members);
    if (!end || !isInside(*end)) {
        m_isAtEnd = !end;
        m_end = end ? end : m_end;
    }
    for (const Member &member : page.members)
        put(member, madeAt);
    setTotal(page.memberCount);
}

/// These are all there are after `after` up to `end`; whoever else is there has left or moved.
void MemberListModel::removeOthers(const std::optional<MemberPlace> &after,
                                   const std::optional<MemberPlace> &end,
                                   const QList<Member> &members)
{
    QSet<UserId> present;
    for (const Member &member : members)
        present.insert(member.id);
    QList<UserId> gone;
    auto row = after ? std::ranges::upper_bound(m_rows, *after, {}, &placeOf) : m_rows.begin();
    for (; row != m_rows.end() && (!end || !(*end < placeOf(*row))); ++row) {
        if (!present.contains(row->member.id))
            gone.append(row->member.id);
    }
    for (const UserId &id : std::as_const(gone))
        remove(id);
}

/// Whether more is loaded after this place.
bool MemberListModel::isInside(const MemberPlace &place) const
{
    if (m_isAtEnd)
        return !m_rows.isEmpty() && place < placeOf(m_rows.last());
    return m_end && place < *m_end;
}

void MemberListModel::pageFailed()
{
    m_ask.reset();
}

bool MemberListModel::isLoaded(const MemberPlace &place) const
{
    return m_isWhole || m_isAtEnd || (m_end && !(*m_end < place));
}

void MemberListModel::upsert(const Member &member)
{
    if (isLoaded(MemberPlace::of(member)))
        put(member, m_now);
    else
        remove(member.id);
}

void MemberListModel::setRole(const UserId &id, RoomRole role)
{
    const qsizetype row = indexOf(id);
    if (row < 0)
        return;
    m_rows[row].member.role = role == RoomRole::Member ? std::nullopt : std::optional(role);
    const QModelIndex changed = index(int(row));
    Q_EMIT dataChanged(changed, changed);
}

void MemberListModel::put(const Member &member, int seenAt)
{
    const Row row { .member = member, .seenAt = seenAt };
    const qsizetype from = indexOf(member.id);
    if (from < 0) {
        insert(row);
        return;
    }
    m_rows[from].seenAt = seenAt;
    if (m_rows.at(from).member == member)
        return;

    // The place among the others: they are in order on either side of the row that changes.
    const MemberPlace place = MemberPlace::of(member);
    const auto own = m_rows.begin() + from;
    auto target = std::ranges::lower_bound(m_rows.begin(), own, place, {}, &placeOf);
    if (target == own)
        target = std::ranges::lower_bound(own + 1, m_rows.end(), place, {}, &placeOf);
    const qsizetype before = target - m_rows.begin();
    qsizetype to = from;
    if (before != from && before != from + 1) {
        beginMoveRows({}, int(from), int(from), {}, int(before));
        to = before > from ? before - 1 : before;
        m_rows.move(from, to);
        endMoveRows();
    }
    m_rows[to] = row;
    m_places.insert(member.id, place);
    const QModelIndex changed = index(int(to));
    Q_EMIT dataChanged(changed, changed);
}

void MemberListModel::insert(const Row &row)
{
    const MemberPlace place = placeOf(row);
    const auto at = int(std::ranges::lower_bound(m_rows, place, {}, &placeOf) - m_rows.begin());
    beginInsertRows({}, at, at);
    m_rows.insert(at, row);
    m_places.insert(row.member.id, place);
    endInsertRows();
}

void MemberListModel::remove(const UserId &id)
{
    const qsizetype at = indexOf(id);
    if (at < 0)
        return;
    beginRemoveRows({}, int(at), int(at));
    m_rows.removeAt(at);
    m_places.remove(id);
    endRemoveRows();
}

qsizetype MemberListModel::indexOf(const UserId &id) const
{
    const auto place = m_places.constFind(id);
    if (place == m_places.constEnd())
        return -1;
    return std::ranges::lower_bound(m_rows, *place, {}, &placeOf) - m_rows.begin();
}

const Member *MemberListModel::find(const UserId &id) const
{
    const qsizetype at = indexOf(id);
    return at < 0 ? nullptr : &m_rows.at(at).member;
}

} // namespace chat
