#pragma once

#include "client/ui/glyphbutton.h"
#include "client/ui/peerlabel.h"
#include "client/ui/roomdelegate.h"
#include "client/ui/roomorder.h"
#include "client/ui/sidelist.h"

#include <QLineEdit>

namespace chat {

class RoomListModel;

/// The rooms of a server: its name, a filter, the list, and a button for a new one.
class RoomsPane final : public QWidget
{
    Q_OBJECT

public:
    RoomsPane(RoomListModel &rooms, const Clock &clock, QWidget *parent = nullptr);

    void setServerName(const QString &name);
    /// Marks the row of this room, when it is listed; an empty id marks none.
    void setCurrent(const RoomId &id);
    /// The room `step` rows below the current one, or above when negative; empty at the ends.
    RoomId neighbour(int step) const;
    void focusFilter();
    void clearFilter() { m_filter->clear(); }

Q_SIGNALS:
    void roomChosen(const chat::RoomId &id);
    void newRoomWanted();

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void chooseFirst();
    void markCurrent();
    void retranslate();

    RoomOrder m_order;
    RoomDelegate m_delegate;
    RoomId m_current;
    PeerLabel *m_server;
    GlyphButton *m_newRoom;
    QLineEdit *m_filter;
    SideList *m_list;
};

} // namespace chat
