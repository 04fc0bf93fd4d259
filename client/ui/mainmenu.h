#pragma once

#include "client/ui/theme.h"

#include <QActionGroup>
#include <QMenuBar>

namespace chat {

/// Everything that can be done, by name and by key.
class MainMenu final : public QMenuBar
{
    Q_OBJECT

public:
    explicit MainMenu(QWidget *parent = nullptr);

    void setTheme(Theme theme);
    void setLanguage(const QString &code);
    /// Whether there is a room to leave.
    void setHasRoom(bool hasRoom) { m_leaveRoom->setEnabled(hasRoom); }

Q_SIGNALS:
    void newRoomWanted();
    void leaveRoomWanted();
    void changeServerWanted();
    void quitWanted();
    void findRoomWanted();
    void roomStepWanted(int step); // -1: the one above
    void themeWanted(chat::Theme theme);
    void languageWanted(const QString &code);

protected:
    void changeEvent(QEvent *event) override;

private:
    void fillConfab();
    void fillRoom();
    void fillView();
    void retranslate();

    QMenu *m_confab;
    QMenu *m_room;
    QMenu *m_view;
    QMenu *m_themes;
    QMenu *m_languages;
    QAction *m_changeServer;
    QAction *m_quit;
    QAction *m_newRoom;
    QAction *m_findRoom;
    QAction *m_previousRoom;
    QAction *m_nextRoom;
    QAction *m_leaveRoom;
    QActionGroup *m_themeChoices;
    QActionGroup *m_languageChoices;
};

} // namespace chat
