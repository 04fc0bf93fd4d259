#include "client/model/serverlistmodel.h"
#include "client/ui/joindialog.h"
#include "common/base/literals.h"
#include "tests/support/fakeclock.h"

#include <QAbstractItemModel>
#include <QCompleter>
#include <QSignalSpy>
#include <QTest>

using namespace chat;

class TestJoinDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_dialog.reset(); }

    void nearbyListAppearsWithTheFirstServer();
    void joinWorksAtOnceWithoutAnyServer();
    void joinTakesTheFirstServerHeard();
    void writtenAddressWinsOverTheHeardOne();
    void clickedServerIsTaken();
    void lastChoiceIsThereAgain();
    void historyCompletesTheAddress();
    void missingNameIsSaidInline();
    void wrongAddressIsSaidInline();
    void takenNameOffersTheFreeOne();
    void clickOnTheAvatarChangesItsColour();
    void fieldsRestWhileConnecting();
    void serversAskForWhatTheyWant_data();
    void serversAskForWhatTheyWant();
    void theNameOfAnAccountAsksForItsPassword();
    void anotherNameNeedsNoPassword();
    void aFreeNameNeedsNoPassword();
    void anAccountCanBeMade();
    void anOlderServerIsNotAskedForPasswords();
    void aWrongPasswordIsSaidInline();
    void tooManyTriesCountDown();

private:
    void open(const JoinChoice &last, const QStringList &history = {});
    void hear(const QString &id, const QString &address);
    JoinChoice joined();
    Credentials shown();
    static EntryRules rulesOf(EntryMode mode) { return { .mode = mode, .passwordLength = 12 }; }
    template <class Widget>
    Widget *find(const QString &name)
    {
        return m_dialog->findChild<Widget *>(name);
    }

    FakeClock m_clock;
    std::unique_ptr<ServerListModel> m_servers;
    std::unique_ptr<JoinDialog> m_dialog;
};

void TestJoinDialog::init()
{
    m_servers = std::make_unique<ServerListModel>();
    open({ .name = u"Ada"_s, .avatar = u"#4f6bc9"_s, .server = {} });
}

void TestJoinDialog::open(const JoinChoice &last, const QStringList &history)
{
    m_dialog = std::make_unique<JoinDialog>(*m_servers, last, history, m_clock);
    m_dialog->show();
}

void TestJoinDialog::hear(const QString &id, const QString &address)
{
    m_servers->upsert({ .id = id,
                        .name = u"Desk "_s + id,
                        .address = QHostAddress(address),
                        .port = 3001,
                        .onlineCount = 2,
                        .isEncrypted = false,
                        .fingerprint = {},
                        .heardAt = {} });
}

JoinChoice TestJoinDialog::joined()
{
    QSignalSpy wanted(m_dialog.get(), &JoinDialog::joinWanted);
    QTest::mouseClick(find<QPushButton>(u"joinButton"_s), Qt::LeftButton);
    return wanted.isEmpty() ? JoinChoice {} : wanted.first().first().value<JoinChoice>();
}

void TestJoinDialog::nearbyListAppearsWithTheFirstServer()
{
    QVERIFY(!find<QLabel>(u"nearbyLabel"_s)->isVisible());
    hear(u"1"_s, u"192.0.2.7"_s);
    QVERIFY(find<QLabel>(u"nearbyLabel"_s)->isVisible());
    QVERIFY(find<QListView>(u"serverList"_s)->isVisible());
    QCOMPARE(find<QListView>(u"serverList"_s)->model()->rowCount(), 1);
}

void TestJoinDialog::joinWorksAtOnceWithoutAnyServer()
{
    const JoinChoice choice = joined();
    QCOMPARE(choice.name, u"Ada"_s);
    QCOMPARE(choice.avatar, u"#4f6bc9"_s);
    QCOMPARE(choice.server.url, QUrl(u"ws://127.0.0.1:3001"_s));
}

void TestJoinDialog::joinTakesTheFirstServerHeard()
{
    hear(u"1"_s, u"192.0.2.7"_s);
    hear(u"2"_s, u"192.0.2.8"_s);
    QCOMPARE(joined().server.url, QUrl(u"ws://192.0.2.7:3001"_s));
}

void TestJoinDialog::writtenAddressWinsOverTheHeardOne()
{
    hear(u"1"_s, u"192.0.2.7"_s);
    QTest::keyClicks(find<QLineEdit>(u"addressEdit"_s), u"other:4000"_s);
    QCOMPARE(joined().server.url, QUrl(u"wss://other:4000"_s));
}

void TestJoinDialog::clickedServerIsTaken()
{
    hear(u"1"_s, u"192.0.2.7"_s);
    hear(u"2"_s, u"192.0.2.8"_s);
    auto *list = find<QListView>(u"serverList"_s);
    const QRect row = list->visualRect(list->model()->index(1, 0));
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, row.center());
    QCOMPARE(joined().server.url, QUrl(u"ws://192.0.2.8:3001"_s));
}

void TestJoinDialog::lastChoiceIsThereAgain()
{
    const JoinChoice last { .name = u"Bob"_s,
                            .avatar = u"#c2661c"_s,
                            .server = *ServerAddress::fromText(u"desk:4000"_s) };
    open(last);
    QCOMPARE(joined(), last);
}

void TestJoinDialog::historyCompletesTheAddress()
{
    open({ .name = u"Bob"_s, .avatar = {}, .server = {} }, { u"desk:4000"_s, u"[::1]:3001"_s });
    const QCompleter *completer = find<QLineEdit>(u"addressEdit"_s)->completer();
    QVERIFY(completer);
    QCOMPARE(completer->model()->rowCount(), 2);
}

void TestJoinDialog::missingNameIsSaidInline()
{
    find<QLineEdit>(u"nameEdit"_s)->setText(u"  "_s);
    QCOMPARE(joined(), JoinChoice {});
    QVERIFY(find<QLabel>(u"problem"_s)->isVisible());
}

void TestJoinDialog::wrongAddressIsSaidInline()
{
    find<QLineEdit>(u"addressEdit"_s)->setText(u"https://example.org"_s);
    QCOMPARE(joined(), JoinChoice {});
    QVERIFY(find<QLabel>(u"problem"_s)->isVisible());
}

void TestJoinDialog::takenNameOffersTheFreeOne()
{
    auto *suggestion = find<QPushButton>(u"suggestion"_s);
    QVERIFY(!suggestion->isVisible());
    m_dialog->showRefusal({ .code = ErrorCode::Conflict, .suggestion = u"Ada 2"_s });
    QVERIFY(suggestion->isVisible());
    QVERIFY(suggestion->text().contains(u"Ada 2"_s));

    QSignalSpy wanted(m_dialog.get(), &JoinDialog::joinWanted);
    QTest::mouseClick(suggestion, Qt::LeftButton);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.first().first().value<JoinChoice>().name, u"Ada 2"_s);
}

void TestJoinDialog::clickOnTheAvatarChangesItsColour()
{
    const QString before = joined().avatar;
    QTest::mouseClick(find<AvatarButton>(u"avatarButton"_s), Qt::LeftButton);
    const QString after = joined().avatar;
    QVERIFY(QColor(after).isValid());
    QCOMPARE_NE(after, before);
}

void TestJoinDialog::fieldsRestWhileConnecting()
{
    m_dialog->showConnecting();
    QVERIFY(!find<QPushButton>(u"joinButton"_s)->isEnabled());
    QTest::keyClicks(find<QLineEdit>(u"addressEdit"_s), u"x"_s); // another mind
    QVERIFY(find<QPushButton>(u"joinButton"_s)->isEnabled());
}

/// What is shown to the server when the person joins.
Credentials TestJoinDialog::shown()
{
    QSignalSpy wanted(m_dialog.get(), &JoinDialog::joinWanted);
    find<QPushButton>(u"joinButton"_s)->click();
    return wanted.isEmpty() ? Credentials {} : wanted.first().at(1).value<Credentials>();
}

void TestJoinDialog::serversAskForWhatTheyWant_data()
{
    QTest::addColumn<EntryMode>("mode");
    QTest::addColumn<Credentials::Kind>("kind");
    QTest::addColumn<bool>("mayRegister");
    QTest::newRow("accounts") << EntryMode::Accounts << Credentials::Kind::Password << true;
    QTest::newRow("closed") << EntryMode::Closed << Credentials::Kind::Password << false;
    QTest::newRow("token") << EntryMode::Token << Credentials::Kind::Word << false;
}

void TestJoinDialog::serversAskForWhatTheyWant()
{
    QFETCH(const EntryMode, mode);
    QFETCH(const Credentials::Kind, kind);
    QFETCH(const bool, mayRegister);
    QVERIFY(!find<SignInPanel>(u"signInPanel"_s)->isVisible());
    m_dialog->showRefusal({ .code = ErrorCode::AuthenticationRequired }, rulesOf(mode));
    QVERIFY(find<SignInPanel>(u"signInPanel"_s)->isVisible());
    QCOMPARE(find<QPushButton>(u"switchSignIn"_s)->isVisible(), mayRegister);
    QCOMPARE(shown(), Credentials {}); // nothing was typed
    QVERIFY(find<QLabel>(u"problem"_s)->isVisible());
    find<QLineEdit>(u"secretEdit"_s)->setText(u"secret"_s);
    QCOMPARE(shown(), (Credentials { .kind = kind, .secret = u"secret"_s }));
}

void TestJoinDialog::theNameOfAnAccountAsksForItsPassword()
{
    m_dialog->showRefusal({ .code = ErrorCode::Conflict, .suggestion = u"Ada 2"_s },
                          rulesOf(EntryMode::Guests));
    QVERIFY(find<QPushButton>(u"suggestion"_s)->isVisible());
    find<QLineEdit>(u"secretEdit"_s)->setText(u"secret"_s);
    QCOMPARE(shown().kind, Credentials::Kind::Password);
}

void TestJoinDialog::anotherNameNeedsNoPassword()
{
    m_dialog->showRefusal({ .code = ErrorCode::Conflict }, rulesOf(EntryMode::Guests));
    QTest::keyClicks(find<QLineEdit>(u"nameEdit"_s), u"x"_s);
    QVERIFY(!find<SignInPanel>(u"signInPanel"_s)->isVisible());
    QCOMPARE(joined().name, u"Adax"_s);
}

void TestJoinDialog::aFreeNameNeedsNoPassword()
{
    m_dialog->showRefusal({ .code = ErrorCode::Conflict, .suggestion = u"Ada 2"_s },
                          rulesOf(EntryMode::Guests));
    QSignalSpy wanted(m_dialog.get(), &JoinDialog::joinWanted);
    find<QPushButton>(u"suggestion"_s)->click();
    QCOMPARE(wanted.size(), 1);
    QVERIFY(wanted.first().at(1).value<Credentials>().isEmpty());
}

void TestJoinDialog::anAccountCanBeMade()
{
    m_dialog->showRefusal({ .code = ErrorCode::AuthenticationRequired },
                          rulesOf(EntryMode::Accounts));
    find<QPushButton>(u"switchSignIn"_s)->click();
    find<QLineEdit>(u"secretEdit"_s)->setText(u"correct horse"_s);
    QCOMPARE(shown(), Credentials {});
    QCOMPARE(find<QLabel>(u"problem"_s)->text(), u"The two passwords differ."_s);
    find<QLineEdit>(u"repeatEdit"_s)->setText(u"correct horse"_s);
    QCOMPARE(shown(),
             (Credentials { .kind = Credentials::Kind::NewAccount, .secret = u"correct horse"_s }));
    m_dialog->showRefusal({ .code = ErrorCode::InvalidMessage }, rulesOf(EntryMode::Accounts));
    QVERIFY(find<QLabel>(u"problem"_s)->text().startsWith(u"This password is too easy"_s));
}

void TestJoinDialog::anOlderServerIsNotAskedForPasswords()
{
    m_dialog->showRefusal({ .code = ErrorCode::Conflict });
    QVERIFY(!find<SignInPanel>(u"signInPanel"_s)->isVisible());
}

void TestJoinDialog::aWrongPasswordIsSaidInline()
{
    m_dialog->showRefusal({ .code = ErrorCode::WrongPassword }, rulesOf(EntryMode::Guests));
    QCOMPARE(find<QLabel>(u"problem"_s)->text(), u"Name or password is wrong."_s);
    QVERIFY(find<SignInPanel>(u"signInPanel"_s)->isVisible());
}

void TestJoinDialog::tooManyTriesCountDown()
{
    m_dialog->showRefusal({ .code = ErrorCode::RateLimited, .retryAfter = std::chrono::seconds(2) },
                          rulesOf(EntryMode::Guests));
    QCOMPARE(find<QLabel>(u"problem"_s)->text(),
             u"That was too often. You can try again in 2 s."_s);
    QVERIFY(!find<QPushButton>(u"joinButton"_s)->isEnabled());
    m_clock.advance(std::chrono::seconds(2));
    QTRY_VERIFY(find<QPushButton>(u"joinButton"_s)->isEnabled());
    QVERIFY(!find<QLabel>(u"problem"_s)->isVisible());
}

QTEST_MAIN(TestJoinDialog)
#include "tst_joindialog.moc"
