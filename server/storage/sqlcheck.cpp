#include "server/storage/sqlcheck.h"

#include "common/base/literals.h"
#include "server/storage/sqldatabase.h"

#include <array>

namespace chat {

namespace {

constexpr int mostLines = 10; // of one kind: what is wrong in a thousand places is wrong

/// One thing that must not be there.
struct Rule
{
    QLatin1StringView query; // a row for each place where it is
    QLatin1StringView sentence; // with the columns of the row in it
    int since = 1; // this schema; a backup may be older
};

constexpr int accountsSchema = 5;
constexpr int moderationSchema = 6;
constexpr int bansSchema = 7;

/// What a rule says for a column that came later, and what that was before.
struct Later
{
    QLatin1StringView place; // in the query
    QLatin1StringView column;
    QLatin1StringView otherwise;
};
constexpr std::array laterColumns {
    Later { "$first"_L1, "rooms.first_seq"_L1, "1"_L1 },
    Later { "$receipts"_L1, "rooms.shows_receipts"_L1, "0"_L1 },
    Later { "$joined"_L1, "members.joined_seq"_L1, "0"_L1 },
};

// "$first" is the oldest message that a room keeps. Below it there may be entries of the log: the
// tags of what was forgotten.
constexpr std::array rules {
    Rule { "SELECT rooms.id, $first, rooms.last_seq, count(log.seq) FROM rooms "
           "LEFT JOIN log ON log.room_id = rooms.id AND log.seq BETWEEN $first AND last_seq "
           "GROUP BY rooms.id HAVING count(log.seq) != max(0, last_seq - $first + 1)"_L1,
           "The log of room %1 has holes: from %2 to %3 it holds %4 entries."_L1 },
    Rule { "SELECT rooms.id, rooms.last_seq, max(log.seq) FROM rooms "
           "JOIN log ON log.room_id = rooms.id GROUP BY rooms.id "
           "HAVING max(log.seq) > last_seq OR min(log.seq) < 1"_L1,
           "The log of room %1 should end at %2, and goes on to %3."_L1 },
    Rule { "SELECT id, $first, last_seq FROM rooms WHERE $first < 1 OR $first > last_seq + 1"_L1,
           "Room %1 keeps messages from %2, and ends at %3."_L1 },
    Rule { "SELECT messages.room_id, messages.seq FROM messages "
           "LEFT JOIN log ON log.room_id = messages.room_id AND log.seq = messages.seq "
           "WHERE log.event_id IS NOT messages.id OR log.user_id IS NOT messages.user_id "
           "OR log.tag IS NOT messages.tag OR log.at_ms IS NOT messages.at_ms"_L1,
           "Message %2 of room %1 is not the one that the log has."_L1 },
    Rule { "SELECT log.room_id, log.seq FROM log "
           "JOIN rooms ON rooms.id = log.room_id AND log.seq >= $first "
           "LEFT JOIN messages ON log.room_id = messages.room_id AND log.seq = messages.seq "
           "WHERE messages.id IS NULL"_L1,
           "Message %2 of room %1 is in the log, but its text is gone."_L1 },
    Rule { "SELECT user_id, tag, count(*) FROM log NOT INDEXED GROUP BY user_id, tag "
           "HAVING count(*) > 1"_L1,
           "The send %2 of user %1 is stored %3 times."_L1 },
    Rule { "SELECT room_id, seq, reply_to FROM messages WHERE reply_to < 1 OR reply_to >= seq"_L1,
           "Message %2 of room %1 answers message %3, which did not come before it."_L1 },
    Rule { "SELECT members.user_id, members.room_id, members.read_seq, rooms.last_seq FROM members "
           "JOIN rooms ON rooms.id = members.room_id "
           "WHERE members.read_seq < 0 OR members.read_seq > rooms.last_seq"_L1,
           "User %1 has read room %2 up to %3, and it ends at %4."_L1 },
    Rule { "SELECT user_id, room_id, $joined, read_seq FROM members "
           "WHERE $joined < 0 OR $joined > read_seq"_L1,
           "User %1 joined room %2 at %3, and has read up to %4 only."_L1 },
    Rule { "SELECT id, $receipts FROM rooms WHERE $receipts NOT IN (0, 1)"_L1,
           "Whether room %1 shows who has read is neither 0 nor 1, but %2."_L1 },
    Rule { "SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2"_L1,
           "The table %1 names something in %3 places that is not in %2."_L1 },
    Rule { "SELECT id FROM rooms WHERE epoch = ''"_L1, "Room %1 has no epoch."_L1 },
    Rule { "SELECT id, role FROM users "
           "WHERE role NOT IN ('guest', 'member', 'moderator', 'owner')"_L1,
           "User %1 has a role that is none, %2."_L1, accountsSchema },
    Rule { "SELECT user_id FROM passwords WHERE hash NOT LIKE '$argon2id$%'"_L1,
           "What is kept of the password of user %1 is no hash."_L1, accountsSchema },
    Rule { "SELECT users.id, users.role FROM users JOIN passwords ON passwords.user_id = users.id "
           "WHERE role = 'guest'"_L1,
           "User %1 has a password, and is a %2."_L1, accountsSchema },
    Rule { "SELECT user_id, room_id, role FROM roles "
           "WHERE role NOT IN ('banned', 'muted', 'moderator', 'owner')"_L1,
           "User %1 has a role in room %2 that is none, %3."_L1, moderationSchema },
    Rule { "SELECT roles.user_id, roles.room_id FROM roles "
           "JOIN members ON members.room_id = roles.room_id AND members.user_id = roles.user_id "
           "WHERE role = 'banned'"_L1,
           "User %1 is banned from room %2, and belongs to it."_L1, moderationSchema },
    Rule { "SELECT kind, target FROM bans "
           "WHERE kind NOT IN ('account', 'device', 'address') OR target = ''"_L1,
           "There is a ban of a kind that is none, %1 %2."_L1, bansSchema },
    Rule { "SELECT id, slow_seconds FROM rooms WHERE slow_seconds < 0"_L1,
           "Between two lines of a person in room %1 there must be %2 seconds."_L1, bansSchema },
};

// Ids were chosen by clients, and this goes to a terminal.
QString printable(QString text)
{
    for (QChar &character : text) {
        if (!character.isPrint())
            character = u'?';
    }
    return text;
}

/// The sentence with the row's columns for %1, %2, ...
QString filledIn(QLatin1StringView sentence, const QSqlQuery &row)
{
    QString text;
    for (auto at = sentence.begin(); at != sentence.end(); ++at) {
        if (*at == '%')
            text += printable(row.value(*++at - '1').toString());
        else
            text += QLatin1Char(*at);
    }
    return text;
}

/// The rule's query for this database, which may be a backup that is older than some columns.
QString fitted(SqlConnection &database, const Rule &rule)
{
    QString query = rule.query;
    for (const Later &later : laterColumns) {
        const QString table = QString(later.column).section(u'.', 0, 0);
        const bool isThere =
            database.prepare(u"SELECT %1 FROM %2"_s.arg(later.column, table)).has_value();
        query.replace(later.place, isThere ? later.column : later.otherwise);
    }
    return query;
}

Result<void> apply(SqlConnection &database, const Rule &rule, QStringList &found)
{
    Result<QSqlQuery> rows = database.run(fitted(database, rule));
    if (!rows)
        return rows.error();
    int count = 0;
    while (rows->next()) {
        if (++count > mostLines)
            continue;
        found << filledIn(rule.sentence, *rows);
    }
    if (count > mostLines)
        found << u"There are %1 more of these."_s.arg(count - mostLines);
    return ended(*rows);
}

void checkFile(SqlConnection &database, QStringList &found)
{
    Result<QSqlQuery> rows = database.run(u"PRAGMA integrity_check(%1)"_s.arg(mostLines));
    while (rows && rows->next()) {
        const QString line = rows->value(0).toString();
        if (line != u"ok"_s)
            found << u"The file is damaged: %1."_s.arg(line.simplified());
    }
    const Result<void> end = rows ? ended(*rows) : rows.error();
    if (!end)
        found << u"The file can not be read to its end (%1)."_s.arg(end.error().detail);
}

Result<QStringList> findAll(SqlConnection &database)
{
    QStringList found;
    checkFile(database, found);
    const auto version = database.value(u"PRAGMA user_version"_s);
    const int schema = version ? version->toInt() : newestSchema();
    for (const Rule &rule : rules) {
        if (rule.since > schema)
            continue;
        const auto applied = apply(database, rule, found);
        if (applied)
            continue;
        // What can not be read of a damaged file has been said already.
        if (found.isEmpty())
            return applied.error();
        break;
    }
    return found;
}

} // namespace

Result<QStringList> findDamage(SqlConnection &database)
{
    if (const auto begun = database.run(u"BEGIN"_s); !begun)
        return begun.error();
    const Result<QStringList> found = findAll(database);
    (void)database.run(u"ROLLBACK"_s);
    return found;
}

Result<void> requireOurs(SqlConnection &database, const QString &path)
{
    const auto owner = database.value(u"PRAGMA application_id"_s);
    const auto version = database.value(u"PRAGMA user_version"_s);
    for (const auto &result : { owner, version }) {
        if (!result)
            return Error { .code = ErrorCode::Unavailable,
                           .detail = u"%1 is not a readable database (%2)"_s.arg(
                               path, result.error().detail) };
    }
    if (owner->toInt() != applicationId || version->toInt() < 1)
        return Error { .code = ErrorCode::Unavailable,
                       .detail = u"%1 is not a database of Confab"_s.arg(path) };
    if (version->toInt() > newestSchema())
        return Error { .code = ErrorCode::Unavailable,
                       .detail = u"%1 was written by a newer Confab (schema %2, this one knows "
                                 "%3): update confabd"_s.arg(path)
                                     .arg(version->toInt())
                                     .arg(newestSchema()) };
    return {};
}

} // namespace chat
