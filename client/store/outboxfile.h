#pragma once

#include "client/store/clientstore.h"
#include "client/store/sqlfile.h"

/// What the outbox's file holds: the lines that wait, and the drafts. Each function is a part of a
/// transaction of its caller's.
namespace chat::outboxfile {

SqlSchema schema();

Result<QList<KeptLine>> readLines(SqlFile &file);
Result<QHash<RoomId, QString>> readDrafts(SqlFile &file);
/// Also forgets the draft of the line's room.
Result<void> keepLine(SqlFile &file, const KeptLine &line);
Result<void> forgetLine(SqlFile &file, const Tag &tag);
Result<void> keepDraft(SqlFile &file, const RoomId &room, const QString &text);

} // namespace chat::outboxfile
