#include "server/door/frontdoor.h"

#include "common/base/literals.h"

#include <algorithm>

namespace chat {

namespace {

// How long the kernel keeps newcomers until there may be room again.
constexpr std::chrono::milliseconds crowdedPause { 50 };
constexpr int endOfHead = 4; // bytes: the empty line

DoorRefusal refusalOf(int status)
{
    constexpr int headTooLarge = 431;
    return status == headTooLarge ? DoorRefusal::HeadTooLarge : DoorRefusal::BadRequest;
}

HttpResponse upgradeRequired(const QByteArray &protocols, const QByteArray &reason)
{
    HttpResponse response = HttpResponse::refusal(426, reason);
    response.fields << HttpResponse::Field { "Upgrade", protocols };
    return response;
}

} // namespace

FrontDoor::FrontDoor(Receiver receiver, QObject *parent)
    : QObject(parent)
    , m_receiver(std::move(receiver))
    , m_deadlines(m_clock)
    , m_counts(m_clock)
    , m_tlsQueue(m_deadlines, [this](TlsQueue::Ticket ticket) { beginTls(ticket); })
    , m_handshaker([this](Arrival &arrival, std::unique_ptr<Transport> transport) {
        m_receiver(std::move(transport), dismiss(&arrival));
    })
    , m_http(m_deadlines)
    , m_acceptor([this](qintptr descriptor) { onAccepted(descriptor); },
                 [this] { return crowdedWait(); })
{
}

FrontDoor::~FrontDoor()
{
    for (const auto &[ticket, visit] : m_visits)
        visit.arrival->disconnect(this);
}

Result<void> FrontDoor::listen(const Config &config, const TlsIdentity &identity)
{
    m_config = config;
    useIdentity(identity);
    m_tlsQueue.setPlaces(config.tlsHandshakes);
    m_strangers.setLimits(config.strangers);
    m_http.setBounds(config.http, config.httpPatience);
    m_acceptor.setPace(config.acceptsPerSecond);
    if (m_acceptor.listen(config.address, config.port))
        return {};
    return Error { .code = ErrorCode::Unavailable,
                   .detail =
                       u"can not listen on %1 port %2 (%3): if another program has this port, stop "
                       "it or choose another one with --port; the address must be one of this "
                       "machine's, see --bind"_s.arg(config.address.toString())
                           .arg(config.port)
                           .arg(m_acceptor.errorString()) };
}

void FrontDoor::close()
{
    m_acceptor.close();
}

/// The one at the door that has been silent for longest; end() when nobody is there.
FrontDoor::Visits::iterator FrontDoor::mostSilent()
{
    return std::ranges::min_element(m_visits, {},
                                    [](const auto &each) { return each.second.heardAt; });
}

/// When there are too many strangers, newcomers wait in the kernel's queue, unless one who is at
/// the door has been silent for long and can go.
std::optional<std::chrono::milliseconds> FrontDoor::crowdedWait()
{
    if (!m_strangers.isFull())
        return std::nullopt;
    const auto silent = mostSilent();
    const bool canGo =
        silent != m_visits.end() && m_clock.now() - silent->second.heardAt >= limits::doorSilence;
    return canGo ? std::nullopt : std::optional(crowdedPause);
}

void FrontDoor::onAccepted(qintptr descriptor)
{
    m_counts.accepted();
    if (m_strangers.isFull())
        turnAway(*mostSilent()->second.arrival, DoorRefusal::Crowded); // see crowdedWait()
    const auto origin = rawsocket::originOf(descriptor);
    Strangers::Place place = origin ? m_strangers.admit(origin->address) : nullptr;
    if (!place) {
        rawsocket::close(descriptor);
        if (origin)
            m_counts.refused(DoorRefusal::AddressFull, *origin);
        return;
    }
    auto arrival = std::make_unique<Arrival>(descriptor, *origin,
                                             m_config.http.headerBytes + endOfHead, m_turnEnd);
    watch(*arrival);
    const auto deadline =
        m_deadlines.scheduleIn(m_config.headerWait, [this, visitor = arrival.get()] {
            turnAway(*visitor, DoorRefusal::TooSlow);
        });
    Arrival *const key = arrival.get();
    m_visits.emplace(key,
                     Visit { .arrival = std::move(arrival),
                             .place = std::move(place),
                             .deadline = deadline,
                             .heardAt = m_clock.now() });
}

void FrontDoor::watch(Arrival &arrival)
{
    connect(&arrival, &Arrival::tlsWanted, this, [this, &arrival] {
        noteHeard(arrival);
        m_tlsQueue.enter(&arrival);
    });
    connect(&arrival, &Arrival::encrypted, this, [this, &arrival] {
        noteHeard(arrival);
        m_counts.encrypted();
        m_tlsQueue.leave(&arrival);
    });
    connect(&arrival, &Arrival::heard, this, [this, &arrival] {
        noteHeard(arrival);
        judge(arrival);
    });
    connect(&arrival, &Arrival::ended, this, [this, &arrival] {
        if (!arrival.isAnswered())
            m_counts.refused(arrival.isInTlsHandshake() ? DoorRefusal::TlsFailed
                                                        : DoorRefusal::Gone,
                             arrival.origin());
        dismiss(&arrival);
    });
}

void FrontDoor::beginTls(TlsQueue::Ticket ticket)
{
    m_visits.at(ticket).arrival->startTls(m_tls);
}

void FrontDoor::noteHeard(const Arrival &arrival)
{
    m_visits.at(&arrival).heardAt = m_clock.now();
}

void FrontDoor::judge(Arrival &arrival)
{
    const QByteArray bytes = arrival.peek();
    HttpParser parser(m_config.http);
    const qsizetype consumed = parser.read(bytes);
    if (parser.refusal())
        refuse(arrival, refusalOf(parser.refusal()), parserRefusal(parser.refusal()));
    else if (parser.request())
        decide(arrival, *parser.request(), consumed < bytes.size() || !parser.isWhole());
}

void FrontDoor::decide(Arrival &arrival, const HttpRequest &request, bool isHasty)
{
    if (!mayBePlain(arrival)) {
        const QByteArray address = arrival.destination().toLatin1();
        refuse(arrival, DoorRefusal::PlainText,
               upgradeRequired("TLS/1.2",
                               "This server speaks TLS with other machines: connect to wss://"
                                   + address + "/ instead."));
    } else if (!request.wantsWebSocket) {
        m_http.serve(arrival, m_visits.at(&arrival).place);
        dismiss(&arrival);
    } else if (!mayComeFrom(request)) {
        refuse(arrival, DoorRefusal::Origin,
               HttpResponse::refusal(403, "Pages of this origin may not connect."));
    } else if (isHasty) {
        refuse(arrival, DoorRefusal::Hasty,
               HttpResponse::refusal(400, "Frames came before the handshake was answered."));
    } else {
        m_handshaker.greet(arrival);
    }
}

bool FrontDoor::mayBePlain(const Arrival &arrival) const
{
    if (arrival.isEncrypted())
        return true;
    switch (m_config.plaintext) {
    case Plaintext::ThisMachine:
        return arrival.origin().address.isLoopback();
    case Plaintext::Everyone:
        return true;
    case Plaintext::Nobody:
        return false;
    }
    Q_UNREACHABLE();
}

/// A page in a browser says where it is from, and the browser would connect in the name of the
/// person who looks at it. A program says nothing.
bool FrontDoor::mayComeFrom(const HttpRequest &request) const
{
    return !request.origin || m_config.origins.contains(QString::fromLatin1(*request.origin));
}

void FrontDoor::refuse(Arrival &arrival, DoorRefusal why, const HttpResponse &response)
{
    m_counts.refused(why, arrival.origin());
    arrival.answer(toBytes(response, HttpEnd::Closes));
}

void FrontDoor::turnAway(Arrival &arrival, DoorRefusal why)
{
    if (!arrival.isAnswered())
        m_counts.refused(why, arrival.origin());
    dismiss(&arrival);
}

// Something of the arrival's may be on the call stack.
Strangers::Place FrontDoor::dismiss(TlsQueue::Ticket ticket)
{
    auto node = m_visits.extract(ticket);
    if (node.empty())
        return nullptr;
    Visit &visit = node.mapped();
    m_deadlines.cancel(visit.deadline);
    m_tlsQueue.leave(ticket);
    visit.arrival->disconnect(this);
    visit.arrival.release()->deleteLater();
    return std::move(visit.place);
}

QList<Measure> FrontDoor::measures() const
{
    return m_counts.measures()
        + QList<Measure> {
              Measure::gauge("strangers"_L1,
                             "Connections of any kind that have not said who they are"_L1,
                             m_strangers.count()),
              Measure::gauge("door_visits"_L1, "Of them, those whose wish is not known yet"_L1,
                             static_cast<qint64>(m_visits.size())),
              Measure::gauge("tls_handshakes"_L1, "TLS handshakes that are at work"_L1,
                             m_tlsQueue.goingOn()),
              Measure::gauge("tls_handshakes_waiting"_L1, "TLS handshakes that wait for them"_L1,
                             m_tlsQueue.waiting()),
              Measure::gauge("http_connections"_L1, "Connections that read pages"_L1,
                             m_http.connectionCount()),
              Measure::counter("http_requests_total"_L1, "Pages that were asked for"_L1,
                               m_http.requestCount()),
          };
}

} // namespace chat
