#include "server/storage/memorystore.h"

#include "common/base/literals.h"

#include <algorithm>

namespace chat {

namespace {

QString tagKey(const NewLine &line)
{
    return line.author.text() + u'/' + line.tag.text();
}

Error noSuchRoom(const RoomId &room)
{
    return { .code = ErrorCode::NotFound, .detail = u"room %1 does not exist"_s.arg(room.text()) };
}

} // namespace

void MemoryStore::append(const NewLine &line, Done<StoredLine> done)
{
    answer(done, store(line));
}

Result<StoredLine> MemoryStore::store(const NewLine &line)
{
    if (m_writeError)
        return *m_writeError;
    const auto known = m_tags.constFind(tagKey(line));
    if (known != m_tags.constEnd()) {
        const NewLine &first = m_rooms.value(known->room).lines.at(known->seq.number() - 1);
        if (first.room != line.room || first.content != line.content
            || first.replyTo != line.replyTo)
            return Error { .code = ErrorCode::Conflict,
                           .detail =
                               u"tag %1 was used for another message"_s.arg(line.tag.text()) };
        return StoredLine {
            .seq = known->seq, .id = first.id, .timestamp = first.timestamp, .isRepetition = true
        };
    }
    const auto room = m_rooms.find(line.room);
    if (room == m_rooms.end())
        return noSuchRoom(line.room);
    room->lines.append(line);
    room->record.head = room->record.head.next();
    m_tags.insert(tagKey(line), { .room = line.room, .seq = room->record.head });
    return StoredLine { .seq = room->record.head, .id = line.id, .timestamp = line.timestamp };
}

void MemoryStore::page(const PageQuery &query, Done<Page> done)
{
    answer(done, read(query));
}

Result<Page> MemoryStore::read(const PageQuery &query) const
{
    using Direction = PageQuery::Direction;
    const auto room = m_rooms.constFind(query.room);
    if (room == m_rooms.constEnd())
        return noSuchRoom(query.room);
    const qint64 head = room->record.head.number();
    const qint64 oldest = room->record.first.number();
    qint64 first = std::max(oldest, head - query.limit + 1);
    qint64 end = head + 1; // after the last
    if (query.direction == Direction::Before) {
        end = std::min(query.seq.number(), head + 1);
        first = std::max(oldest, end - query.limit);
    } else if (query.direction == Direction::After) {
        first = std::max(oldest, query.seq.number() + 1);
        end = std::min(first + query.limit, head + 1);
    } else if (query.direction == Direction::Around) {
        first = std::max(oldest, query.seq.number() - query.limit / 2);
        end = std::min(first + query.limit, head + 1);
    }
    Page page { .epoch = room->record.epoch,
                .head = room->record.head,
                .first = room->record.first,
                .messages = {} };
    for (qint64 seq = first; seq < end; ++seq)
        page.messages.append(message(query.room, Seq::fromNumber(seq)));
    return finishedPage(std::move(page), query);
}

void MemoryStore::purge(const Purge &purge, Done<Seq> done)
{
    answer(done, m_writeError ? Result<Seq>(*m_writeError) : forget(purge));
}

Result<Seq> MemoryStore::forget(const Purge &purge)
{
    const auto room = m_rooms.find(purge.room);
    if (room == m_rooms.end())
        return noSuchRoom(purge.room);
    qint64 first = room->record.first.number();
    const qint64 end = room->record.head.number() + 1;
    const auto goes = [&](qint64 seq) {
        return purge.before ? seq < purge.before->number()
                            : room->lines.at(seq - 1).timestamp < *purge.olderThan;
    };
    while (first < end && goes(first))
        ++first;
    room->record.first = Seq::fromNumber(first);
    return room->record.first;
}

Message MemoryStore::message(const RoomId &room, Seq seq) const
{
    const NewLine line = m_rooms.value(room).lines.at(seq.number() - 1);
    const Identity author = m_people.find(line.author);
    return { .id = line.id,
             .seq = seq,
             .roomId = room,
             .userId = line.author,
             .userName = author.name,
             .avatar = author.avatar,
             .content = line.content,
             .timestamp = line.timestamp,
             .tag = line.tag,
             .replyTo = line.replyTo };
}

void MemoryStore::signIn(const SignIn &request, Done<SignedIn> done)
{
    answer(done, m_writeError ? Result<SignedIn>(*m_writeError) : m_people.signIn(request));
}

void MemoryStore::recall(const QByteArray &tokenHash, const TokenRule &rule, Done<Recalled> done)
{
    Result<Recalled> recalled = m_people.recall(tokenHash, rule);
    if (recalled)
        recalled->memberships = membershipsOf(recalled->identity.id);
    answer(done, recalled);
}

void MemoryStore::credentialOfName(const QString &name, Done<Credential> done)
{
    answer<Credential>(done, m_people.credentialOfName(name));
}

void MemoryStore::credentialOfUser(const UserId &user, Done<Credential> done)
{
    answer<Credential>(done, m_people.credentialOfUser(user));
}

void MemoryStore::changePassword(const PasswordChange &change, Done<Role> done)
{
    answer(done, m_writeError ? Result<Role>(*m_writeError) : m_people.changePassword(change));
}

void MemoryStore::sessions(const UserId &user, Done<QList<StoredSession>> done)
{
    answer<QList<StoredSession>>(done, m_people.sessions(user));
}

void MemoryStore::endSessions(const UserId &user, const QList<QByteArray> &tokenHashes,
                              Done<int> done)
{
    answer(done,
           m_writeError ? Result<int>(*m_writeError) : m_people.endSessions(user, tokenHashes));
}

void MemoryStore::rooms(Done<QList<RoomRecord>> done)
{
    QList<RoomRecord> records;
    for (const Room &room : std::as_const(m_rooms)) {
        records.append(room.record);
        records.last().memberCount = room.members.size();
    }
    answer<QList<RoomRecord>>(done, records);
}

void MemoryStore::memberships(const UserId &user, Done<QHash<RoomId, Seq>> done)
{
    answer<QHash<RoomId, Seq>>(done, membershipsOf(user));
}

QHash<RoomId, Seq> MemoryStore::membershipsOf(const UserId &user) const
{
    QHash<RoomId, Seq> memberships;
    for (auto room = m_rooms.cbegin(); room != m_rooms.cend(); ++room) {
        if (room->members.contains(user))
            memberships.insert(room.key(), room->members.value(user).read);
    }
    return memberships;
}

void MemoryStore::createRoom(const RoomRecord &room, const UserId &creator, Done<void> done)
{
    if (m_writeError) {
        answer<void>(done, *m_writeError);
        return;
    }
    if (m_rooms.contains(room.id)) {
        answer<void>(done,
                     Error { .code = ErrorCode::Conflict,
                             .detail = u"room %1 exists"_s.arg(room.id.text()) });
        return;
    }
    Room made { .record = room, .lines = {}, .members = {} };
    if (!creator.isEmpty()) {
        if (const auto mayBe = requirePlace(made, creator); !mayBe) {
            answer<void>(done, mayBe);
            return;
        }
        made.members.insert(creator, {});
        m_moderation.setRole(room.id, creator, { .role = RoomRole::Owner });
    }
    m_rooms.insert(room.id, made);
    answer<void>(done, {});
}

void MemoryStore::enterRoom(const RoomId &room, const UserId &user, bool wantsMembers,
                            Done<RoomEntry> done)
{
    answer(done, m_writeError ? Result<RoomEntry>(*m_writeError) : enter(room, user, wantsMembers));
}

Result<RoomEntry> MemoryStore::enter(const RoomId &id, const UserId &user, bool wantsMembers)
{
    const auto room = m_rooms.find(id);
    if (room == m_rooms.end())
        return noSuchRoom(id);
    const bool isNew = !room->members.contains(user);
    if (isNew) {
        const bool isPrivate = room->record.kind == RoomKind::Private;
        const RoomRole role = m_moderation.role(id, user, now());
        if (role == RoomRole::Banned)
            return isPrivate ? noSuchRoom(id) : bannedHere(id);
        if (isPrivate && role < RoomRole::Moderator && !m_moderation.useInvitation(id, user, now()))
            return noSuchRoom(id);
    }
    if (isNew) {
        if (const auto mayBe = requirePlace(*room, user); !mayBe)
            return mayBe.error();
        room->members.insert(user, { .joined = room->record.head, .read = room->record.head });
    }
    RoomEntry entry { .members = {},
                      .readSeq = room->members.value(user).read,
                      .isNewMember = isNew };
    if (!wantsMembers)
        return entry;
    entry.members = membersOf(*room);
    return entry;
}

void MemoryStore::members(const RoomId &room, Done<QList<Member>> done)
{
    answer<QList<Member>>(done, membersOf(m_rooms.value(room)));
}

QList<Member> MemoryStore::membersOf(const Room &room) const
{
    QList<Member> members;
    for (auto member = room.members.cbegin(); member != room.members.cend(); ++member) {
        const Identity person = m_people.find(member.key());
        const bool hasRead = member->read > member->joined;
        members.append({ .id = person.id,
                         .name = person.name,
                         .avatar = person.avatar,
                         .status = PresenceStatus::Offline,
                         .statusText = {},
                         .readSeq = hasRead ? std::optional(member->read) : std::nullopt });
    }
    return members;
}

Result<void> MemoryStore::requirePlace(const Room &room, const UserId &user) const
{
    if (room.members.size() >= limits::membersPerRoom)
        return roomIsFull(room.record.id);
    const auto belongs = [&user](const Room &other) { return other.members.contains(user); };
    if (std::ranges::count_if(m_rooms, belongs) >= limits::roomsJoined)
        return hasTooManyRooms();
    return {};
}

void MemoryStore::leaveRoom(const RoomId &room, const UserId &user, Done<bool> done)
{
    answer<bool>(done, m_rooms.contains(room) && m_rooms[room].members.remove(user) > 0);
}

void MemoryStore::markRead(const RoomId &room, const UserId &user, Seq seq, Done<Seq> done)
{
    answer(done, m_writeError ? Result<Seq>(*m_writeError) : mark(room, user, seq));
}

Result<Seq> MemoryStore::mark(const RoomId &id, const UserId &user, Seq seq)
{
    const auto room = m_rooms.find(id);
    if (room == m_rooms.end() || !room->members.contains(user))
        return Error { .code = ErrorCode::NotAMember };
    Seq &readSeq = room->members[user].read;
    readSeq = std::max(readSeq, std::min(seq, room->record.head));
    return readSeq;
}

} // namespace chat
