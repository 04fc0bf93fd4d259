#include "server/door/strangers.h"

#include "server/core/address.h"

#include <utility>

namespace chat {

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
    const QHostAddress key = ownersAddress(address);
    if (!address.isLoopback() && m_counts->byAddress.value(key) >= m_limits.perAddress)
        return nullptr;
    return std::make_shared<Stranger>(m_counts, key);
}

} // namespace chat
