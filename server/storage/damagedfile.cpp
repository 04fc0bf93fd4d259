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

QByteArray pageOf(const QString &path, quint32 number)
{
    QFile file(path);
    const bool isThere =
        file.open(QIODevice::ReadOnly) && file.seek(pageBytes * (qint64 { number } - 1));
    return isThere ? file.read(pageBytes) : QByteArray();
}

void put(QByteArray &page, qsizetype at, quint32 value)
{
    qToBigEndian(value, page.data() + at);
}

template <class Number>
Number number(const QByteArray &page, qsizetype at)
{
    return qFromBigEndian<Number>(page.constData() + at);
}

/// Where a page 1 names the pages that the list of tables goes on at; nowhere when it holds all of
/// it (https://sqlite.org/fileformat2.html#b_tree_pages).
QList<qsizetype> childrenIn(const QByteArray &page)
{
    constexpr char interior = 5;
    constexpr qsizetype cellsAt = headerBytes + 3;
    constexpr qsizetype lastChildAt = headerBytes + 8;
    constexpr qsizetype firstCellAt = headerBytes + 12;
    if (page.size() < pageBytes || page.at(headerBytes) != interior)
        return {};
    QList<qsizetype> places { lastChildAt };
    for (int cell = 0; cell < number<quint16>(page, cellsAt); ++cell)
        places << number<quint16>(page, firstCellAt + 2 * cell);
    return places;
}

/// What replaces the beginning of a file, and what is put at its end for it.
struct Beginning
{
    QByteArray firstPage;
    QByteArray lastPages = {};
};

/// The beginning of the sample as that of a file with so many bytes.
Beginning beginningOf(const QString &sample, qint64 bytes)
{
    Beginning beginning { .firstPage = pageOf(sample, 1) };
    QByteArray &page = beginning.firstPage;
    const auto places = childrenIn(page);
    const qint64 rest =
        places.isEmpty() ? 0 : pageBytes - 1; // a page that was cut off is filled up
    auto pages = static_cast<quint32>((bytes + rest) / pageBytes);
    for (const qsizetype place : places) {
        beginning.lastPages += pageOf(sample, number<quint32>(page, place));
        put(page, place, ++pages);
    }
    put(page, changeCounterAt, 1);
    put(page, validForAt, 1); // with the same number here, the page count is believed
    put(page, pageCountAt, pages);
    put(page, firstFreePageAt, 0);
    put(page, freePagesAt, 0);
    return beginning;
}

Result<void> writeBeginning(const QString &path, const Beginning &beginning)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite)
        || file.write(beginning.firstPage) != beginning.firstPage.size())
        return failed(file);
    const qint64 end = (file.size() + pageBytes - 1) / pageBytes * pageBytes;
    const bool isWritten = beginning.lastPages.isEmpty()
        || (file.seek(end) && file.write(beginning.lastPages) == beginning.lastPages.size());
    return isWritten && file.flush() ? Result<void>() : failed(file);
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
    file->m_firstPage = pageOf(copy, 1);
    return file;
}

DamagedFile::~DamagedFile()
{
    removeDatabase(m_path);
}

Result<void> DamagedFile::writeFirstPage(int way) const
{
    if (way == 0)
        return writeBeginning(m_path, { .firstPage = m_firstPage });
    const qint64 bytes = QFile(m_path).size();
    if (way < 3) {
        Beginning beginning = beginningOf(m_sample, bytes);
        if (way == 2)
            return writeBeginning(m_path, beginning);
        put(beginning.firstPage, pageCountAt, static_cast<quint32>(bytes / pageBytes));
        return writeBeginning(
            m_path,
            { .firstPage = beginning.firstPage.left(headerBytes) + m_firstPage.mid(headerBytes) });
    }
    const Result<QString> other = compacted(m_sample);
    if (!other)
        return other.error();
    const auto written = writeBeginning(m_path, beginningOf(*other, bytes));
    (void)removeFile(*other);
    return written;
}

Result<std::unique_ptr<SqlConnection>> DamagedFile::open(int way)
{
    if (const auto written = writeFirstPage(way); !written)
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
