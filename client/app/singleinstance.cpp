#include "client/app/singleinstance.h"

#include "common/base/literals.h"
#include "common/base/logging.h"

#include <QCryptographicHash>
#include <QLocalSocket>

namespace chat {

namespace {

// Socket names are short, and paths are not.
QString socketNameOf(const QString &place)
{
    const QByteArray hash = QCryptographicHash::hash(place.toUtf8(), QCryptographicHash::Sha256);
    return u"confab-"_s + QString::fromLatin1(hash.toHex().left(32));
}

} // namespace

SingleInstance::SingleInstance(const QString &place, QObject *parent)
    : QObject(parent)
    , m_name(socketNameOf(place))
    , m_lock(place + ".open"_L1) // QSettings takes ".lock", and waits for it without end
{
    m_lock.setStaleLockTime(0); // only the end of its program ends a lock
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *const caller = m_server.nextPendingConnection())
            hear(caller);
    });
}

// It says what it has to say, and goes.
void SingleInstance::hear(QLocalSocket *caller)
{
    const auto isOver = [this, caller] {
        const QByteArray address = caller->read(addressBytes);
        caller->deleteLater();
        Q_EMIT raiseWanted(QString::fromUtf8(address));
    };
    connect(caller, &QLocalSocket::disconnected, this, isOver);
    if (caller->state() == QLocalSocket::UnconnectedState)
        isOver();
}

bool SingleInstance::claim(const QString &address)
{
    if (m_lock.tryLock()) {
        QLocalServer::removeServer(m_name); // of one that was killed
        if (!m_server.listen(m_name))
            qCWarning(lcClient, "another start will not find this one: %s",
                      qPrintable(m_server.errorString()));
        return true;
    }
    if (m_lock.error() != QLockFile::LockFailedError)
        return true; // there can be no lock here; better two programs than none
    QLocalSocket socket;
    socket.connectToServer(m_name);
    if (!socket.waitForConnected(1000)) // the event loop does not run yet
        return false;
    socket.write(address.toUtf8().left(addressBytes));
    socket.disconnectFromServer();
    if (socket.state() != QLocalSocket::UnconnectedState)
        socket.waitForDisconnected(1000);
    return false;
}

} // namespace chat
