#pragma once

#include "tests/support/waiting.h"

#include <QProcess>
#include <QProcessEnvironment>

namespace chat {

/// `confabd db ...` as a program.
struct DbProcess
{
    int exitCode = -1; // -1: it was killed
    QString output;
    QString errors;

    static DbProcess
    run(const QStringList &words, const QString &dataFolder,
        const QProcessEnvironment &environment = QProcessEnvironment::systemEnvironment())
    {
        QProcess process;
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(CONFABD),
                      QStringList { u"db"_s } + words + QStringList { u"--data"_s, dataFolder });
        (void)waitUntil([&process] { return process.state() == QProcess::NotRunning; });
        const bool isOver = process.exitStatus() == QProcess::NormalExit;
        return { .exitCode = isOver ? process.exitCode() : -1,
                 .output = QString::fromUtf8(process.readAllStandardOutput()),
                 .errors = QString::fromUtf8(process.readAllStandardError()) };
    }
};

} // namespace chat
