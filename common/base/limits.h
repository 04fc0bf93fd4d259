#pragma once

#include <chrono>

#include <QtGlobal>

/// Every number that bounds something, with its unit and its reason. Text lengths are in UTF-16
/// code units, the unit of QString and of a browser's String.length, so that both ends count alike.
namespace chat::limits {

using namespace std::chrono_literals;

// Text, in UTF-16 units.
inline constexpr int messageLength = 5000; // the longest line a person pastes; more is a file
inline constexpr int roomIdLength = 50;
inline constexpr int userNameLength = 48; // two per line of a member list
inline constexpr int avatarLength = 256; // a colour or an address, never image data
inline constexpr int titleLength = 80; // one line of the room list, twice
inline constexpr int topicLength = 256; // a line or two under the title
inline constexpr int statusLength = 128; // one line of a member list
inline constexpr int reasonLength = 200; // why somebody was removed: a sentence
inline constexpr int idLength = 64; // tags, tokens, devices: a UUID or 32 bytes in hexadecimal
inline constexpr int deviceNameLength = 80; // "Confab 1.0 on Debian GNU/Linux 12 (kitchen)"
inline constexpr int credentialLength = 4096; // somebody else's word for who one is, a JWT
inline constexpr int passwordLeast = 12; // OWASP; an operator may ask for more
inline constexpr int passwordMost = 128; // longer ones only keep the hash busy
inline constexpr int detailLength = 500; // an error's explanation

inline constexpr int tokenBytes = 32; // not to be guessed; idLength in hexadecimal

// Frames, in bytes.
inline constexpr int frameBytes = 1'000'000; // once authenticated; the next byte closes with 1009
inline constexpr int unauthenticatedFrameBytes = 16 * 1024; // nothing said before needs more
inline constexpr int frameHeadBytes = 14; // before a frame's payload, RFC 6455 section 5.2
inline constexpr int headerBytes = 8 * 1024; // HTTP request head; browsers send under 2 KiB
inline constexpr int headerFields = 32; // of a request; browsers send about 15
inline constexpr int httpBodyBytes = 64 * 1024; // of a request; no page wants any
inline constexpr int httpBacklogBytes = 64 * 1024; // of answers; over it no more is read
inline constexpr int jsonDepth = 16; // our events nest 4 deep; Qt would follow 1024
inline constexpr int jsonElements = 4096; // of a request; one for 100 rooms has about 500
inline constexpr int answerElements = 250'000; // a list of roomsPerList has 140,000
inline constexpr int jsonKeyBytes = 6 * idLength; // a key may be an id, and all of it escaped
inline constexpr qint64 outboundBytes = 1024 * 1024; // per connection; over it the reader is slow
inline constexpr int beaconBytes = 512; // one unfragmented datagram on any network

// Lists, in rows.
inline constexpr int historyOnJoin = 50; // a screenful, and a little to scroll
inline constexpr int historyPage = 100; // two screenfuls; fast to draw, few requests
inline constexpr int heldBack = 256; // per room, lines behind a gap; more are fetched again
inline constexpr int historyPageBytes = 192 * 1024; // some at once fit the outbound budget
inline constexpr int membersBytes = 256 * 1024; // of one answer; at most
inline constexpr int resumeBytes = 512 * 1024; // missed messages, all rooms of a resume together
inline constexpr int membersPerRoom = 10'000; // everyone of the largest server we measure
inline constexpr int largeRoom = 200; // members; of more, who comes and goes is counted, not named
inline constexpr int membersListed = 1000; // at once; no room that names everyone may be larger
inline constexpr int membersPage = 100; // a few screenfuls of names
inline constexpr int mostRetained = 1'000'000; // messages or days; more is all
inline constexpr int ephemeralMessages = 100; // of a room that keeps none, while anyone is there
inline constexpr int missedOnResume = 300; // per room; of more, historyOnJoin and a hole
inline constexpr int roomsPerList = 10'000; // that a client takes; more is for a search, not a list
inline constexpr int rooms = 1000; // so that a list fits the budget; an operator may allow more
inline constexpr int roomsJoined = 100; // per person; all of them are resumed in one request
// Joins that a client has asked for and that are not answered. An answer then finds at most one
// other that waits to be read, and one frame is within outboundBytes. With 4, 50 lines of 5000
// units that are 3 bytes each closed the connection as slow.
inline constexpr int joinsInFlight = 2;
inline constexpr int outboxEntries = 500; // unsent lines; whoever has more has lost the overview
inline constexpr int serversNearby = 64; // in a join dialog; a flood of beacons stays short

// Moderation, in rows.
inline constexpr int rolesListed = 500; // of a room: its owners, moderators, muted and banned
inline constexpr int invitationsListed = 100; // of a room, or to a person
inline constexpr int bansListed = 500; // what a person can look through
inline constexpr int auditPage = 100; // a few screenfuls
inline constexpr int auditEntries = 100'000; // kept; 20 MB
inline constexpr auto invitationLife = std::chrono::hours(7 * 24);
inline constexpr auto followEvery = 500ms; // what an operator does elsewhere holds within 1 s
inline constexpr int slowestMode = 6 * 3600; // seconds between two lines of a person

// Connections.
inline constexpr int listenBacklog = 4096; // the kernel's own default cap (net.core.somaxconn)
inline constexpr int filesKept = 64; // for the database and the like; a server opens about 20
inline constexpr double acceptsPerSecond = 1000; // 10,000 are back within 10 s of a restart
inline constexpr int tlsHandshakes = 64; // at once: 30 ms of work for the one at the end
inline constexpr auto handshakeTurn = 100ms; // a client that takes longer does not keep others out
inline constexpr int unauthenticatedConnections = 500; // a crowd that returns passes in turns
inline constexpr int strangersPerAddress = 32; // unauthenticated; an office behind one address
inline constexpr auto doorSilence =
    500ms; // who says nothing for so long makes room when it is full
inline constexpr int httpRequests = 100; // of one connection, which then comes anew
inline constexpr auto httpRequestWait = 10s; // for a whole request
inline constexpr auto httpIdleWait = 15s; // between two; a monitor asks more often, or anew
inline constexpr int originsAllowed = 64; // pages of other servers that may connect
inline constexpr int connectionsPerUser = 8; // a desk, a laptop, some scripts
inline constexpr int connectionsPerAddress = 1000; // a campus behind one address
inline constexpr int strikes = 3; // malformed frames in a row before the connection is closed
inline constexpr auto headerWait = 5s; // a slow link sends 8 KiB in 1 s
inline constexpr auto authenticateWait = 10s; // a slow link and a password hash, many times over
inline constexpr auto pingEvery = 25s; // under the 30 s at which home routers forget a connection
inline constexpr auto pongWait = 10s; // a slow link's worst, and then it is dead
inline constexpr auto silence = 35s; // the client's patience: one ping and one answer
inline constexpr auto requestWait = 15s; // longer than storeWait; then it is as good as dead
inline constexpr auto storeWait = 10s; // for the disk; less than the asker's patience
inline constexpr auto retryWait = 2s; // after a refusal that says "later" without saying when
inline constexpr auto connectWait = 10s; // name, TCP and TLS on a bad line
inline constexpr auto closeWait = 2s; // a closing handshake that takes longer is not coming
inline constexpr auto stableAfter = 10s; // a connection this old is a good one
inline constexpr int loudAttempts = 10; // reconnecting this often in vain is worth telling
inline constexpr auto drainWait = 4s; // of the 5 s that a service manager's user will wait

// Accounts.
inline constexpr int sessionsPerUser = 50; // devices that know a person; of more, the oldest goes
inline constexpr auto sessionIdle = std::chrono::hours(30 * 24); // not used so long, it is over
inline constexpr auto sessionLife = std::chrono::hours(90 * 24); // so old, it is over
inline constexpr auto sessionUseEvery = std::chrono::hours(1); // how exactly its use is known
inline constexpr int passwordThreads = 2; // a hash takes 20 MB and tens of milliseconds
inline constexpr int passwordQueue = 64; // over it: come later, for the memory is bounded too
inline constexpr double attemptsBurst = 5; // of passwords, from one address
inline constexpr double attemptsPerSecond = 5 / 60.0;
inline constexpr auto attemptPause = 1s; // after a wrong password; twice as long after each more:
inline constexpr auto attemptPauseMost = 15min; // 10 for a person within it
inline constexpr double registrationsBurst = 5; // from one address
inline constexpr double registrationsPerSecond = 5 / 3600.0; // 5 an hour: a family, no machine
inline constexpr double allRegistrationsBurst = 30; // a class that signs up together
inline constexpr double allRegistrationsPerSecond = 30 / 600.0;
inline constexpr int remembered = 10'000; // addresses and names that are watched for floods

// Presence and typing.
inline constexpr auto offlineGrace = 10s; // a reconnect within it is no leave and join
inline constexpr auto presencePace = 2s; // a large room hears of its counts so often at most
inline constexpr auto membersRefresh = 5s; // a client looks again at those in sight, at most
inline constexpr auto typingExpiry = 3s; // one lost repetition of typingEvery
inline constexpr auto typingEvery = 2s; // how often a client repeats that someone is typing
inline constexpr auto typingForgotten = 6s; // by a client that never heard the end of it
inline constexpr auto draftWait = 500ms; // from the first key on until it is on the disk
inline constexpr auto gapWait = 300ms; // a line that overtook another one waits this long for it
inline constexpr auto markReadEvery = 500ms; // scrolling reads many lines; only the last one counts
// Between two readers of whom a room is told: at most 20 frames a second and member.
inline constexpr auto receiptPace = 50ms;

// Storage.
inline constexpr auto tagMemory = std::chrono::hours(7 * 24); // a repeated send is known so long
inline constexpr auto purgeEvery = std::chrono::minutes(1); // days are kept to the minute

// Rates, per second.
inline constexpr double sendsPerSecond = 5; // per person
inline constexpr double sendsBurst = 20; // a paste in pieces, or what waited while offline
inline constexpr double requestsPerSecond = 50; // per connection, all requests together
inline constexpr double requestsBurst = 200; // joining 100 rooms at once after a reconnect
inline constexpr double addressRequestsPerSecond = 1000; // per address: 20 busy connections
inline constexpr double addressRequestsBurst = 20'000; // an office of 100 comes back
inline constexpr double refusalsPerSecond = 5; // per connection, of requests over a rate; who goes
inline constexpr double refusalsBurst = 100; // on asking does not look at what it is told
// Bytes of frames that are no messages, per connection: 170 pings a second, and 2,700 at once.
inline constexpr double controlBytesPerSecond = 1024;
inline constexpr double controlBytesBurst = 16 * 1024;

// Frames, of all connections together: comings and goings as seen in lists of rooms. Each costs
// some 3 microseconds, so this is 6 % of a core; more people and rooms are told less often.
inline constexpr double listFramesPerSecond = 20'000;

// Discovery.
inline constexpr quint16 defaultPort = 3001; // free of well-known services
inline constexpr quint16 beaconPort = 3001; // UDP
inline constexpr auto beaconEvery = 2s; // a newcomer sees a server before looking away
inline constexpr auto beaconExpiry = 7s; // three lost datagrams

} // namespace chat::limits
