#include "client/ui/mainmenu.h"

#include "client/ui/languages.h"
#include "common/base/literals.h"

#include <QEvent>

namespace chat {

MainMenu::MainMenu(QWidget *parent)
    : QMenuBar(parent)
    , m_confab(addMenu(QString()))
    , m_room(addMenu(QString()))
    , m_view(addMenu(QString()))
    , m_themes(m_view->addMenu(QString()))
    , m_languages(m_view->addMenu(QString()))
    , m_themeChoices(new QActionGroup(this))
    , m_languageChoices(new QActionGroup(this))
{
    setObjectName(u"mainMenu"_s);
    fillConfab();
    fillRoom();
    fillView();
    retranslate();
}

void MainMenu::fillConfab()
{
    m_changeServer = m_confab->addAction(QString(), this, &MainMenu::changeServerWanted);
    m_confab->addSeparator();
    m_quit = m_confab->addAction(QString(), this, &MainMenu::quitWanted);
    m_quit->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Q));
    m_quit->setMenuRole(QAction::QuitRole);
}

void MainMenu::fillRoom()
{
    m_newRoom = m_room->addAction(QString(), this, &MainMenu::newRoomWanted);
    m_newRoom->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_N));
    m_findRoom = m_room->addAction(QString(), this, &MainMenu::findRoomWanted);
    m_findRoom->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_K));
    m_room->addSeparator();
    m_previousRoom = m_room->addAction(QString(), this, [this] { Q_EMIT roomStepWanted(-1); });
    m_previousRoom->setShortcut(QKeySequence(Qt::ALT | Qt::Key_Up));
    m_nextRoom = m_room->addAction(QString(), this, [this] { Q_EMIT roomStepWanted(1); });
    m_nextRoom->setShortcut(QKeySequence(Qt::ALT | Qt::Key_Down));
    m_room->addSeparator();
    m_leaveRoom = m_room->addAction(QString(), this, &MainMenu::leaveRoomWanted);
}

void MainMenu::fillView()
{
    for (const Theme theme : { Theme::System, Theme::Light, Theme::Dark }) {
        QAction *action =
            m_themes->addAction(QString(), this, [this, theme] { Q_EMIT themeWanted(theme); });
        action->setCheckable(true);
        action->setData(themeName(theme));
        m_themeChoices->addAction(action);
    }
    const QList<Languages::Language> languages = Languages::available();
    for (const Languages::Language &language : languages) {
        QAction *action = m_languages->addAction(
            language.name, this, [this, code = language.code] { Q_EMIT languageWanted(code); });
        action->setObjectName(u"language_"_s + language.code);
        action->setCheckable(true);
        action->setData(language.code);
        m_languageChoices->addAction(action);
    }
}

void MainMenu::setTheme(Theme theme)
{
    const QList<QAction *> choices = m_themeChoices->actions();
    for (QAction *choice : choices)
        choice->setChecked(choice->data().toString() == themeName(theme));
}

void MainMenu::setLanguage(const QString &code)
{
    const QList<QAction *> choices = m_languageChoices->actions();
    for (QAction *choice : choices)
        choice->setChecked(choice->data().toString() == code);
}

void MainMenu::changeEvent(QEvent *event)
{
    QMenuBar::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void MainMenu::retranslate()
{
    m_confab->setTitle(tr("&Confab"));
    m_changeServer->setText(tr("&Change server …"));
    m_quit->setText(tr("&Quit"));
    m_room->setTitle(tr("&Room"));
    m_newRoom->setText(tr("&New room …"));
    m_findRoom->setText(tr("&Find a room"));
    m_previousRoom->setText(tr("Room &above"));
    m_nextRoom->setText(tr("Room &below"));
    m_leaveRoom->setText(tr("&Leave this room"));
    m_view->setTitle(tr("&View"));
    m_themes->setTitle(tr("&Theme"));
    m_languages->setTitle(tr("&Language"));
    const QStringList themes { tr("Like the &system"), tr("&Light"), tr("&Dark") };
    for (qsizetype i = 0; i < themes.size(); ++i)
        m_themeChoices->actions().at(i)->setText(themes.at(i));
}

} // namespace chat
