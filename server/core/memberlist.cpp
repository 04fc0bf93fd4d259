#include "server/core/memberlist.h"

namespace chat {

namespace {

// At most, without encoding it: a text of JSON may take six bytes for each unit.
qsizetype weightOf(const Member &member)
{
    constexpr qsizetype keysAndIds = 150;
    const qsizetype units = member.name.size() + member.avatar.size()
        + (member.statusText ? member.statusText->size() : 0);
    return keysAndIds + 6 * units;
}

} // namespace

void MemberList::put(const Member &member)
{
    const auto known = m_places.find(member.id);
    if (known == m_places.end()) {
        m_places.insert(member.id, m_members.insert(member).first);
        return;
    }
    m_members.erase(*known);
    *known = m_members.insert(member).first;
}

void MemberList::remove(const UserId &user)
{
    const auto known = m_places.find(user);
    if (known == m_places.end())
        return;
    m_members.erase(*known);
    m_places.erase(known);
}

QList<Member> MemberList::page(const std::optional<MemberPlace> &after, qsizetype limit,
                               qsizetype bytes) const
{
    QList<Member> members;
    auto next = after ? m_members.upper_bound(*after) : m_members.begin();
    for (; next != m_members.end() && members.size() < limit; ++next) {
        bytes -= weightOf(*next);
        if (bytes < 0 && !members.isEmpty())
            break;
        members.append(*next);
    }
    return members;
}

std::optional<QList<Member>> MemberList::everyone(qsizetype bytes) const
{
    const QList<Member> members = page({}, limits::membersListed, bytes);
    return members.size() == size() ? std::optional(members) : std::nullopt;
}

} // namespace chat
