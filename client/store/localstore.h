#pragma once

#include "client/store/clientstore.h"
#include "client/store/storethread.h"

namespace chat {

/// The client's store on disk: two SQLite files in one folder, each with its thread. They are two
/// so that a damaged or full copy of the history can not take the outbox with it, and because only
/// the outbox needs to wait for the disk.
class LocalStore final : public QObject, public ClientStore
{
    Q_OBJECT

public:
    /// `folder` is made when it is not there, and belongs to this object alone.
    explicit LocalStore(const QString &folder, QObject *parent = nullptr);

    void load(Done<KeptState> done) override;
    void keepLine(const KeptLine &line, Done<void> done) override;
    void forgetLine(const Tag &tag) override;
    void keepDraft(const RoomId &room, const QString &text) override;
    void keepSelf(const Person &self) override;
    void keepList(const QList<RoomSummary> &rooms) override;
    void keepRoom(const KeptRoom &room, const QList<Message> &lines) override;
    void forgetRoom(const RoomId &id) override;
    void lines(const RoomId &room, const SeqRange &range, int limit,
               Done<QList<Message>> done) override;

Q_SIGNALS:
    /// Unsent lines or drafts could not be read; what is left of them is in this file.
    void outboxLost(const QString &file);

private:
    void writeHistory(std::function<Result<void>(SqlFile &)> job);

    StoreThread m_outbox;
    StoreThread m_history;
};

} // namespace chat
