#pragma once

#include "client/core/clientsession.h"

class QWidget;

namespace chat {

/// Tells of rooms that are closed to one, and what one has written there and nobody has got: there
/// is no room any more that could show it.
class RefusedRooms final : public QObject
{
    Q_OBJECT

public:
    /// Tells over `window`, which owns it. `session` must outlive it.
    RefusedRooms(ClientSession &session, QWidget *window);

private:
    void onRefused(const RoomId &room, ErrorCode why);
    void onLeft(const RoomId &room);
    void tellOfLinesWithoutRoom();
    QStringList unsentTo(const RoomId &room) const;
    void tell(const RoomId &room, ErrorCode why);

    ClientSession &m_session;
    QWidget *m_window;
};

} // namespace chat
