#pragma once

#include "common/base/literals.h"
#include "server/storage/linedigest.h"
#include "server/storage/sqlcheck.h"
#include "server/storage/sqldatabase.h"

#include <QFile>

namespace chat {

/// A database as a server leaves it, with as much in it as is asked for, and what happens to
/// databases.
class FilledStore
{
public:
    static constexpr int pageBytes = 4096; // SQLite's own choice
    static constexpr int people = 400;
    static constexpr int lines = 2000; // in each room
    static QStringList rooms() { return { u"coffee"_s, u"tea"_s }; }

    explicit FilledStore(QString path)
        : m_path(std::move(path))
    {
        const QString name = u"filled-store"_s;
        if (!openDatabase(m_path, name, Durability::Normal))
            qFatal("the store can not be made");
        QSqlDatabase::removeDatabase(name);
        const auto database = SqlConnection::open(m_path, SqlConnection::Mode::ReadWrite);
        require((*database)->run(u"PRAGMA journal_mode = DELETE"_s));
        require((*database)->run(u"BEGIN"_s));
        for (int i = 0; i < people; ++i)
            addPerson(**database, i);
        for (const QString &room : rooms())
            addRoom(**database, room);
        require((*database)->run(u"COMMIT"_s));
    }

    /// A copy of another one.
    FilledStore(QString path, const FilledStore &model)
        : m_path(std::move(path))
    {
        if (!QFile::copy(model.path(), m_path))
            qFatal("the store can not be copied");
    }

    static QString userId(int i)
    {
        return u"01a20789-b14f-711f-%1"_s.arg(i * 7, 4, 10, QChar(u'0'));
    }
    static QString content(const QString &room, int seq)
    {
        return u"%1 %2 %3"_s.arg(room).arg(seq).arg(QString(seq % 90, u'x'));
    }

    const QString &path() const { return m_path; }
    qint64 size() const { return QFile(m_path).size(); }

    void overwrite(qint64 at, const QByteArray &bytes) const
    {
        QFile file(m_path);
        if (!file.open(QIODevice::ReadWrite) || !file.seek(at) || file.write(bytes) != bytes.size())
            qFatal("%s", qPrintable(file.errorString()));
    }
    void truncate(qint64 size) const
    {
        if (!QFile::resize(m_path, size))
            qFatal("it can not be truncated");
    }

private:
    template <class T>
    static void require(const Result<T> &result)
    {
        if (!result)
            qFatal("%s", qPrintable(result.error().detail));
    }

    static void addPerson(SqlConnection &database, int i)
    {
        const QString id = userId(i);
        const QString name = u"Person %1"_s.arg(i);
        // Every second one has an account, by a password or by somebody's word.
        const bool isAccount = i % 2 == 0;
        require(database.run(u"INSERT INTO users (id, name, name_key, avatar, role, created_ms) "
                             "VALUES (?, ?, ?, '', ?, 1)"_s,
                             { id, name, name.toLower(), isAccount ? u"member"_s : u"guest"_s }));
        const QByteArray hash = QCryptographicHash::hash(id.toUtf8(), QCryptographicHash::Sha256);
        require(database.run(u"INSERT INTO tokens (hash, user_id, created_ms, used_ms, device) "
                             "VALUES (?, ?, 1, 2, 'laptop')"_s,
                             { hash, id }));
        if (isAccount && i % 4 == 0)
            require(database.run(u"INSERT INTO passwords VALUES (?, ?, 1)"_s,
                                 { id, u"$argon2id$v=19$m=19456,t=2,p=1$%1"_s.arg(id) }));
        else if (isAccount)
            require(database.run(u"INSERT INTO subjects VALUES (?, ?, 1)"_s,
                                 { u"https://id.example\n%1"_s.arg(i), id }));
    }

    static void addRoom(SqlConnection &database, const QString &room)
    {
        require(database.run(u"INSERT INTO rooms (id, title, topic, kind, epoch, last_seq, "
                             "created_ms) VALUES (?, 'T', '', 'public', 'old', ?, 1)"_s,
                             { room, lines }));
        for (int i = 0; i < people; ++i)
            require(database.run(u"INSERT INTO members (room_id, user_id, read_seq, joined_ms) "
                                 "VALUES (?, ?, ?, 1)"_s,
                                 { room, userId(i), lines / 2 }));
        require(
            database.run(u"INSERT INTO roles VALUES (?, ?, 'owner', NULL)"_s, { room, userId(0) }));
        require(database.run(u"INSERT INTO audit VALUES ((SELECT count(*) + 1 FROM audit), 1, "
                             "'set-role', '', ?, ?, 'owner', '', 0, NULL)"_s,
                             { room, userId(0) }));
        require(database.run(u"INSERT INTO bans VALUES ('device', ?, '', '', 'noise', 1, NULL)"_s,
                             { room }));
        require(database.run(u"INSERT INTO invitations VALUES (?, ?, '', 1, 2)"_s,
                             { room, userId(1) }));
        auto log = database.prepare(u"INSERT INTO log VALUES (?, ?, 'message', ?, ?, ?, ?, ?)"_s);
        auto messages = database.prepare(u"INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?, ?, ?)"_s);
        for (int seq = 1; seq <= lines; ++seq) {
            const QString author = userId(seq % people);
            const QString tag = u"%1-%2"_s.arg(room).arg(seq);
            const QString text = content(room, seq);
            // Every tenth answers the one before it.
            const QVariant replyTo = seq % 10 == 0 ? QVariant(seq - 1) : QVariant();
            require(execute(*log,
                            { room, seq, u"id-"_s + tag, author, tag, seq,
                              lineDigest(room, replyTo.toLongLong(), text) }));
            require(
                execute(*messages, { room, seq, u"id-"_s + tag, author, tag, text, replyTo, seq }));
        }
    }

    QString m_path;
};

/// The first column of the first row.
inline QVariant valueIn(const QString &path, const QString &sql)
{
    const auto database = SqlConnection::open(path, SqlConnection::Mode::ReadWrite);
    const auto found = (*database)->value(sql);
    if (!found)
        qFatal("%s: %s", qPrintable(sql), qPrintable(found.error().detail));
    return *found;
}

inline QStringList damageIn(const QString &path)
{
    const auto database = SqlConnection::open(path, SqlConnection::Mode::ReadOnly);
    const auto damage = findDamage(**database);
    return damage ? *damage : QStringList { damage.error().detail };
}

} // namespace chat
