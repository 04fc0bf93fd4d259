#pragma once

#include "common/protocol/memberevents.h"

#include <QHash>

#include <set>

namespace chat {

/// Everyone who belongs to a room, as they are there now, in the order of MemberPlace. A change
/// and the finding of a page cost the logarithm of their number.
class MemberList
{
public:
    MemberList() = default;
    Q_DISABLE_COPY(MemberList)

    qsizetype size() const { return m_places.size(); }
    bool contains(const UserId &user) const { return m_places.contains(user); }
    /// Adds the member, or changes what is known of them.
    void put(const Member &member);
    void remove(const UserId &user);

    /// At most `limit` members after a place, or from the first one on, and about `bytes` of them
    /// as they are sent; but at least one where there is one.
    QList<Member> page(const std::optional<MemberPlace> &after, qsizetype limit,
                       qsizetype bytes = limits::membersBytes) const;
    /// All of them; nothing when they are more than limits::membersListed or about `bytes`.
    std::optional<QList<Member>> everyone(qsizetype bytes = limits::membersBytes) const;

private:
    struct InOrder
    {
        using is_transparent = void; // places find members
        static MemberPlace place(const Member &member) { return MemberPlace::of(member); }
        static const MemberPlace &place(const MemberPlace &place) { return place; }
        bool operator()(const auto &a, const auto &b) const { return place(a) < place(b); }
    };
    using Members = std::set<Member, InOrder>;

    Members m_members;
    QHash<UserId, Members::iterator> m_places;
};

} // namespace chat
