#pragma once

#include "server/storage/sqlconnection.h"

namespace chat {

/// A copy of a damaged database, to be read through SQLite, whose header and list of tables are
/// tried in several ways: as they are, then as they would be in a file of this version.
class DamagedFile
{
public:
    /// How often it may be opened: ways 0, 1, ... of reading it.
    static constexpr int ways = 4;

    /// `copy` is the place for it, gone with this object; `sample` the path of a sound database of
    /// this version with nothing in it. Blocks that the disk does not give become zeros.
    static Result<std::unique_ptr<DamagedFile>> copy(const QString &damaged, const QString &copy,
                                                     const QString &sample);
    ~DamagedFile();
    Q_DISABLE_COPY_MOVE(DamagedFile)

    const QString &path() const { return m_path; }
    /// Opens it in one of the ways. Refused when our tables are not found that way.
    Result<std::unique_ptr<SqlConnection>> open(int way);

private:
    DamagedFile(QString path, QString sample)
        : m_path(std::move(path))
        , m_sample(std::move(sample))
    {
    }
    Result<void> writeFirstPage(int way) const;

    QString m_path;
    QString m_sample;
    QByteArray m_firstPage; // as it was found
};

} // namespace chat
