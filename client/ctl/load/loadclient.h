#pragma once

#include "client/ctl/load/loadscript.h"
#include "client/ctl/load/serverframes.h"
#include "client/ctl/load/wire.h"

namespace chat {

class Readiness;

/// One of a crowd: comes in, joins its rooms one after the other, says what it is told to and
/// passes on what it hears.
class LoadClient
{
public:
    enum class State { Away, Connecting, Upgrading, Greeting, Entering, Joining, In };

    /// Hears of what concerns the connection; may not close it meanwhile.
    class Host
    {
    public:
        /// It is in, and in all of its rooms.
        virtual void onIn(LoadClient &client) = 0;
        /// It is Away now, and was in or on its way before. `why` is for people.
        virtual void onOut(LoadClient &client, bool wasIn, const QString &why) = 0;

    protected:
        ~Host() = default;
    };
    /// Hears of what concerns messages.
    class Ears
    {
    public:
        /// `content` lasts as long as the call; `seq` is 0 at servers that do not count.
        virtual void onSaid(LoadClient &client, QByteArrayView content, qint64 seq) = 0;
        virtual void onAccepted(qint64 message) = 0;
        /// LoadEvent::noId: not a message, but something on the way in.
        virtual void onRefused(qint64 message, const QString &code) = 0;

    protected:
        ~Ears() = default;
    };
    struct Surroundings
    {
        const LoadScript &script;
        Readiness &readiness;
        Host &host;
        Ears &ears;
    };

    /// `rooms` by their numbers. All surroundings outlive this object.
    LoadClient(int number, const std::vector<int> &rooms, const Surroundings &surroundings);

    int number() const { return m_number; }
    State state() const { return m_state; }

    /// Begins to come in; as who it was, if it was in before and the server knows how to resume.
    Wire::Opening open(const WirePath &path);
    /// Its descriptor can be used; `room` is scratch space.
    void onReady(std::span<char> room);
    /// Requires State::In.
    void say(int room, const QString &content, qint64 message);
    /// It has heard the room up to here.
    void note(int room, qint64 seq);
    /// Closes without a word and without a call of onOut.
    void breakOff();

private:
    struct Place
    {
        int room = 0;
        QString epoch; // empty: not joined yet
        qint64 seq = 0;
    };

    void onConnected();
    bool onBytes(QByteArrayView bytes);
    bool onHead(QByteArrayView bytes);
    bool onFrame(ServerFrames::Opcode opcode, QByteArrayView payload);
    bool onEvent(const LoadEvent &event);
    void enter();
    void join();
    void goOn();
    bool refused(const LoadEvent &event);
    bool resumed(qint64 lostRooms);
    QMap<RoomId, Position> positions() const;
    void send(QByteArrayView payload, ServerFrames::Opcode opcode = ServerFrames::Opcode::Text);
    void write(QByteArrayView bytes);
    void updateWatch();
    bool end(const QString &why);

    int m_number;
    State m_state = State::Away;
    bool m_watchesWriting = false;
    const Surroundings &m_around;
    Wire m_wire;
    ServerFrames m_frames;
    QByteArray m_head; // of the answer to the upgrade
    QString m_token;
    std::vector<Place> m_places;
    size_t m_joined = 0;
};

} // namespace chat
