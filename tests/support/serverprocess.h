#pragma once

#include "common/base/fingerprint.h"
#include "common/base/literals.h"
#include "tests/support/waiting.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QProcessEnvironment>
#include <QUrl>

#include <csignal>

#include <sys/prctl.h>

namespace chat {

/// A confabd of its own process, on loopback, that announces itself to nobody. Killed at the end.
class ServerProcess
{
public:
    explicit ServerProcess(QString dataFolder, quint16 port = 0)
        : m_dataFolder(std::move(dataFolder))
        , m_port(port)
    {
    }
    ~ServerProcess() { kill(); }

    /// For the next starts.
    void setEnvironment(const QString &name, const QString &value)
    {
        m_environment.insert(name, value);
    }
    /// A program that starts the server, with these arguments before the server's own.
    void startThrough(const QString &program, const QStringList &arguments)
    {
        m_starter = arguments;
        m_starter.prepend(program);
    }

    /// Starts, and waits until connections are accepted; false when it ends instead.
    bool start(const QStringList &moreArguments = {})
    {
        QStringList words = m_starter;
        words << QStringLiteral(CONFABD);
        m_process.setProgram(words.takeFirst());
        words << u"--bind"_s << u"127.0.0.1"_s << u"--no-beacon"_s << u"--data"_s << m_dataFolder
              << u"--port"_s << QString::number(m_port);
        if (const QString loop = qEnvironmentVariable("CONFAB_EVENT_LOOP"); !loop.isEmpty())
            words << u"--event-loop"_s << loop;
        m_process.setArguments(words + moreArguments);
        // What tests wait for in the log must be written, whatever their caller likes to see.
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.remove(u"QT_LOGGING_RULES"_s);
        environment.insert(m_environment);
        m_process.setProcessEnvironment(environment);
        // A test that crashes takes it along.
        m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
        m_process.start();
        QByteArray line;
        const bool isOver = waitUntil([this, &line] {
            line += m_process.readAllStandardOutput();
            return line.endsWith('\n') || m_process.state() == QProcess::NotRunning;
        });
        if (!isOver || !line.startsWith("READY "))
            return false;
        m_ready = QJsonDocument::fromJson(line.sliced(6)).object();
        // The same one when it is started again.
        m_port = static_cast<quint16>(m_ready.value("port"_L1).toInt());
        return m_port > 0;
    }

    quint16 port() const { return m_port; }
    QUrl url() const { return QUrl(u"ws://127.0.0.1:%1"_s.arg(m_port)); }
    QUrl tlsUrl() const { return QUrl(u"wss://127.0.0.1:%1"_s.arg(m_port)); }
    /// Of its key, as it says; nobody's when it says none.
    Fingerprint fingerprint() const
    {
        return Fingerprint::fromHex(m_ready.value("fingerprint"_L1).toString())
            .value_or(Fingerprint());
    }
    const QJsonObject &ready() const { return m_ready; }
    qint64 processId() const { return m_process.processId(); }

    /// SIGSTOP: does nothing any more, and its connections stay.
    void freeze() const { ::kill(static_cast<pid_t>(processId()), SIGSTOP); }
    /// SIGCONT.
    void thaw() const { ::kill(static_cast<pid_t>(processId()), SIGCONT); }
    /// SIGHUP: read the certificate again.
    void reload() const { ::kill(static_cast<pid_t>(processId()), SIGHUP); }
    /// kill -9.
    void kill()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    /// SIGTERM; the exit code, or -1 when it did not exit by itself.
    int terminate()
    {
        m_process.terminate();
        return exitCode();
    }
    int exitCode()
    {
        const bool isOver = waitUntil([this] { return m_process.state() == QProcess::NotRunning; });
        return isOver && m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    }
    /// Everything that was written to stderr and not asked for yet.
    QString errors() { return QString::fromUtf8(m_process.readAllStandardError()); }

private:
    QString m_dataFolder;
    quint16 m_port;
    QProcessEnvironment m_environment;
    QStringList m_starter;
    QProcess m_process;
    QJsonObject m_ready;
};

} // namespace chat
