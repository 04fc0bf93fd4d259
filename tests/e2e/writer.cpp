// A client without a window that may be killed at any moment. Writes "PREFIX n" into a room, over
// and over, and says "shown n" when a line can be seen. Dies at POINT (see mortal.h).
//   writer URL FOLDER ROOM PREFIX FIRST [POINT COUNT]

#include "client/core/clientsession.h"
#include "client/store/localstore.h"
#include "common/base/random.h"
#include "common/net/websockettransport.h"
#include "tests/e2e/mortal.h"

#include <QCoreApplication>
#include <QFile>

#include <cstdio>

using namespace chat;

namespace {

/// The token in a file, so that the next run is the same person.
class FileKeyring final : public Keyring
{
public:
    explicit FileKeyring(const QString &path)
        : m_file(path)
    {
    }
    QString tokenOr(const QString &server, const QString &fresh) override
    {
        if (m_file.open(QIODevice::ReadOnly)) {
            const QString token = QString::fromLatin1(m_file.readAll());
            m_file.close();
            if (!token.isEmpty())
                return token;
        }
        keep(server, fresh);
        return fresh;
    }
    bool knows(const QString &) override { return m_file.exists(); }
    void keep(const QString &, const QString &token) override
    {
        if (m_file.open(QIODevice::WriteOnly))
            m_file.write(token.toLatin1());
        m_file.close();
    }

private:
    QFile m_file;
};

void say(const QString &what)
{
    std::printf("%s\n", qPrintable(what));
    std::fflush(stdout);
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    const QUrl url(words.at(1));
    const QString folder = words.at(2);
    const RoomId roomId = RoomId::fromText(words.at(3));
    const QString prefix = words.at(4);
    int next = words.at(5).toInt();
    Doom doom { .point = words.value(6), .left = words.value(7).toInt() };

    const SystemClock clock;
    SystemRandom random;
    LocalStore store(folder);
    MortalStore mortalStore(store, doom);
    FileKeyring keyring(folder + "/token"_L1);
    ClientSession session(
        { .name = prefix,
          .keyring = &keyring,
          .deviceId = DeviceId::fromText(prefix),
          .rooms = { roomId } },
        [&] { return std::make_unique<MortalTransport>(WebSocketTransport::connectTo(url), doom); },
        clock, random);
    QObject::connect(&session.rooms(), &RoomStore::roomAdded, &session, [&](Room *room) {
        QObject::connect(&room->timeline(), &TimelineModel::rowsInserted, &session,
                         [room](const QModelIndex &, int first, int last) {
                             for (int row = first; row <= last; ++row) {
                                 const TimelineRow &line = room->timeline().row(row);
                                 if (line.message.seq == Seq())
                                     say(u"shown "_s + line.message.content);
                             }
                         });
    });
    QTimer pace;
    QObject::connect(&pace, &QTimer::timeout, &session, [&] {
        if (session.outbox().entries().size() < 50)
            session.sendMessage(roomId, u"%1 %2"_s.arg(prefix).arg(next++));
    });
    QObject::connect(&session, &ClientSession::restored, &session, [&] {
        say(u"restored"_s);
        pace.start(std::chrono::milliseconds { 2 });
    });
    QObject::connect(&session, &ClientSession::storeWanted, &session,
                     [&](const QString &server) { session.useStore(mortalStore, server); });
    session.start();
    return QCoreApplication::exec();
}
