#pragma once

#include "common/base/literals.h"
#include "tests/support/machineswitches.h"
#include "tests/support/serverprocess.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

namespace chat {

/// The machine under a server of its own process, and what can happen to it, without privileges.
class Machine
{
public:
    /// For the server's starts from now on; must outlive it.
    explicit Machine(ServerProcess &server, const QString &dataFolder)
        : m_dataFolder(dataFolder)
        , m_file(m_folder.filePath(u"switches"_s))
    {
        if (!m_file.open(QIODevice::ReadWrite) || !m_file.resize(sizeof(MachineSwitches)))
            qFatal("%s", qPrintable(m_file.errorString()));
        m_switches = reinterpret_cast<MachineSwitches *>(m_file.map(0, sizeof(MachineSwitches)));
        server.setEnvironment(u"LD_PRELOAD"_s, QStringLiteral(MACHINEFAULTS));
        server.setEnvironment(u"CONFAB_MACHINE"_s, m_folder.path());
    }

    void setDiskFull(bool isFull) { m_switches->isDiskFull = isFull ? 1 : 0; }
    void shiftClock(std::chrono::seconds by) { m_switches->clockShift += long(by.count()); }

    /// What was not synced is gone, as after a power cut. To be called while the server is dead;
    /// false when it has synced nothing at all, which can not be.
    bool loseUnsynced()
    {
        QDir data(m_dataFolder);
        const QStringList files = data.entryList({ u"confab.sqlite*"_s }, QDir::Files);
        bool hasSynced = false;
        for (const QString &name : files) {
            data.remove(name);
            hasSynced = QFile::copy(m_folder.filePath(name), data.filePath(name)) || hasSynced;
        }
        return hasSynced;
    }

private:
    QString m_dataFolder;
    QTemporaryDir m_folder;
    QFile m_file;
    MachineSwitches *m_switches = nullptr; // in m_file
};

} // namespace chat
