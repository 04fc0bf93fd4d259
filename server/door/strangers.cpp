#include "server/door/strangers.h"

#include <utility>

namespace chat {

namespace {

/// What counts as one address. A whole network of IPv6 is usually one customer's.
QHostAddress counted(const QHostAddress &address)
{
    if (address.protocol() != QAbstractSocket::IPv6Protocol)
        return address;
    constexpr int networkBytes = 8;
    Q_IPV6ADDR bytes = address.toIPv6Address();
    for (int at = networkBytes; at < int(sizeof bytes.c); ++at)
        bytes[at] = 0;
    return QHostAddress(bytes);
}

} // namespace

struct Strangers::Stranger
{
    Stranger(std::shared_ptr<Counts> all, QHostAddress from)
        : counts(std::move(all))
        , address(std::move(from))
    {
        ++counts->total;
        ++counts->byAddress[address];
    }
    ~Stranger()
    {
        --counts->total;
        const auto count = counts->byAddress.find(address);
        if (--*count == 0)
            counts->byAddress.erase(count);
    }
    Q_DISABLE_COPY_MOVE(Stranger)

    std::shared_ptr<Counts> counts;
    QHostAddress address;
};

Strangers::Place Strangers::admit(const QHostAddress &address)
{
    const QHostAddress key = counted(address);
    if (!address.isLoopback() && m_counts->byAddress.value(key) >= m_limits.perAddress)
        return nullptr;
    return std::make_shared<Stranger>(m_counts, key);
}

} // namespace chat
