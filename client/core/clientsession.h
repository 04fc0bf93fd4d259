#pragma once

#include "client/core/account.h"
#include "client/core/credentials.h"
#include "client/core/drafts.h"
#include "client/core/keyring.h"
#include "client/core/memberrefresh.h"
#include "client/core/memberships.h"
#include "client/core/roommoderation.h"
#include "client/core/outboxsender.h"
#include "client/core/readreports.h"
#include "client/core/roomkeeper.h"
#include "client/core/typingexpiry.h"
#include "client/core/typingsender.h"

namespace chat {

/// Who one is at a server, and where one wants to be.
struct ClientProfile
{
    QString name;
    QString avatar = {}; // "#rrggbb"
    Keyring *keyring = nullptr; // outlives the session; null: one is a new guest
    DeviceId deviceId = {};
    QString deviceName = {}; // what this device is called in one's list of them
    Credentials credentials = {}; // to be shown once
    /// Where one has a token, the credentials are shown only if it does not do.
    bool showsTokenFirst = false;
    QList<RoomId> rooms = {}; // to join besides those one belongs to already
    /// Whether to join the rooms one belongs to already too, and `general` when there is no room
    /// at all. Off: only `rooms`.
    bool joinsOwnRooms = true;
};

/// A person's presence at one server, from the moment they join until they leave: connects and
/// comes back, says who one is, joins the rooms, and sends what was written, when it can.
/// The object that a user interface talks to.
class ClientSession : public QObject
{
    Q_OBJECT

public:
    using State = ConnectionMachine::State;

    ClientSession(ClientProfile profile, TransportFactory factory, const Clock &clock,
                  Random &random, QObject *parent = nullptr);
    ~ClientSession() override;

    /// Begins with what `store` holds of the server with this id, and keeps there what comes. What
    /// was there before of another server is put away. The store outlives this object; without one
    /// everything lives as long as this object.
    void useStore(ClientStore &store, const QString &server);

    void start();
    /// Leaves the server, for good until start().
    void stop();
    void tryNow();

    State state() const { return m_socket.state(); }
    ReconnectingSocket &socket() { return m_socket; }
    /// What the server said of itself; empty before the first welcome.
    const Welcome &server() const { return m_welcome; }
    /// Empty id before the first authentication.
    const Authenticated &self() const { return m_self; }
    PresenceStatus presence() const { return m_presence.status; }
    QString presenceText() const { return m_presence.text.value_or(QString()); }
    const Outbox &outbox() const { return m_sender.outbox(); }

    RoomStore &rooms() { return m_rooms; }
    Account &account() { return m_account; }
    RoomModeration &moderation() { return m_moderation; }
    /// Whether one can come in elsewhere, by name and password.
    bool hasPassword() const { return m_self.hasPassword.value_or(m_self.role != Role::Guest); }

    using Done = std::function<void(Result<void>)>;
    /// Joins, and makes the room when it does not exist; stays joined across reconnects.
    void joinRoom(const RoomId &id, Done done = {});
    void createRoom(const CreateRoom &room, Done done = {});
    void leaveRoom(const RoomId &id, Done done = {});
    void setPresence(PresenceStatus status, const QString &text = {});
    /// Queues a line. It is in the room's timeline as soon as it is kept, which is at once without
    /// a store, and is sent when it can be. Requires !isOutboxFull().
    Tag sendMessage(const RoomId &room, const QString &content);
    bool isOutboxFull() const { return m_sender.isFull(); }
    /// Forgets every line that waits or has failed, for good.
    void discardOutbox() { m_sender.discardAll(); }
    void discardOutbox(const RoomId &room) { m_sender.discardRoom(room); }
    /// What was begun in a room; kept within a second. An empty text is none.
    QString draft(const RoomId &room) const { return m_drafts.text(room); }
    void setDraft(const RoomId &room, const QString &text);

Q_SIGNALS:
    /// This is the server with that id, and another store than the one at hand belongs to it.
    /// Whoever has one calls useStore() now, before one introduces oneself.
    void storeWanted(const QString &server);
    /// What the store held is there.
    void restored();
    /// The store can not be used: everything lives as long as this object.
    void storeFailed(const chat::Error &error);
    void outboxFullChanged(bool isFull);
    /// The server wants nothing more from us for so long; what waits is sent then.
    void outboxPaused(std::chrono::milliseconds wait);
    /// One does not belong to a room any more that one was in, or it can not be joined.
    void roomRefused(const chat::RoomId &room, const chat::Error &error);
    /// One does not belong to a room any more, for whatever reason. What waited to be sent to it
    /// has failed.
    void roomLeft(const chat::RoomId &room);
    void stateChanged(chat::ConnectionMachine::State state);
    /// The server knows us.
    void authenticated();
    /// The server does not want us under this name, or with what we have shown. The session is
    /// stopped: change the profile (see retryAs) or give up. InvalidToken: one was known here, and
    /// is signed out.
    void authenticationRefused(const chat::Error &error);
    void presenceChanged();
    /// What the server says of us has changed.
    void selfChanged();
    /// A line of ours is in the room's log, at this place.
    void lineStored(const chat::Tag &tag, chat::Seq seq);
    /// A line of ours was refused for good; it waits for the person to retry or discard it.
    void lineFailed(const chat::Tag &tag, const chat::Error &error);
    /// Somebody has removed us from a room.
    void kicked(const chat::Kicked &kicked);
    /// Somebody may do more or less in a room.
    void roleChanged(const chat::RoleChanged &changed);
    /// Somebody lets us into a private room: joinRoom() accepts.
    void invited(const chat::Invitation &invitation);
    /// A line of somebody else arrived in a joined room.
    void messageArrived(chat::Room *room, const chat::Message &message);

public:
    /// Starts again under another name after authenticationRefused().
    void retryAs(const QString &name);

    /// Does what is due by the clock. Called by a timer of its own; tests that move the clock call
    /// it themselves.
    void check();

private:
    void onRestored(const Result<KeptState> &kept);
    void restore(const KeptState &kept);
    void putAway();
    void greet();
    QMap<RoomId, Position> positions() const;
    void resumeWith(const QString &token);
    void onResumed(const Resumed &resumed, const QString &token);
    void becomeSelf(const Authenticated &self);
    void keepDrafts(bool isLast);
    void greetWith(const QString &token);
    template <class Introduction>
    void introduce(Introduction introduction, const QString &token);
    void onGreetingRefused(const Error &error, const QString &token);
    bool trySpare(const Error &error);
    bool tryPasswordAfterAll(const Error &error, const QString &token);
    void refuse(Error error);
    void onAuthenticated(const Authenticated &self);
    Keyring &keyring() { return m_profile.keyring ? *m_profile.keyring : m_ownKeyring; }
    void requestList();
    void onList(const RoomList &list);
    void onReceived(const Envelope &envelope);
    void onStateChanged(State state);
    void onRoomAdded(Room *room);
    void onJoined(Room *room, const RoomHistory &history);
    void tellPresence();
    void onTyped(const RoomId &room);
    void requestPage(Room *room, const History &request);
    void requestMembers(Room *room, const ListMembers &request);
    void refreshMembers(const RoomId &room);
    void reportRead();
    void schedule();

    // One overload for each push; a push without one does not compile.
    void apply(const Welcome &welcome);
    void apply(const RoomUpdated &room);
    void apply(const RoomRemoved &room);
    void apply(const UserPresence &presence);
    void apply(const NewMessage &message);
    void apply(const UserTyping &typing);
    void apply(const UserStoppedTyping &stopped);
    void apply(const ReadMarker &marker);
    void apply(const Positions &positions);
    void apply(const GoingAway &goingAway);
    void apply(const RoomPresence &presence);
    void apply(const Kicked &kicked);
    void apply(const RoleChanged &changed);
    void apply(const InvitationReceived &invitation);

    ClientProfile m_profile;
    MemoryKeyring m_ownKeyring; // for who has none
    const Clock &m_clock;
    Random &m_random;
    ReconnectingSocket m_socket;
    RoomStore m_rooms;
    RoomKeeper m_keeper;
    OutboxSender m_sender;
    Memberships m_memberships;
    Account m_account;
    RoomModeration m_moderation;
    TypingSender m_typing;
    TypingExpiry m_typingMarks;
    MemberRefresh m_memberRefresh;
    ReadReports m_readReports;
    Drafts m_drafts;
    ClientStore *m_store = nullptr;
    QString m_storeServer; // the id of the one that m_store is for
    bool m_isRestoring = false;
    /// self() is who the profile says: it need not be said again.
    bool m_isSelfCurrent = false;
    Credentials m_spare; // if the token does not do
    /// The token that made us self() is nobody's any more.
    bool m_isSignedOut = false;
    /// The server may have made the account, and its answer was lost.
    bool m_mayHaveRegistered = false;
    Welcome m_welcome;
    Authenticated m_self;
    SetPresence m_presence;
    bool m_isPresenceChosen = false;
    bool m_wasAnywhere = false; // before the server said in which rooms one is no longer
    bool m_isWelcomed = false; // on the current connection
    QTimer m_timer; // until the next check()
};

} // namespace chat
