#include "client/ui/roletext.h"

namespace chat {

QString RoleText::of(RoomRole role)
{
    switch (role) {
    case RoomRole::Banned:
        return tr("banned");
    case RoomRole::Muted:
        return tr("muted");
    case RoomRole::Member:
        return {};
    case RoomRole::Moderator:
        return tr("moderator");
    case RoomRole::Owner:
        return tr("owner");
    }
    Q_UNREACHABLE();
}

} // namespace chat
