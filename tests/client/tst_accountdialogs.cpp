#include "client/ui/passworddialog.h"
#include "client/ui/sessionsdialog.h"
#include "common/base/literals.h"
#include "tests/support/fakeclock.h"

#include <QMessageBox>
#include <QSignalSpy>
#include <QTest>

using namespace chat;
using namespace std::chrono_literals;

namespace {

const QString horse = u"correct horse"_s;

KnownSession sessionOf(const QString &id, const QString &device, bool isCurrent)
{
    return { .sessionId = id, .device = device, .isCurrent = isCurrent, .isOnline = isCurrent };
}

} // namespace

/// The dialogs of one's own account.
class TestAccountDialogs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aGuestIsNotAskedForAFormerPassword();
    void aMemberIsAskedForTheFormerPassword();
    void aShortPasswordIsNotEvenAskedFor();
    void aMistypedPasswordIsNotEvenAskedFor();
    void whoSeesThePasswordTypesItOnce();
    void aPasswordThatHeldAfterAllIsAskedFor();
    void tooManyTriesCountDown();
    void sessionsAreListedWithThisOneMarked();
    void aSessionIsEndedWhenThePersonIsSure();

private:
    void open(bool hasPassword)
    {
        m_dialog = std::make_unique<PasswordDialog>(
            PasswordDialog::Self { .name = u"Ada"_s, .hasPassword = hasPassword, .least = 12 },
            m_clock);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        m_dialog->show();
    }
    QLineEdit *field(const QString &where, const QString &which = u"secretEdit"_s)
    {
        return m_dialog->findChild<QWidget *>(where)->findChild<QLineEdit *>(which);
    }
    void type(const QString &password, const QString &again)
    {
        field(u"newPassword"_s)->setText(password);
        field(u"newPassword"_s, u"repeatEdit"_s)->setText(again);
    }
    SetPassword saved()
    {
        QSignalSpy wanted(m_dialog.get(), &PasswordDialog::changeWanted);
        save()->click();
        return wanted.isEmpty() ? SetPassword {} : wanted.first().first().value<SetPassword>();
    }
    QPushButton *save() { return m_dialog->findChild<QPushButton *>(u"savePassword"_s); }
    QString problem() { return m_dialog->findChild<QLabel *>(u"passwordProblem"_s)->text(); }

    FakeClock m_clock;
    std::unique_ptr<PasswordDialog> m_dialog;
};

void TestAccountDialogs::aGuestIsNotAskedForAFormerPassword()
{
    open(false);
    QVERIFY(!field(u"formerPassword"_s)->isVisible());
    type(horse, horse);
    QCOMPARE(saved(), (SetPassword { .password = horse, .oldPassword = {} }));
}

void TestAccountDialogs::aMemberIsAskedForTheFormerPassword()
{
    open(true);
    type(horse, horse);
    QCOMPARE(saved(), SetPassword {});
    QVERIFY(!problem().isEmpty());
    field(u"formerPassword"_s)->setText(u"old"_s);
    QCOMPARE(saved(), (SetPassword { .password = horse, .oldPassword = u"old"_s }));
}

void TestAccountDialogs::aShortPasswordIsNotEvenAskedFor()
{
    open(false);
    type(u"short"_s, u"short"_s);
    QCOMPARE(saved(), SetPassword {});
    QCOMPARE(problem(), u"The password needs at least 12 characters."_s);
}

void TestAccountDialogs::aMistypedPasswordIsNotEvenAskedFor()
{
    open(false);
    type(horse, u"corect horse"_s);
    QCOMPARE(saved(), SetPassword {});
    QCOMPARE(problem(), u"The two passwords differ."_s);
}

void TestAccountDialogs::whoSeesThePasswordTypesItOnce()
{
    open(false);
    QWidget *const fields = m_dialog->findChild<QWidget *>(u"newPassword"_s);
    QCOMPARE(field(u"newPassword"_s)->echoMode(), QLineEdit::Password);
    fields->findChild<QCheckBox *>(u"showSecret"_s)->click();
    QCOMPARE(field(u"newPassword"_s)->echoMode(), QLineEdit::Normal);
    QVERIFY(!field(u"newPassword"_s, u"repeatEdit"_s)->isVisible());
    type(horse, {});
    QCOMPARE(saved().password, horse);
}

void TestAccountDialogs::aPasswordThatHeldAfterAllIsAskedFor()
{
    open(false);
    type(horse, horse);
    QCOMPARE(saved().password, horse);
    m_dialog->showRefusal({ .code = ErrorCode::WrongPassword });
    QVERIFY(field(u"formerPassword"_s)->isVisible());
    QVERIFY(save()->isEnabled());
}

void TestAccountDialogs::tooManyTriesCountDown()
{
    open(true);
    m_dialog->showRefusal({ .code = ErrorCode::RateLimited, .retryAfter = 2s });
    QCOMPARE(problem(), u"That was too often. You can try again in 2 s."_s);
    QVERIFY(!save()->isEnabled());
    m_clock.advance(2s);
    QTRY_VERIFY(save()->isEnabled());
    QVERIFY(problem().isEmpty());
}

void TestAccountDialogs::sessionsAreListedWithThisOneMarked()
{
    SessionsDialog dialog;
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.showSessions(
        { sessionOf(u"1"_s, u"desk"_s, true), sessionOf(u"2"_s, u"phone"_s, false) },
        QDate(2026, 1, 2));
    const auto facts = dialog.findChildren<QLabel *>(u"sessionFacts"_s);
    QCOMPARE(facts.size(), 2);
    QVERIFY(facts[0]->text().startsWith(u"this device"_s));
    QVERIFY(facts[1]->text().startsWith(u"last used"_s));
}

void TestAccountDialogs::aSessionIsEndedWhenThePersonIsSure()
{
    SessionsDialog dialog;
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.showSessions({ sessionOf(u"2"_s, u"<b>phone</b>"_s, false) }, QDate(2026, 1, 2));
    dialog.open();
    QSignalSpy ended(&dialog, &SessionsDialog::endWanted);
    dialog.findChild<QPushButton *>(u"endSession"_s)->click();
    QVERIFY(ended.isEmpty());
    auto *const question = dialog.findChild<QMessageBox *>(u"endQuestion"_s);
    QVERIFY(question);
    QCOMPARE(question->textFormat(), Qt::PlainText);
    question->findChild<QPushButton *>(u"reallyEnd"_s)->click();
    QCOMPARE(ended.size(), 1);
    QCOMPARE(ended.first().first().toString(), u"2"_s);
}

QTEST_MAIN(TestAccountDialogs)
#include "tst_accountdialogs.moc"
