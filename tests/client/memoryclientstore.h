#pragma once

#include "client/store/clientstore.h"

#include <QMap>
#include <QObject>

#include <algorithm>

namespace chat {

/// A client's store that remembers in memory, with the promises of the real one: answers come
/// later, in the order of asking.
class MemoryClientStore final : public QObject, public ClientStore
{
public:
    void load(Done<KeptState> done) override
    {
        later([this, done] {
            KeptState all = state;
            for (KeptRoom &room : all.rooms)
                room.newest = tail(m_lines[room.id], { Seq(), room.have }, newestCount);
            done(all);
        });
    }

    void keepLine(const KeptLine &line, Done<void> done) override
    {
        if (!isFull) {
            const auto known =
                std::ranges::find(state.outbox, line.message.tag,
                                  [](const KeptLine &one) { return one.message.tag; });
            if (known != state.outbox.end())
                *known = line;
            else
                state.outbox.append(line);
            state.drafts.remove(line.message.roomId);
        }
        later([done, wasFull = isFull] {
            done(wasFull ? Result<void>(Error { .code = ErrorCode::StoreFull }) : Result<void>());
        });
    }
    void forgetLine(const Tag &tag) override
    {
        state.outbox.removeIf([&tag](const KeptLine &line) { return line.message.tag == tag; });
    }
    void keepDraft(const RoomId &room, const QString &text) override
    {
        state.drafts.remove(room);
        if (!text.isEmpty())
            state.drafts.insert(room, text);
    }

    void keepSelf(const Person &self) override { state.self = self; }
    void keepList(const QList<RoomSummary> &rooms) override { state.list = rooms; }
    void keepRoom(const KeptRoom &room, const QList<Message> &lines) override
    {
        const auto known = std::ranges::find(state.rooms, room.id, &KeptRoom::id);
        if (known == state.rooms.end()) {
            state.rooms.append(room);
        } else {
            if (known->epoch != room.epoch)
                m_lines.remove(room.id);
            *known = room;
        }
        for (const Message &line : lines)
            m_lines[room.id].insert(line.seq, line);
    }
    void forgetRoom(const RoomId &id) override
    {
        state.rooms.removeIf([&id](const KeptRoom &room) { return room.id == id; });
        m_lines.remove(id);
    }
    void lines(const RoomId &room, const SeqRange &range, int limit,
               Done<QList<Message>> done) override
    {
        later([this, room, range, limit, done] { done(tail(m_lines[room], range, limit)); });
    }

    KeptState state; // but for the lines of the rooms
    bool isFull = false; // refuses to keep more lines
    int newestCount = 50;

private:
    template <class F>
    void later(F what)
    {
        QMetaObject::invokeMethod(this, what, Qt::QueuedConnection);
    }
    static QList<Message> tail(const QMap<Seq, Message> &all, const SeqRange &range, int limit)
    {
        QList<Message> some;
        for (const Message &line : all) {
            if (range.contains(line.seq))
                some << line;
        }
        return some.size() > limit ? some.sliced(some.size() - limit) : some;
    }

    QHash<RoomId, QMap<Seq, Message>> m_lines;
};

} // namespace chat
