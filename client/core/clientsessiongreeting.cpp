// How a session begins: with what is kept, and with saying who one is.

#include "client/core/clientsession.h"

#include "common/base/logging.h"

#include <QPointer>

namespace chat {

void ClientSession::useStore(ClientStore &store, const QString &server)
{
    if (m_store || !m_rooms.rooms().isEmpty())
        putAway();
    m_store = &store;
    m_storeServer = server;
    m_isRestoring = true;
    m_sender.useStore(&store);
    m_keeper.useStore(&store);
    store.load([self = QPointer(this), from = &store](const Result<KeptState> &kept) {
        if (self && self->m_store == from)
            self->onRestored(kept);
    });
}

/// What is here belongs to another server; it stays in that one's store.
void ClientSession::putAway()
{
    keepDrafts(true);
    m_store = nullptr;
    m_keeper.useStore(nullptr);
    m_sender.useStore(nullptr);
    m_sender.clear();
    m_drafts = {};
    m_self = {};
    m_isSelfCurrent = false;
    for (const Room *room : m_rooms.rooms())
        m_memberships.forget(room->id());
    m_rooms.apply(RoomList {});
}

void ClientSession::onRestored(const Result<KeptState> &kept)
{
    m_isRestoring = false;
    if (kept) {
        restore(*kept);
    } else {
        // Better to talk without a net than not at all.
        qCCritical(lcClient, "nothing is kept: %s", qPrintable(kept.error().toText()));
        m_store = nullptr;
        m_keeper.useStore(nullptr);
        m_sender.useStore(nullptr);
        Q_EMIT storeFailed(kept.error());
    }
    Q_EMIT restored();
    if (m_isWelcomed && state() == State::Greeting)
        greet();
}

void ClientSession::restore(const KeptState &kept)
{
    if (kept.self) {
        m_self.id = kept.self->id;
        m_self.name = kept.self->name;
        m_self.avatar = kept.self->avatar;
        m_self.role = kept.self->role;
        m_isSelfCurrent = m_self.name == m_profile.name
            && (m_profile.avatar.isEmpty() || m_self.avatar == m_profile.avatar);
        m_memberships.setSelf(m_self.id);
        m_sender.setAuthor(m_self);
    }
    m_rooms.apply(RoomList { kept.list });
    m_drafts.restore(kept.drafts);
    m_sender.restore(kept.outbox);
    for (const KeptRoom &room : kept.rooms) {
        if (m_profile.joinsOwnRooms)
            m_memberships.want(room.id);
        m_rooms.open(room.id, m_self.id).restore(room);
        for (const Message &message : room.newest)
            m_sender.noteStored(message);
    }
}

void ClientSession::setDraft(const RoomId &room, const QString &text)
{
    m_drafts.note(room, text, m_clock.now());
    schedule();
}

void ClientSession::keepDrafts(bool isLast)
{
    for (const RoomId &room : m_drafts.take(m_clock.now(), isLast)) {
        if (m_store)
            m_store->keepDraft(room, m_drafts.text(room));
    }
}

void ClientSession::greet()
{
    if (m_profile.showsTokenFirst && keyring().knows(m_welcome.server.id))
        m_spare = std::exchange(m_profile.credentials, {});
    const QString token = keyring().tokenOr(m_welcome.server.id, newToken(m_random));
    const bool mayResume = m_profile.credentials.isEmpty() && m_isSelfCurrent
        && !m_profile.deviceId.isEmpty() && !positions().isEmpty();
    if (mayResume)
        resumeWith(token);
    else
        greetWith(token);
}

QMap<RoomId, Position> ClientSession::positions() const
{
    // All must fit into a frame of someone who is not known yet; the others are joined as usual.
    constexpr qsizetype keysAndSeq = 60;
    qsizetype left = limits::unauthenticatedFrameBytes - 1024; // for what goes with them
    QMap<RoomId, Position> positions;
    for (const Room *room : m_rooms.rooms()) {
        const RoomCursor &cursor = room->cursor();
        // A text of JSON takes at most six bytes for each unit; an epoch is plain.
        left -= 6 * room->id().text().size() + cursor.epoch().text().size() + keysAndSeq;
        if (left < 0 || positions.size() == limits::roomsJoined)
            break;
        if (!cursor.epoch().isEmpty())
            positions.insert(room->id(), { .epoch = cursor.epoch(), .seq = cursor.have() });
    }
    return positions;
}

void ClientSession::resumeWith(const QString &token)
{
    const Resume request { .token = token, .deviceId = m_profile.deviceId, .rooms = positions() };
    const QPointer<Peer> peer = m_socket.peer();
    peer->request(request, this, [this, peer, token](const Result<Resumed> &answer) {
        if (peer != m_socket.peer())
            return;
        if (answer) {
            onResumed(*answer, token);
            return;
        }
        if (answer.error().isRetryable()) {
            onGreetingRefused(answer.error(), token);
            return;
        }
        m_isSignedOut = true;
        // Nobody has this token any more, or the server is older: say who one is.
        greetWith(token);
    });
}

void ClientSession::onResumed(const Resumed &resumed, const QString &token)
{
    const Person &user = resumed.user;
    becomeSelf({ .id = user.id,
                 .name = user.name,
                 .avatar = user.avatar,
                 .role = user.role,
                 .token = token,
                 .resumed = true,
                 .hasPassword = user.hasPassword });
    m_wasAnywhere = true;
    m_memberships.resume(resumed.rooms);
    m_sender.flush();
    requestList();
    Q_EMIT authenticated();
}

void ClientSession::greetWith(const QString &token)
{
    const Credentials &shown = m_profile.credentials;
    if (shown.kind == Credentials::Kind::NewAccount) {
        // With the token, so that a guest becomes the account.
        introduce(Register { .name = m_profile.name, .password = shown.secret }, token);
        return;
    }
    Authenticate introduction { .name = m_profile.name };
    if (shown.kind == Credentials::Kind::Password)
        introduction.password = shown.secret;
    if (shown.kind == Credentials::Kind::Word)
        introduction.jwt = shown.secret;
    // A token that was ended must not come to life by what proves more than it does.
    introduce(introduction, shown.isEmpty() ? token : QString());
}

template <class Introduction>
void ClientSession::introduce(Introduction introduction, const QString &token)
{
    if (!m_profile.avatar.isEmpty())
        introduction.avatar = m_profile.avatar;
    if (!token.isEmpty())
        introduction.token = token;
    if (!m_profile.deviceId.isEmpty())
        introduction.deviceId = m_profile.deviceId;
    if (!m_profile.deviceName.isEmpty())
        introduction.deviceName = m_profile.deviceName;
    const QPointer<Peer> peer = m_socket.peer();
    const QString server = m_welcome.server.id; // a second welcome may name another
    peer->request(introduction, this,
                  [this, peer, server, token](const Result<Authenticated> &answer) {
                      if (answer && answer->token != token)
                          keyring().keep(server, answer->token);
                      if (peer != m_socket.peer()) {
                          m_mayHaveRegistered = true;
                          return;
                      }
                      if (answer)
                          onAuthenticated(*answer);
                      else
                          onGreetingRefused(answer.error(), token);
                  });
}

void ClientSession::onGreetingRefused(const Error &error, const QString &token)
{
    qCInfo(lcClient, "not let in: %s", qPrintable(error.toText()));
    const bool hadCredentials = !m_profile.credentials.isEmpty();
    if (tryPasswordAfterAll(error, token))
        return;
    if (error.code == ErrorCode::InvalidToken && !token.isEmpty() && !hadCredentials) {
        // An older server takes only tokens of its own making: be a new guest.
        m_isSignedOut = true;
        greetWith({});
        return;
    }
    const bool isBroken = m_socket.peer()->transport().state() != Transport::State::Open;
    if (error.isRetryable() && (!hadCredentials || isBroken)) {
        m_mayHaveRegistered = hadCredentials;
        m_socket.expectReturn(error.retryAfter.value_or(std::chrono::milliseconds { 0 }));
        m_socket.drop();
        return;
    }
    if (!trySpare(error))
        refuse(error);
}

bool ClientSession::trySpare(const Error &error)
{
    const bool wasTokenWrong = error.code == ErrorCode::AuthenticationRequired
        || error.code == ErrorCode::Conflict || error.code == ErrorCode::InvalidToken;
    if (m_spare.isEmpty() || !wasTokenWrong)
        return false;
    m_profile.credentials = std::exchange(m_spare, {});
    m_profile.showsTokenFirst = false;
    greetWith({});
    return true;
}

/// The account that is already there may be the one that was asked for.
bool ClientSession::tryPasswordAfterAll(const Error &error, const QString &token)
{
    Credentials &shown = m_profile.credentials;
    const bool isOurs = shown.kind == Credentials::Kind::NewAccount
        && error.code == ErrorCode::Conflict && std::exchange(m_mayHaveRegistered, false);
    if (!isOurs)
        return false;
    shown.kind = Credentials::Kind::Password;
    greetWith(token);
    return true;
}

void ClientSession::refuse(Error error)
{
    // Who was signed out finds the name taken: by themselves.
    if (m_isSignedOut && error.code == ErrorCode::Conflict && m_profile.credentials.isEmpty()
        && hasPassword() && m_self.name == m_profile.name)
        error = { .code = ErrorCode::InvalidToken };
    m_profile.credentials = {};
    m_spare = {};
    stop();
    Q_EMIT authenticationRefused(error);
}

void ClientSession::onAuthenticated(const Authenticated &self)
{
    m_profile.name = self.name; // whose password it was says how they are called
    becomeSelf(self);
    requestList();
    Q_EMIT authenticated();
}

void ClientSession::becomeSelf(const Authenticated &self)
{
    if (self.id != m_self.id) {
        // Another person by the server's reckoning: what the rooms hold belongs to the former one.
        for (const Room *room : m_rooms.rooms())
            m_rooms.close(room->id());
    }
    m_self = self;
    m_profile.credentials = {};
    m_spare = {};
    m_isSignedOut = false;
    m_isSelfCurrent = true;
    m_sender.setAuthor(self);
    m_memberships.setSelf(self.id);
    if (m_store)
        m_store->keepSelf(
            { .id = self.id, .name = self.name, .avatar = self.avatar, .role = self.role });
    m_socket.greeted();
    if (m_isPresenceChosen)
        tellPresence();
}
} // namespace chat
