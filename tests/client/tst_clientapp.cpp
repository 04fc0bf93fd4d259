#include "tests/client/runningapp.h"

#include <QDirIterator>
#include <QMessageBox>

using namespace chat;

class TestClientApp : public RunningApp
{
    Q_OBJECT

private Q_SLOTS:
    void firstStartAsksWhoAndWhere();
    void joiningLeadsToTheWindow();
    void refusalForGoodIsSaidInTheDialog_data();
    void refusalForGoodIsSaidInTheDialog();
    void oneMayTryAgainAfterARefusalForGood();
    void refusalForGoodIsSaidInTheWindow();
    void nextRunIsWhereTheLastOneEnded();
    void widthsOfThePanesAreKept();
    void stoppedProgramIsWhereItEnded();
    void nextRunReadsAndWritesWithoutTheServer();
    void lostOutboxIsTold();
    void lostAnswerDoesNotMakeAStranger();
    void anotherStartLeadsToItsRoom();
    void anotherStartLeadsToItsServer();
};

void TestClientApp::firstStartAsksWhoAndWhere()
{
    run();
    QVERIFY(dialog());
    QVERIFY(!mainWindow());
    QVERIFY(m_urls.isEmpty());
}

void TestClientApp::joiningLeadsToTheWindow()
{
    run();
    fillIn(u"Ada"_s, u"desk:4000"_s);
    pressJoin();
    FakeServer::settle();
    QCOMPARE(m_urls, QList<QUrl> { QUrl(u"wss://desk:4000"_s) });
    QVERIFY(dialog());
    letIn();
    joinAsked();
    QVERIFY(!dialog());
    QVERIFY(mainWindow());
}

void TestClientApp::refusalForGoodIsSaidInTheDialog_data()
{
    QTest::addColumn<CloseCode>("code");
    QTest::addColumn<QString>("why");
    QTest::newRow("4400")
        << CloseCode::BadRequest
        << u"The server and this version of Confab do not understand each other."_s;
    QTest::newRow("4401") << CloseCode::Unauthenticated
                          << u"The server does not know you any more. Please join again."_s;
    QTest::newRow("4403") << CloseCode::Banned << u"You may not use this server."_s;
    QTest::newRow("4409") << CloseCode::Superseded << u"You are connected from another window."_s;
    QTest::newRow("4426") << CloseCode::WrongVersion
                          << u"This server needs another version of Confab."_s;
    QTest::newRow("4499") << CloseCode(4499)
                          << u"The server ended the connection and gave the code 4499."_s;
}

void TestClientApp::refusalForGoodIsSaidInTheDialog()
{
    QFETCH(const CloseCode, code);
    QFETCH(const QString, why);
    run();
    fillIn(u"Ada"_s, u"desk:4000"_s);
    pressJoin();
    FakeServer::settle();
    refuse(code);
    auto *problem = find<QLabel>(u"problem"_s);
    QVERIFY(problem->isVisible());
    QCOMPARE(problem->text(), u"desk:4000 did not let you in. "_s + why);
}

void TestClientApp::oneMayTryAgainAfterARefusalForGood()
{
    run();
    fillIn(u"Ada"_s, u"desk:4000"_s);
    pressJoin();
    FakeServer::settle();
    refuse(CloseCode::WrongVersion);
    QVERIFY(find<QPushButton>(u"joinButton"_s)->isEnabled());
    pressJoin();
    FakeServer::settle();
    QVERIFY(!find<QLabel>(u"problem"_s)->isVisible());
    letIn();
    joinAsked();
    QVERIFY(mainWindow());
}

void TestClientApp::refusalForGoodIsSaidInTheWindow()
{
    run();
    fillIn(u"Ada"_s, u"desk:4000"_s);
    pressJoin();
    FakeServer::settle();
    letIn();
    joinAsked();
    refuse(CloseCode::Banned);
    QCOMPARE(find<QLabel>(u"connectionText"_s)->text(), u"You may not use this server."_s);
    find<QPushButton>(u"changeServer"_s)->click();
    FakeServer::settle();
    QVERIFY(dialog());
    QVERIFY(!mainWindow());
}

void TestClientApp::nextRunIsWhereTheLastOneEnded()
{
    run();
    fillIn(u"Ada"_s, u"desk:4000"_s);
    pressJoin();
    FakeServer::settle();
    letIn();
    joinAsked();
    mainWindow()->showRoom(cake);
    joinAsked();
    QCOMPARE(mainWindow()->shownRoom(), cake);
    mainWindow()->resize(701, 503);
    mainWindow()->close();
    end();

    run();
    QVERIFY(!dialog());
    QCOMPARE(mainWindow()->size(), QSize(701, 503));
    QCOMPARE(m_urls, (QList<QUrl> { QUrl(u"wss://desk:4000"_s), QUrl(u"wss://desk:4000"_s) }));
    letIn({ summaryOf(tea), summaryOf(cake) });
    joinAsked();
    QCOMPARE(mainWindow()->shownRoom(), cake);
}

void TestClientApp::widthsOfThePanesAreKept()
{
    run(u"desk:4000"_s);
    pressJoin();
    FakeServer::settle();
    letIn();
    joinAsked();
    auto *splitter = find<QSplitter>(u"splitter"_s);
    splitter->setSizes({ 201, splitter->width() - 201, 0 });
    const QList<int> sizes = splitter->sizes();
    mainWindow()->close();
    end();

    run();
    letIn({ summaryOf(RoomId::fromText(u"general"_s)) }); // which is shown unless another was
    joinAsked();
    QCOMPARE(find<QSplitter>(u"splitter"_s)->sizes(), sizes);
}

void TestClientApp::stoppedProgramIsWhereItEnded()
{
    run(u"desk:4000"_s);
    pressJoin();
    FakeServer::settle();
    letIn();
    joinAsked();
    mainWindow()->resize(701, 503);
    m_app->stop();
    FakeServer::settle();
    QCOMPARE(m_server->lastClose.code, int(CloseCode::Normal));
    QVERIFY(!mainWindow());
    end();

    run();
    QCOMPARE(mainWindow()->size(), QSize(701, 503));
}

void TestClientApp::nextRunReadsAndWritesWithoutTheServer()
{
    run();
    fillIn(u"Ada"_s, u"desk:4000"_s);
    pressJoin();
    FakeServer::settle();
    letIn();
    joinAsked();
    mainWindow()->showRoom(cake);
    joinAsked();
    mainWindow()->close();
    end();

    m_server->isDown = true;
    run();
    QTRY_COMPARE(mainWindow()->shownRoom(), cake);
    const auto *lines = mainWindow()->findChild<QListView *>(u"timeline"_s)->model();
    QCOMPARE(lines->rowCount(), 3);
    auto *const edit = mainWindow()->findChild<QPlainTextEdit *>(u"composerEdit"_s);
    QTest::keyClicks(edit, u"later"_s);
    QTest::keyClick(edit, Qt::Key_Return);
    QTRY_COMPARE(lines->rowCount(), 4);
    QTest::keyClicks(edit, u"I was goi"_s);
    end();

    run();
    QTRY_COMPARE(mainWindow()->shownRoom(), cake);
    const auto *again = mainWindow()->findChild<QListView *>(u"timeline"_s)->model();
    QTRY_COMPARE(again->rowCount(), 4);
    QCOMPARE(again->index(3, 0).data().toString(), u"later"_s);
    QCOMPARE(mainWindow()->findChild<QPlainTextEdit *>(u"composerEdit"_s)->toPlainText(),
             u"I was goi"_s);
}

void TestClientApp::lostOutboxIsTold()
{
    run();
    fillIn(u"Ada"_s, u"desk:4000"_s);
    pressJoin();
    FakeServer::settle();
    letIn();
    joinAsked();
    end();

    QDirIterator files(m_folder->path(), { u"outbox.sqlite"_s }, QDir::Files,
                       QDirIterator::Subdirectories);
    QFile outbox(files.next());
    QVERIFY(outbox.open(QIODevice::WriteOnly));
    outbox.write(QByteArray(5000, 'x'));
    outbox.close();
    run();
    const auto told = [this] { return mainWindow()->findChild<QMessageBox *>(u"storeTrouble"_s); };
    QTRY_VERIFY(told());
    QVERIFY2(told()->text().contains(outbox.fileName()), qPrintable(told()->text()));
}

void TestClientApp::lostAnswerDoesNotMakeAStranger()
{
    run();
    fillIn(u"Ada"_s, u"desk:4000"_s);
    pressJoin();
    FakeServer::settle();
    m_server->push(welcome());
    const auto lost = m_server->expect<Authenticate>();
    end(); // as if killed

    run();
    fillIn(u"Ada"_s, u"desk:4000"_s);
    pressJoin();
    FakeServer::settle();
    m_server->push(welcome());
    const auto again = m_server->expect<Authenticate>();
    QVERIFY(again.event.token);
    QCOMPARE(again.event.token, lost.event.token);
}

void TestClientApp::anotherStartLeadsToItsRoom()
{
    run();
    fillIn(u"Ada"_s, u"desk:4000"_s);
    pressJoin();
    FakeServer::settle();
    letIn();
    joinAsked();
    m_app->open(u"confab://desk:4000/cake"_s);
    joinAsked();
    QCOMPARE(mainWindow()->shownRoom(), cake);
    m_app->open({});
    QCOMPARE(mainWindow()->shownRoom(), cake);
    QCOMPARE(m_urls.size(), 1);
}

void TestClientApp::anotherStartLeadsToItsServer()
{
    run();
    fillIn(u"Ada"_s, u"desk:4000"_s);
    pressJoin();
    FakeServer::settle();
    letIn();
    joinAsked();
    m_app->open(u"confab://kitchen:4000/cake"_s);
    FakeServer::settle();
    QVERIFY(!mainWindow());
    QVERIFY(dialog());
    QCOMPARE(find<QLineEdit>(u"addressEdit"_s)->text(), u"kitchen:4000"_s);
    QCOMPARE(find<QLineEdit>(u"nameEdit"_s)->text(), u"Ada"_s);
}

QTEST_MAIN(TestClientApp)
#include "tst_clientapp.moc"
