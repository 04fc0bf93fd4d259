#include "server/door/frontdoor.h"

#include "common/base/literals.h"
#include "common/base/logging.h"
#include "server/door/requesthead.h"

namespace chat {

FrontDoor::FrontDoor(Receiver receiver, QObject *parent)
    : QObject(parent)
    , m_receiver(std::move(receiver))
    , m_deadlines(m_clock)
    , m_tlsQueue(m_deadlines, [this](TlsQueue::Ticket ticket) { beginTls(ticket); })
    , m_handshaker([this](Arrival &arrival, std::unique_ptr<Transport> transport) {
        dismiss(&arrival);
        m_receiver(std::move(transport));
    })
    , m_acceptor([this](qintptr descriptor) { onAccepted(descriptor); })
{
}

FrontDoor::~FrontDoor()
{
    for (const auto &[ticket, visit] : m_visits)
        visit.arrival->disconnect();
}

Result<void> FrontDoor::listen(const Config &config, const TlsIdentity &identity)
{
    m_config = config;
    useIdentity(identity);
    m_tlsQueue.setPlaces(config.tlsHandshakes);
    m_acceptor.setPace(config.acceptsPerSecond);
    if (m_acceptor.listen(config.address, config.port))
        return {};
    return Error { .code = ErrorCode::Unavailable,
                   .detail =
                       u"can not listen on %1 port %2 (%3): stop the other program, or choose "
                       "another port with --port"_s.arg(config.address.toString())
                           .arg(config.port)
                           .arg(m_acceptor.errorString()) };
}

void FrontDoor::close()
{
    m_acceptor.close();
}

void FrontDoor::onAccepted(qintptr descriptor)
{
    const auto origin = rawsocket::originOf(descriptor);
    if (!origin) {
        rawsocket::close(descriptor);
        return;
    }
    auto owned = std::make_unique<Arrival>(descriptor, *origin);
    Arrival *const arrival = owned.get();
    connect(arrival, &Arrival::tlsWanted, this, [this, arrival] { m_tlsQueue.enter(arrival); });
    connect(arrival, &Arrival::encrypted, this, [this, arrival] { m_tlsQueue.leave(arrival); });
    connect(arrival, &Arrival::heard, this, [this, arrival] { judge(*arrival); });
    connect(arrival, &Arrival::ended, this, [this, arrival](const QString &why) {
        qCDebug(lcDoor, "%ls ended at the door: %ls", qUtf16Printable(arrival->origin().toText()),
                qUtf16Printable(why));
        dismiss(arrival);
    });
    const auto deadline =
        m_deadlines.scheduleIn(m_config.headerWait, [this, arrival] { dismiss(arrival); });
    m_visits.emplace(arrival, Visit { .arrival = std::move(owned), .deadline = deadline });
}

void FrontDoor::beginTls(TlsQueue::Ticket ticket)
{
    m_visits.at(ticket).arrival->startTls(m_tls);
}

void FrontDoor::judge(Arrival &arrival)
{
    switch (judgeHead(arrival.peek())) {
    case HeadState::Incomplete:
        return;
    case HeadState::TooLarge:
        refuse(arrival, "431 Request Header Fields Too Large", u"The request head is too large."_s);
        return;
    case HeadState::Other:
        refuse(arrival, "426 Upgrade Required", u"This is a Confab server; it speaks WebSocket."_s);
        return;
    case HeadState::Hasty:
        refuse(arrival, "400 Bad Request", u"Frames came before the handshake was answered."_s);
        return;
    case HeadState::Upgrade:
        break;
    }
    if (mayBePlain(arrival))
        m_handshaker.greet(arrival);
    else
        refuse(arrival, "426 Upgrade Required",
               u"This server speaks TLS with other machines: connect to wss://%1/ instead."_s.arg(
                   arrival.destination()));
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

void FrontDoor::refuse(Arrival &arrival, const QByteArray &status, const QString &reason)
{
    qCWarning(lcDoor, "%ls refused: %s", qUtf16Printable(arrival.origin().toText()),
              status.constData());
    arrival.answer(refusalResponse(status, reason.toUtf8()));
}

// Something of the arrival's may be on the call stack.
void FrontDoor::dismiss(TlsQueue::Ticket ticket)
{
    auto visit = m_visits.extract(ticket);
    if (visit.empty())
        return;
    m_deadlines.cancel(visit.mapped().deadline);
    m_tlsQueue.leave(ticket);
    Arrival *const arrival = visit.mapped().arrival.release();
    arrival->disconnect(this);
    arrival->deleteLater();
}

} // namespace chat
