#pragma once

#include "common/base/literals.h"
#include "server/storage/sqlconnection.h"
#include "server/storage/sqldatabase.h"

#include <QDir>
#include <QFile>

namespace chat {

/// A database as an earlier version of this program left it.
class FormerStore
{
public:
    FormerStore(QString path, int schema)
        : m_path(std::move(path))
    {
        QFile empty(m_path);
        if (!empty.open(QIODevice::WriteOnly))
            qFatal("%s", qPrintable(empty.errorString()));
        empty.close();
        const QStringList files =
            QDir(u":/sql"_s).entryList({ u"[0-9]*.sql"_s }, QDir::Files, QDir::Name);
        for (const QString &file : files.first(schema)) {
            QFile migration(u":/sql/"_s + file);
            if (!migration.open(QIODevice::ReadOnly))
                qFatal("%s is not linked in", qPrintable(file));
            for (const QString &sql : statementsIn(QString::fromUtf8(migration.readAll())))
                run(sql);
        }
        run(u"PRAGMA user_version = %1"_s.arg(schema));
        run(u"PRAGMA application_id = %1"_s.arg(applicationId));
    }

    void run(const QString &sql)
    {
        const auto database = SqlConnection::open(m_path, SqlConnection::Mode::ReadWrite);
        if (const auto done = (*database)->run(sql); !done)
            qFatal("%s: %s", qPrintable(sql), qPrintable(done.error().detail));
    }

private:
    QString m_path;
};

} // namespace chat
