#pragma once

#include "client/ui/glyphbutton.h"
#include "client/ui/peerlabel.h"
#include "common/protocol/values.h"

namespace chat {

class Room;

/// The head of a room's page: title, topic, how many are online, and the switch for the list of
/// members.
class RoomHeader final : public QWidget
{
    Q_OBJECT

public:
    explicit RoomHeader(QWidget *parent = nullptr);

    void show(const Room &room);
    void setMembersShown(bool isShown);

Q_SIGNALS:
    void membersToggled(bool isShown);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    QString people() const;
    QString completeness() const;

    PeerLabel *m_title;
    PeerLabel *m_second;
    GlyphButton *m_members;
    QString m_topic;
    Retention m_retention;
    bool m_showsReceipts = false;
    bool m_isLive = false;
    bool m_isCatchingUp = false;
    int m_missing = 0; // lines in holes
    int m_onlineCount = 0;
    int m_memberCount = 0; // of a large room
};

} // namespace chat
