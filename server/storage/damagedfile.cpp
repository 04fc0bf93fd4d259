#include "server/storage/damagedfile.h"

#include "common/base/literals.h"
#include "server/storage/files.h"
#include "server/storage/sqldatabase.h"

#include <QFile>
#include <QtEndian>

namespace chat {

namespace {

// https://sqlite.org/fileformat2.html#the_database_header
constexpr qsizetype headerBytes = 100;
constexpr qsizetype pageBytes = 4096; // ours
constexpr qsizetype changeCounterAt = 24;
constexpr qsizetype pageCountAt = 28;
constexpr qsizetype firstFreePageAt = 32;
constexpr qsizetype freePagesAt = 36;
constexpr qsizetype validForAt = 92;

Error failed(const QFile &file)
{
    return { .code = ErrorCode::Unavailable,
             .detail = u"%1: %2"_s.arg(file.fileName(), file.errorString()) };
}

Result<void> copyBlocks(const QString &from, const QString &to)
{
    QFile source(from);
    QFile target(to);
    if (!source.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return failed(source);
    if (!target.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return failed(target);
    const qint64 size = source.size();
    for (qint64 at = 0; at < size; at += pageBytes) {
        const qint64 wanted = std::min<qint64>(pageBytes, size - at);
        QByteArray block = source.seek(at) ? source.read(wanted) : QByteArray();
        block.resize(wanted, '\0');
        if (target.write(block) != wanted)
            return failed(target);
    }
    return target.flush() ? Result<void>() : failed(target);
}

QByteArray firstPage(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(pageBytes) : QByteArray();
}

void put(QByteArray &page, qsizetype at, quint32 value)
{
    qToBigEndian(value, page.data() + at);
}

/// The beginning of the sample as that of a file with so many bytes.
QByteArray beginningFor(QByteArray page, qint64 bytes)
{
    put(page, changeCounterAt, 1);
    put(page, validForAt, 1); // with the same number here, the page count is believed
    put(page, pageCountAt, static_cast<quint32>(bytes / pageBytes));
    put(page, firstFreePageAt, 0);
    put(page, freePagesAt, 0);
    return page;
}

Result<void> writeBeginning(const QString &path, const QByteArray &page)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite) || file.write(page) != page.size() || !file.flush())
        return failed(file);
    return {};
}

/// As VACUUM leaves it: the tables lie elsewhere.
Result<QString> compacted(const QString &sample)
{
    const QString path = sample + u".compact"_s;
    (void)removeFile(path);
    const auto database = SqlConnection::open(sample, SqlConnection::Mode::ReadOnly);
    if (!database)
        return database.error();
    if (const auto written = (*database)->run(u"VACUUM INTO ?"_s, { path }); !written)
        return written.error();
    return path;
}

} // namespace

Result<std::unique_ptr<DamagedFile>> DamagedFile::copy(const QString &damaged, const QString &copy,
                                                       const QString &sample)
{
    std::unique_ptr<DamagedFile> file(new DamagedFile(copy, sample));
    removeDatabase(copy);
    if (const auto copied = copyBlocks(damaged, copy); !copied)
        return copied.error();
    // What was committed last is there; SQLite checks each part of it by its sums.
    const QString journal = damaged + u"-wal"_s;
    if (QFile::exists(journal)) {
        if (const auto copied = copyBlocks(journal, copy + u"-wal"_s); !copied)
            return copied.error();
    }
    file->m_firstPage = firstPage(copy);
    return file;
}

DamagedFile::~DamagedFile()
{
    removeDatabase(m_path);
}

Result<QByteArray> DamagedFile::firstPageFor(int way) const
{
    if (way == 0)
        return m_firstPage;
    const qint64 bytes = QFile(m_path).size();
    const QByteArray page = beginningFor(firstPage(m_sample), bytes);
    if (way == 1)
        return page.left(headerBytes) + m_firstPage.mid(headerBytes);
    if (way == 2)
        return page;
    const Result<QString> other = compacted(m_sample);
    if (!other)
        return other.error();
    const QByteArray compactPage = beginningFor(firstPage(*other), bytes);
    (void)removeFile(*other);
    return compactPage;
}

Result<std::unique_ptr<SqlConnection>> DamagedFile::open(int way)
{
    const Result<QByteArray> page = firstPageFor(way);
    if (!page)
        return page.error();
    if (const auto written = writeBeginning(m_path, *page); !written)
        return written.error();
    auto database = SqlConnection::open(m_path, SqlConnection::Mode::ReadWrite);
    if (!database)
        return database;
    // The first one also lets SQLite read a file that is shorter than it should be.
    for (const QString &pragma :
         { u"PRAGMA writable_schema = ON"_s, u"PRAGMA cell_size_check = ON"_s,
           u"PRAGMA trusted_schema = OFF"_s }) {
        if (const auto set = (*database)->run(pragma); !set)
            return set.error();
    }
    // So that the file is all of it.
    (void)(*database)->value(u"PRAGMA wal_checkpoint(TRUNCATE)"_s);
    const auto tables =
        (*database)->value(u"SELECT count(*) FROM sqlite_master WHERE name IN "
                           "('users', 'tokens', 'rooms', 'members', 'log', 'messages')"_s);
    if (!tables)
        return tables.error();
    if (tables->toInt() < 6)
        return Error { .code = ErrorCode::NotFound,
                       .detail = u"it does not list Confab's tables"_s };
    return database;
}

} // namespace chat
