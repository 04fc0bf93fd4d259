#include "server/core/router.h"

#include "server/core/accountservice.h"
#include "server/core/entryservice.h"
#include "server/core/memberservice.h"
#include "server/core/messageservice.h"
#include "server/core/moderationservice.h"
#include "server/core/orderservice.h"
#include "server/core/presenceservice.h"
#include "server/core/receiptservice.h"
#include "server/core/roomlistservice.h"
#include "server/core/roomservice.h"
#include "server/core/typingservice.h"

namespace chat {

const Routes &routes()
{
    using S = Services;
    using R = Request;
    using enum Access;
    using enum Budget;

    // clang-format off: one row a request, in the order of Requests.
    static constexpr Routes table {
        { Anyone, Connection, 5,
          [](S &s, const R &r, const Authenticate &e) { s.entry.authenticate(r, e); } },
        { Anyone, Connection, 5, [](S &s, const R &r, const Resume &e) { s.entry.resume(r, e); } },
        { Anyone, Connection, 10,
          [](S &s, const R &r, const Register &e) { s.entry.enroll(r, e); } },
        { Authenticated, Connection, 20,
          [](S &s, const R &r, const SetPassword &e) { s.accounts.setPassword(r, e); } },
        { Authenticated, Connection, 5,
          [](S &s, const R &r, const ListSessions &e) { s.accounts.listSessions(r, e); } },
        { Authenticated, Connection, 5,
          [](S &s, const R &r, const RevokeSession &e) { s.accounts.revokeSession(r, e); } },
        { Authenticated, Connection, 5,
          [](S &s, const R &r, const ListRooms &e) { s.roomList.list(r, e); } },
        { Authenticated, Connection, RoomService::creationCost,
          [](S &s, const R &r, const CreateRoom &e) { s.rooms.create(r, e); } },
        { Authenticated, Connection, RoomService::joinCost,
          [](S &s, const R &r, const JoinRoom &e) { s.rooms.join(r, e); } },
        { Member, Connection, 2,
          [](S &s, const R &r, const LeaveRoom &e) { s.rooms.leave(r, e); } },
        { Writer, Person, 1,
          [](S &s, const R &r, const SendMessage &e) { s.messages.send(r, e); } },
        { Writer, Connection, 1, [](S &s, const R &r, const Typing &e) { s.typing.typed(r, e); } },
        { Authenticated, Connection, 2,
          [](S &s, const R &r, const SetPresence &e) { s.presence.setPresence(r, e); } },
        { Member, Connection, 5,
          [](S &s, const R &r, const History &e) { s.messages.history(r, e); } },
        { Member, Connection, 1,
          [](S &s, const R &r, const MarkRead &e) { s.receipts.markRead(r, e); } },
        { Member, Connection, 2,
          [](S &s, const R &r, const ListMembers &e) { s.members.list(r, e); } },
        { Moderator, Connection, 5,
          [](S &s, const R &r, const KickMember &e) { s.moderation.kick(r, e); } },
        { Moderator, Connection, 5,
          [](S &s, const R &r, const SetRole &e) { s.moderation.setRole(r, e); } },
        { Moderator, Connection, 5,
          [](S &s, const R &r, const SetSlowMode &e) { s.moderation.setSlowMode(r, e); } },
        { Moderator, Connection, 10,
          [](S &s, const R &r, const Invite &e) { s.order.invite(r, e); } },
        { Moderator, Connection, 5,
          [](S &s, const R &r, const WithdrawInvitation &e) { s.order.withdraw(r, e); } },
        { Authenticated, Connection, 5,
          [](S &s, const R &r, const ListInvitations &e) { s.order.listInvitations(r, e); } },
        { Staff, Connection, 5, [](S &s, const R &r, const BanUser &e) { s.order.ban(r, e); } },
        { Staff, Connection, 5, [](S &s, const R &r, const LiftBan &e) { s.order.liftBan(r, e); } },
        { Staff, Connection, 5,
          [](S &s, const R &r, const ListBans &e) { s.order.listBans(r, e); } },
        { Owner, Connection, 10,
          [](S &s, const R &r, const ListAudit &e) { s.order.listAudit(r, e); } },
    };
    // clang-format on
    return table;
}

} // namespace chat
