#include "tests/client/runningapp.h"

#include <QDirIterator>

using namespace chat;

/// The program at a server that wants to be shown more than a name.
class TestAskingIn : public RunningApp
{
    Q_OBJECT

private Q_SLOTS:
    void aPasswordIsAskedForAndNotKept();
    void whoIsSignedOutIsAskedAgain();
};

void TestAskingIn::aPasswordIsAskedForAndNotKept()
{
    run();
    fillIn(u"Ada"_s, u"desk:4000"_s);
    pressJoin();
    FakeServer::settle();
    Welcome strict = welcome();
    strict.entry = EntryRules { .mode = EntryMode::Accounts, .passwordLength = 12 };
    m_server->push(strict);
    m_server->refuse(m_server->expect<Authenticate>(),
                     { .code = ErrorCode::AuthenticationRequired });
    QVERIFY(find<QWidget>(u"signInPanel"_s)->isVisible());
    find<QLineEdit>(u"secretEdit"_s)->setText(u"correct horse"_s);
    pressJoin();
    FakeServer::settle();
    m_server->push(strict);
    const auto asked = m_server->expect<Authenticate>();
    QCOMPARE(asked.event.password, u"correct horse"_s);
    QVERIFY(asked.event.deviceName);
    m_server->answer(asked, ada(u"t1"_s));
    m_server->answer(m_server->expect<ListRooms>(), RoomList { { summaryOf(tea) } });
    joinAsked();
    QVERIFY(mainWindow());
    end();

    for (QDirIterator files(m_folder->path(), QDir::Files, QDirIterator::Subdirectories);
         files.hasNext();) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(!file.readAll().contains("correct horse"), qPrintable(file.fileName()));
    }
    run();
    m_server->push(strict);
    const auto again = m_server->expect<Authenticate>();
    QCOMPARE(again.event.token, u"t1"_s);
    QVERIFY(!again.event.password);
}

void TestAskingIn::whoIsSignedOutIsAskedAgain()
{
    run(u"desk:4000"_s);
    pressJoin();
    FakeServer::settle();
    letIn();
    joinAsked();
    refuse(CloseCode::Unauthenticated);
    QVERIFY(mainWindow()); // what was read stays readable
    find<QPushButton>(u"tryNow"_s)->click();
    FakeServer::settle();
    Welcome strict = welcome();
    strict.entry = EntryRules { .mode = EntryMode::Accounts, .passwordLength = 12 };
    m_server->push(strict);
    m_server->refuse(m_server->expect<Resume>(), { .code = ErrorCode::InvalidToken });
    m_server->refuse(m_server->expect<Authenticate>(),
                     { .code = ErrorCode::AuthenticationRequired });
    QVERIFY(!mainWindow());
    QVERIFY(find<QWidget>(u"signInPanel"_s)->isVisible());
}

QTEST_MAIN(TestAskingIn)
#include "tst_askingin.moc"
