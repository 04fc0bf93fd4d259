#pragma once

#include "client/store/clientstore.h"
#include "client/store/sqlfile.h"

/// What the history's file holds: a copy of what the server has. Each function is a part of a
/// transaction of its caller's.
namespace chat::historyfile {

SqlSchema schema();

Result<std::optional<Person>> readSelf(SqlFile &file);
Result<QList<RoomSummary>> readList(SqlFile &file);
/// Each with up to limits::historyOnJoin of its last lines.
Result<QList<KeptRoom>> readRooms(SqlFile &file);
/// The last `limit` lines of `range`, oldest first.
Result<QList<Message>> readLines(SqlFile &file, const RoomId &room, const SeqRange &range,
                                 int limit);

Result<void> keepSelf(SqlFile &file, const Person &self);
Result<void> keepList(SqlFile &file, const QList<RoomSummary> &rooms);
Result<void> keepRoom(SqlFile &file, const KeptRoom &room, const QList<Message> &lines);
Result<void> forgetRoom(SqlFile &file, const RoomId &id);

} // namespace chat::historyfile
