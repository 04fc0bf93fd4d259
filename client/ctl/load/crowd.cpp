#include "client/ctl/load/crowd.h"

namespace chat {

namespace {

constexpr size_t scratchBytes = 256 * 1024;
constexpr quint32 lastSource = 0x7f0000fa; // 127.0.0.250

/// The address of this machine after `former` that has ports left; nothing when there is none.
std::optional<QHostAddress> sourceAfter(const WirePath &former)
{
    // All of 127/8 is this machine, without any configuration: on Linux.
    const bool isLoopback =
        former.target.isLoopback() && former.target.protocol() == QAbstractSocket::IPv4Protocol;
    const quint32 last =
        former.source.isNull() ? former.target.toIPv4Address() : former.source.toIPv4Address();
    if (!isLoopback || last >= lastSource)
        return std::nullopt;
    return QHostAddress(last + 1);
}

} // namespace

Crowd::Crowd(const LoadPlan &plan, const WirePath &target, const LoadScript &script,
             LoadClient::Ears &ears)
    : m_plan(plan)
    , m_path(target)
    , m_readiness(*this)
    , m_around { script, m_readiness, *this, ears }
    , m_scratch(scratchBytes)
{
    const auto rooms = plan.roomsOfConnections();
    m_clients.reserve(rooms.size());
    for (size_t number = 0; number < rooms.size(); ++number)
        m_clients.emplace_back(static_cast<int>(number), rooms[number], m_around);
}

Crowd::~Crowd()
{
    breakOff();
}

void Crowd::open()
{
    m_next = 0;
    openMore();
}

void Crowd::breakOff()
{
    for (LoadClient &client : m_clients)
        client.breakOff();
    m_next = m_clients.size();
    m_coming = 0;
    m_in = 0;
}

void Crowd::openMore()
{
    if (m_isOpening) // one of those that are just being opened has failed
        return;
    m_isOpening = true;
    while (m_next < m_clients.size() && m_coming < m_plan.connecting)
        open(m_clients[m_next++]);
    m_isOpening = false;
    if (m_coming == 0 && m_next == m_clients.size())
        Q_EMIT settled();
}

void Crowd::open(LoadClient &client)
{
    ++m_coming;
    Wire::Opening opening = client.open(m_path);
    while (opening == Wire::Opening::NoPorts) {
        const auto source = sourceAfter(m_path);
        if (!source)
            break;
        m_path.source = *source;
        opening = client.open(m_path);
    }
    if (opening == Wire::Opening::Begun)
        return;
    onOut(client, false,
          opening == Wire::Opening::NoPorts ? u"no ports left"_s : u"not connected"_s);
}

void Crowd::onReady(quint32 number)
{
    m_clients[number].onReady(m_scratch);
}

void Crowd::onIn(LoadClient &)
{
    ++m_in;
    arrived();
}

void Crowd::onOut(LoadClient &, bool wasIn, const QString &why)
{
    ++m_outs[why];
    if (wasIn)
        --m_in;
    else
        arrived();
}

void Crowd::arrived()
{
    --m_coming;
    openMore();
}

} // namespace chat
