#include "tests/client/openwindow.h"

#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>

using namespace chat;

/// What those who keep order do in the window, and what the others see of it.
class TestModerating : public OpenWindow
{
    Q_OBJECT

private Q_SLOTS:
    void aMemberIsOfferedNothing();
    void aModeratorMutesForATimeAndSaysWhy();
    void aRemovalAsksForNoTime();
    void nobodyActsUponTheirEquals();
    void aRefusalIsTold();
    void whoIsMutedMayOnlyRead();
    void whoWasRemovedIsToldWhy();
    void rolesAreShownInTheList();

private:
    void joinAs(std::optional<RoomRole> role)
    {
        const auto asked = m_server->expect<JoinRoom>();
        RoomHistory history = historyOf(tea, {});
        history.role = role;
        m_server->answer(asked, history);
    }
    /// The menu about bob, who is this; null when there is none.
    QMenu *menuAbout(std::optional<RoomRole> role = {})
    {
        Member bob = memberOf(u"bob"_s);
        bob.role = role;
        Q_EMIT find<MembersPane>(u"membersPane"_s)->menuWanted(bob, {});
        return find<QMenu>(u"memberMenu"_s);
    }
    void choose(const QString &action)
    {
        QMenu *const menu = menuAbout();
        QVERIFY(menu);
        menu->findChild<QAction *>(action)->trigger();
        QVERIFY(find<QDialog>(u"moderationDialog"_s));
    }
    void press() { find<QPushButton>(u"moderate"_s)->click(); }
};

void TestModerating::aMemberIsOfferedNothing()
{
    joinAs({});
    QVERIFY(!menuAbout());
}

void TestModerating::aModeratorMutesForATimeAndSaysWhy()
{
    joinAs(RoomRole::Moderator);
    choose(u"mute"_s);
    find<QComboBox>(u"moderationDuration"_s)->setCurrentIndex(1);
    find<QLineEdit>(u"moderationReason"_s)->setText(u"too loud"_s);
    press();
    const SetRole asked = m_server->expect<SetRole>().event;
    QCOMPARE(asked.roomId, tea);
    QCOMPARE(asked.userId, UserId::fromText(u"bob"_s));
    QCOMPARE(asked.role, RoomRole::Muted);
    QCOMPARE(asked.forMs, 3'600'000);
    QCOMPARE(asked.reason, u"too loud"_s);
}

void TestModerating::aRemovalAsksForNoTime()
{
    joinAs(RoomRole::Owner);
    choose(u"kick"_s);
    QVERIFY(!find<QComboBox>(u"moderationDuration"_s)->isVisible());
    press();
    QVERIFY(!m_server->expect<KickMember>().event.reason);
}

void TestModerating::nobodyActsUponTheirEquals()
{
    joinAs(RoomRole::Moderator);
    QVERIFY(!menuAbout(RoomRole::Moderator));
    QVERIFY(!menuAbout(RoomRole::Owner));
}

void TestModerating::aRefusalIsTold()
{
    joinAs(RoomRole::Moderator);
    choose(u"ban"_s);
    press();
    m_server->refuse(m_server->expect<SetRole>(), { .code = ErrorCode::NotAuthorized });
    QVERIFY(find<QMessageBox>(u"moderationNotice"_s));
}

void TestModerating::whoIsMutedMayOnlyRead()
{
    joinAs({});
    type(u"one"_s);
    m_server->push(RoleChanged { .roomId = tea,
                                 .userId = UserId::fromText(u"ada"_s),
                                 .userName = u"Ada"_s,
                                 .role = RoomRole::Muted });
    auto *const edit = find<ComposerEdit>(u"composerEdit"_s);
    QTest::keyClick(edit, Qt::Key_Return);
    type(u" two"_s);
    QCOMPARE(edit->toPlainText(), u"one"_s); // neither sent nor lost
    QVERIFY(find<QLabel>(u"composerCounter"_s)->isVisible());
    m_server->push(
        RoleChanged { .roomId = tea, .userId = UserId::fromText(u"ada"_s), .userName = u"Ada"_s });
    type(u" two"_s);
    QCOMPARE(edit->toPlainText(), u"one two"_s);
}

void TestModerating::whoWasRemovedIsToldWhy()
{
    joinAs({});
    m_server->push(Kicked {
        .roomId = tea, .isBanned = false, .byName = u"Bob"_s, .reason = u"<b>too</b> loud"_s });
    const auto *const notice = find<QMessageBox>(u"moderationNotice"_s);
    QVERIFY(notice);
    QVERIFY(notice->text().contains(u"<b>too</b> loud"_s));
    QCOMPARE(notice->textFormat(), Qt::PlainText);
    QVERIFY(!m_session->rooms().find(tea));
}

void TestModerating::rolesAreShownInTheList()
{
    joinAs({});
    m_server->push(RoleChanged { .roomId = tea,
                                 .userId = UserId::fromText(u"bob"_s),
                                 .userName = u"bob"_s,
                                 .role = RoomRole::Owner });
    const auto *const model = find<QListView>(u"memberList"_s)->model();
    QStringList spoken;
    for (int row = 0; row < model->rowCount(); ++row)
        spoken << model->index(row, 0).data(Qt::AccessibleTextRole).toString();
    QVERIFY2(spoken.filter(u"bob, owner"_s).size() == 1, qPrintable(spoken.join(u"; "_s)));
}

QTEST_MAIN(TestModerating)
#include "tst_moderating.moc"
