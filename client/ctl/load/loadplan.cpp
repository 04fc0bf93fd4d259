#include "client/ctl/load/loadplan.h"

namespace chat {

std::vector<std::vector<int>> LoadPlan::roomsOfConnections() const
{
    std::vector<std::vector<int>> all(static_cast<size_t>(connections));
    for (int room = 0; room < rooms; ++room) {
        for (int member = 0; member < membersPerRoom; ++member)
            all[static_cast<size_t>(connectionOf(room, member))].push_back(room);
    }
    return all;
}

} // namespace chat
