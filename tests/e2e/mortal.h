#pragma once

#include "client/store/clientstore.h"
#include "common/protocol/transport.h"

#include <csignal>
#include <memory>

namespace chat {

/// Where in its work a client is to die, as by `kill -9`: when it has come to `point` for the
/// `left`th time. Without a point it lives.
struct Doom
{
    QString point = {};
    int left = 0;

    /// The points, in the order in which a line comes by.
    static constexpr std::array points { "before-insert"_L1, "after-insert"_L1, "after-write"_L1,
                                         "ack-received"_L1, "before-state-update"_L1 };

    bool isAt(QLatin1StringView here) { return here == point && --left == 0; }
    void at(QLatin1StringView here)
    {
        if (isAt(here))
            die();
    }
    static void die() { std::raise(SIGKILL); }
};

/// A store whose program may die before a line is kept, when it is, or before its end is.
class MortalStore final : public ClientStore
{
public:
    /// Both must outlive it.
    MortalStore(ClientStore &store, Doom &doom)
        : m_store(store)
        , m_doom(doom)
    {
    }

    void keepLine(const KeptLine &line, Done<void> done) override
    {
        m_doom.at("before-insert"_L1);
        m_store.keepLine(line, [this, done = std::move(done)](const Result<void> &kept) {
            m_doom.at("after-insert"_L1);
            done(kept);
        });
    }
    void forgetLine(const Tag &tag) override
    {
        m_doom.at("before-state-update"_L1);
        m_store.forgetLine(tag);
    }

    void load(Done<KeptState> done) override { m_store.load(std::move(done)); }
    void keepDraft(const RoomId &room, const QString &text) override
    {
        m_store.keepDraft(room, text);
    }
    void keepSelf(const Person &self) override { m_store.keepSelf(self); }
    void keepList(const QList<RoomSummary> &rooms) override { m_store.keepList(rooms); }
    void keepRoom(const KeptRoom &room, const QList<Message> &lines) override
    {
        m_store.keepRoom(room, lines);
    }
    void forgetRoom(const RoomId &id) override { m_store.forgetRoom(id); }
    void lines(const RoomId &room, const SeqRange &range, int limit,
               Done<QList<Message>> done) override
    {
        m_store.lines(room, range, limit, std::move(done));
    }

private:
    ClientStore &m_store;
    Doom &m_doom;
};

/// A connection whose program may die when the system has taken a line, or when its answer is here.
class MortalTransport final : public Transport
{
public:
    /// `doom` must outlive it.
    MortalTransport(std::unique_ptr<Transport> transport, Doom &doom)
        : m_transport(std::move(transport))
        , m_doom(doom)
    {
        connect(m_transport.get(), &Transport::opened, this, &Transport::opened);
        connect(m_transport.get(), &Transport::failed, this, &Transport::failed);
        connect(m_transport.get(), &Transport::heard, this, &MortalTransport::tellHeard);
        connect(m_transport.get(), &Transport::ponged, this, &MortalTransport::tellPonged);
        connect(m_transport.get(), &Transport::closed, this, &MortalTransport::tellClosed);
        connect(m_transport.get(), &Transport::received, this, [this](const QByteArray &json) {
            if (json.contains(MessageAccepted::wireName.data()))
                m_doom.at("ack-received"_L1);
            tellReceived(json);
        });
    }

    State state() const override { return m_transport->state(); }
    void send(const Frame &frame) override
    {
        m_transport->send(frame);
        if (frame.json().contains(SendMessage::wireName.data()) && m_doom.isAt("after-write"_L1))
            dieWhenTaken();
    }
    void ping() override { m_transport->ping(); }
    void close(chat::CloseCode code, const QString &text) override
    {
        m_transport->close(code, text);
    }
    void abort() override { m_transport->abort(); }
    qint64 backlog() const override { return m_transport->backlog(); }
    void setFrameLimit(qint64 bytes) override { m_transport->setFrameLimit(bytes); }
    QString peerName() const override { return m_transport->peerName(); }

private:
    void dieWhenTaken()
    {
        if (backlog() == 0)
            Doom::die();
        QMetaObject::invokeMethod(this, &MortalTransport::dieWhenTaken, Qt::QueuedConnection);
    }

    std::unique_ptr<Transport> m_transport;
    Doom &m_doom;
};

} // namespace chat
