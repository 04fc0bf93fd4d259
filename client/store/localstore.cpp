#include "client/store/localstore.h"

#include "client/store/historyfile.h"
#include "client/store/outboxfile.h"
#include "common/base/literals.h"
#include "common/base/logging.h"

#include <QDir>

namespace chat {

namespace {

QString fileIn(const QString &folder, const QString &name)
{
    QDir().mkpath(folder);
    QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return QDir(folder).filePath(name);
}

Result<KeptState> readOutbox(SqlFile &file)
{
    KeptState state;
    const auto lines = outboxfile::readLines(file);
    if (!lines)
        return lines.error();
    const auto drafts = outboxfile::readDrafts(file);
    if (!drafts)
        return drafts.error();
    state.outbox = *lines;
    state.drafts = *drafts;
    return state;
}

Result<KeptState> readHistory(SqlFile &file)
{
    KeptState state;
    const auto self = historyfile::readSelf(file);
    if (!self)
        return self.error();
    const auto list = historyfile::readList(file);
    if (!list)
        return list.error();
    const auto rooms = historyfile::readRooms(file);
    if (!rooms)
        return rooms.error();
    state.self = *self;
    state.list = *list;
    state.rooms = *rooms;
    return state;
}

} // namespace

LocalStore::LocalStore(const QString &folder, QObject *parent)
    : QObject(parent)
    , m_outbox(fileIn(folder, u"outbox.sqlite"_s), outboxfile::schema(),
               StoreThread::AfterFailure::GoOn)
    , m_history(fileIn(folder, u"history.sqlite"_s), historyfile::schema(),
                StoreThread::AfterFailure::StopWriting)
{
    connect(&m_outbox, &StoreThread::putAside, this, &LocalStore::outboxLost);
}

void LocalStore::load(Done<KeptState> done)
{
    m_outbox.submit<KeptState>(
        StoreThread::Access::Read, readOutbox, [this, done](const Result<KeptState> &outbox) {
            m_history.submit<KeptState>(StoreThread::Access::Read, readHistory,
                                        [this, done, outbox](const Result<KeptState> &history) {
                                            // A copy that can not be read is as good as none; but
                                            // what was written is not.
                                            KeptState all = history ? *history : KeptState {};
                                            if (outbox) {
                                                all.outbox = outbox->outbox;
                                                all.drafts = outbox->drafts;
                                            }
                                            done(outbox ? Result<KeptState>(all) : outbox.error());
                                        });
        });
}

void LocalStore::keepLine(const KeptLine &line, Done<void> done)
{
    m_outbox.submit<void>(
        StoreThread::Access::Write,
        [line](SqlFile &file) { return outboxfile::keepLine(file, line); }, std::move(done));
}

void LocalStore::forgetLine(const Tag &tag)
{
    // One that stays is sent again under its tag, which the server stores once.
    m_outbox.submit<void>(
        StoreThread::Access::Write,
        [tag](SqlFile &file) { return outboxfile::forgetLine(file, tag); },
        [](const Result<void> &) {});
}

void LocalStore::keepDraft(const RoomId &room, const QString &text)
{
    m_outbox.submit<void>(
        StoreThread::Access::Write,
        [room, text](SqlFile &file) { return outboxfile::keepDraft(file, room, text); },
        [](const Result<void> &) {});
}

void LocalStore::writeHistory(std::function<Result<void>(SqlFile &)> job)
{
    m_history.submit<void>(StoreThread::Access::Write, std::move(job), [](const Result<void> &) {});
}

void LocalStore::keepSelf(const Person &self)
{
    writeHistory([self](SqlFile &file) { return historyfile::keepSelf(file, self); });
}

void LocalStore::keepList(const QList<RoomSummary> &rooms)
{
    writeHistory([rooms](SqlFile &file) { return historyfile::keepList(file, rooms); });
}

void LocalStore::keepRoom(const KeptRoom &room, const QList<Message> &lines)
{
    writeHistory([room, lines](SqlFile &file) { return historyfile::keepRoom(file, room, lines); });
}

void LocalStore::forgetRoom(const RoomId &id)
{
    writeHistory([id](SqlFile &file) { return historyfile::forgetRoom(file, id); });
}

void LocalStore::lines(const RoomId &room, const SeqRange &range, int limit,
                       Done<QList<Message>> done)
{
    m_history.submit<QList<Message>>(
        StoreThread::Access::Read,
        [room, range, limit](SqlFile &file) {
            return historyfile::readLines(file, room, range, limit);
        },
        std::move(done));
}

} // namespace chat
