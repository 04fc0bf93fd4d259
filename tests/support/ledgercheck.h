#pragma once

#include "tests/support/ledger.h"

#include <QStringList>

namespace chat {

/// The rooms as the server has them when all is quiet, oldest line first.
using LedgerLog = QMap<RoomId, QList<LedgerLine>>;

/// Compares what drivers remember with what was stored, and says in words what is wrong; nothing
/// when all promises were kept:
///
/// - every accepted line is stored, at the place and with the text that it was accepted with,
/// - no (user, tag) is stored twice, and nothing that nobody sent or that was refused for good,
/// - each room's lines are numbered 1, 2, 3, ...,
/// - each timeline is the end of its room's log, line by line,
/// - the lines of one driver in one room are stored in the order in which they were written,
/// - every line that was written was accepted or refused for good.
QStringList complaintsAbout(const LedgerLog &log, const QList<Ledger> &ledgers);

/// What a process has taken of the machine.
struct Footprint
{
    int files = 0;
    qint64 residentBytes = 0;

    /// Zeros for a process that is gone.
    static Footprint of(qint64 processId);
    /// In words what has grown by more than is allowed; empty when nothing has.
    QString growthTo(const Footprint &later, int files, qint64 bytes) const;
};

} // namespace chat
