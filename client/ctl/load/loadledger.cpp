#include "client/ctl/load/loadledger.h"

namespace chat {

void LoadLedger::say(Message message)
{
    message.missing = message.members;
    message.firstBit = static_cast<qint64>(m_heard.size());
    m_heard.resize(m_heard.size() + static_cast<size_t>(message.members));
    m_outstanding += message.members;
    m_messages.push_back(message);
}

LoadLedger::Arrival LoadLedger::hear(qint64 message, qint64 member)
{
    if (!knows(message) || member < 0 || member >= at(message).members) {
        ++m_unknown;
        return Arrival::Unknown;
    }
    Message &said = m_messages[static_cast<size_t>(message)];
    std::vector<bool>::reference bit = m_heard[static_cast<size_t>(said.firstBit + member)];
    if (bit) {
        ++m_repeated;
        return Arrival::Repeated;
    }
    bit = true;
    --said.missing;
    ++m_delivered;
    if (!said.isRefused)
        --m_outstanding;
    return Arrival::First;
}

void LoadLedger::accept(qint64 message)
{
    if (!knows(message) || m_messages[static_cast<size_t>(message)].isAccepted)
        return;
    m_messages[static_cast<size_t>(message)].isAccepted = true;
    ++m_accepted;
}

void LoadLedger::refuse(qint64 message)
{
    if (!knows(message) || m_messages[static_cast<size_t>(message)].isRefused)
        return;
    Message &said = m_messages[static_cast<size_t>(message)];
    said.isRefused = true;
    ++m_refused;
    m_outstanding -= said.missing;
}

} // namespace chat
