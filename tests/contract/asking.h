#pragma once

#include "common/base/literals.h"
#include "tests/contract/storecontract.h"
#include "tests/support/waiting.h"

/// Asks a store and waits for the answer.
namespace chat {

inline const RoomId tea = RoomId::fromText(u"tea"_s);
inline const RoomId coffee = RoomId::fromText(u"coffee"_s);
inline const UserId ada = UserId::fromText(u"ada-id"_s);
inline constexpr Timestamp testStart { std::chrono::milliseconds { 1767268800123 } };
inline const UserId bob = UserId::fromText(u"bob-id"_s);

template <class T>
Result<T> wait(const std::function<void(Done<T>)> &ask)
{
    std::optional<Result<T>> answer;
    ask([&answer](Result<T> result) { answer.emplace(std::move(result)); });
    if (!waitUntil([&answer] { return answer.has_value(); }))
        return Error { .code = ErrorCode::Internal, .detail = u"the test got no answer"_s };
    return *std::move(answer);
}

inline SignIn newcomer(const QString &name)
{
    return { .name = name,
             .tokenHash = name.toUtf8() + "-token",
             .freshTokenHash = name.toUtf8() + "-fresh-token",
             .freshId = UserId::fromText(name + u"-id"_s),
             .rule = { .now = testStart } };
}

inline Result<SignedIn> signIn(StoreUnderTest &store, const SignIn &request)
{
    return wait<SignedIn>([&](auto done) { store.accounts().signIn(request, done); });
}

inline Result<void> makeRoom(StoreUnderTest &store, const RoomId &room,
                             RoomKind kind = RoomKind::Public, const UserId &creator = {})
{
    const RoomRecord record { .id = room,
                              .title = u"Title"_s,
                              .topic = QString(),
                              .kind = kind,
                              .epoch = Epoch::fromText(u"epoch-"_s + room.text()),
                              .head = {} };
    return wait<void>([&](auto done) { store.directory().createRoom(record, creator, done); });
}

inline Result<RoomEntry> enter(StoreUnderTest &store, const RoomId &room, const UserId &user)
{
    return wait<RoomEntry>([&](auto done) { store.directory().enterRoom(room, user, true, done); });
}

inline NewLine line(const RoomId &room, const UserId &author, const QString &tag,
                    const QString &content = u"hello"_s)
{
    return { .room = room,
             .author = author,
             .tag = Tag::fromText(tag),
             .id = MessageId::fromText(u"id-"_s + tag),
             .content = content,
             .timestamp = Timestamp { std::chrono::milliseconds { 1767268800123 } } };
}

inline Result<StoredLine> append(StoreUnderTest &store, const NewLine &newLine)
{
    return wait<StoredLine>([&](auto done) { store.log().append(newLine, done); });
}

inline Result<Page> page(StoreUnderTest &store, const PageQuery &query)
{
    return wait<Page>([&](auto done) { store.log().page(query, done); });
}

inline Result<Seq> mark(StoreUnderTest &store, const UserId &user, qint64 seq)
{
    return wait<Seq>(
        [&](auto done) { store.directory().markRead(tea, user, Seq::fromNumber(seq), done); });
}

} // namespace chat
