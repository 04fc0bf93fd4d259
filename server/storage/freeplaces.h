#pragma once

#include "common/base/result.h"

#include <QHash>

namespace chat {

class SqlSession;

/// How many people may still become members of a room. To count them takes as long as there are,
/// so they are counted once, and again when those places are taken. Whoever leaves, and whoever
/// was given a place and did not come, makes it count too early, never too late.
class FreePlaces
{
public:
    /// Takes one. Refused: NotAuthorized when there is none.
    Result<void> take(SqlSession &sql, const QString &room);

private:
    QHash<QString, qint64> m_free;
};

} // namespace chat
