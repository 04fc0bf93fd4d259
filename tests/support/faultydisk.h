#pragma once

#include "common/base/literals.h"

#include <QFile>
#include <QHash>
#include <QProcessEnvironment>
#include <QTemporaryDir>

namespace chat {

/// A disk that fails on command for the programs that are started with its environment.
class FaultyDisk
{
public:
    QHash<QString, QString> variables() const
    {
        return { { u"LD_PRELOAD"_s, QStringLiteral(FAULTY_DISK) },
                 // An instrumented program would want its own runtime to be the first.
                 { u"ASAN_OPTIONS"_s, u"verify_asan_link_order=0"_s },
                 { u"CONFAB_FAULTS"_s, m_folder.path() } };
    }
    QProcessEnvironment environment() const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        const auto all = variables();
        for (auto each = all.begin(); each != all.end(); ++each)
            environment.insert(each.key(), each.value());
        return environment;
    }
    void begin(const QString &fault) const
    {
        if (!QFile(m_folder.filePath(fault)).open(QIODevice::WriteOnly))
            qFatal("the fault can not begin");
    }
    void end(const QString &fault) const { (void)QFile::remove(m_folder.filePath(fault)); }
    /// Whether a program has met the fault "hang", and waits.
    bool isHanging() const { return QFile::exists(m_folder.filePath(u"hanging"_s)); }

private:
    QTemporaryDir m_folder;
};

} // namespace chat
