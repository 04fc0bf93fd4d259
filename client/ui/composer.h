#pragma once

#include "client/ui/composeredit.h"
#include "client/ui/countdown.h"
#include "client/ui/glyphbutton.h"
#include "common/base/ids.h"

#include <QHash>
#include <QLabel>

namespace chat {

/// Where a line is written: the field, the send button, and a counter near the limit. Keeps what
/// was begun in each room.
class Composer final : public QWidget
{
    Q_OBJECT

public:
    explicit Composer(const Clock &clock, QWidget *parent = nullptr);

    /// Puts the draft of the room before aside, and takes up this room's.
    void setRoom(const RoomId &room, const QString &title);
    /// The room is gone, and what was begun there with it.
    void forget(const RoomId &room) { m_drafts.remove(room); }
    /// What was begun in a room in an earlier run; what is there already stays.
    void offerDraft(const RoomId &room, const QString &text);
    /// So much waits to be sent that nothing more is taken; who wants to send then is asked.
    void setFull(bool isFull);
    /// Without it nothing can be written here; what was begun stays.
    void setMayWrite(bool mayWrite);
    /// What was sent waits for so long, as the server wants it to; then it goes out by itself.
    void showWait(std::chrono::milliseconds wait);
    /// Nothing waits for the server any more.
    void hideWait();

    QString text() const { return m_edit->toPlainText(); }
    void takeFocus() { m_edit->setFocus(); }

Q_SIGNALS:
    /// Not empty, without space around it, within limits::messageLength. The field is empty again.
    void sendWanted(const QString &content);
    /// Something shall be sent that can not be taken, see setFull().
    void spaceWanted();
    /// The person writes, and the field holds something.
    void typed();
    /// What stands in the field of this room now.
    void drafted(const chat::RoomId &room, const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void send();
    QString note() const;
    void refresh();
    void retranslate();

    ComposerEdit *m_edit;
    QLabel *m_counter;
    GlyphButton *m_send;
    RoomId m_room;
    QString m_title;
    QHash<RoomId, QString> m_drafts;
    bool m_isFull = false;
    bool m_mayWrite = true;
    Countdown m_wait;
};

} // namespace chat
