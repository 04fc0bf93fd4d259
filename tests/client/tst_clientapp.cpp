#include "client/app/clientapp.h"
#include "tests/client/fakeserver.h"
#include "tests/client/lines.h"
#include "tests/support/fakeclock.h"

#include <QApplication>
#include <QDirIterator>
#include <QMessageBox>
#include <QTemporaryDir>

using namespace chat;

namespace {

const RoomId tea = RoomId::fromText(u"tea"_s);
const RoomId cake = RoomId::fromText(u"cake"_s);

Welcome welcome()
{
    Welcome welcome;
    welcome.message = u"Hello"_s;
    welcome.server = { .id = u"s1"_s, .name = u"Desk"_s };
    welcome.version = protocolVersion;
    return welcome;
}

Authenticated ada(const QString &token)
{
    Authenticated self;
    self.id = UserId::fromText(u"u-ada"_s);
    self.name = u"Ada"_s;
    self.token = token;
    return self;
}

} // namespace

/// The whole program but for its main(), with a server that the test leads.
class TestClientApp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

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

private:
    void run(const QString &address = {});
    void end() { m_app.reset(); }
    void fillIn(const QString &name, const QString &address);
    void letIn(const QList<RoomSummary> &rooms = { summaryOf(tea), summaryOf(cake) });
    void joinAsked();
    void pressJoin() { find<QPushButton>(u"joinButton"_s)->click(); }
    void refuse(CloseCode code);
    QWidget *window(const QString &name);
    QWidget *dialog() { return window(u"joinDialog"_s); }
    MainWindow *mainWindow() { return static_cast<MainWindow *>(window(u"mainWindow"_s)); }
    template <class Widget>
    Widget *find(const QString &name)
    {
        QWidget *const parent = dialog() ? dialog() : mainWindow();
        return parent->findChild<Widget *>(name);
    }

    FakeClock m_clock;
    QList<QUrl> m_urls; // that were connected to
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<ClientApp> m_app;
};

void TestClientApp::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<FakeServer>(m_clock);
    m_urls.clear();
}

void TestClientApp::cleanup()
{
    end();
    QVERIFY(!m_server->hasFailed);
}

void TestClientApp::run(const QString &address)
{
    CommandLine line;
    line.settingsDirectory = m_folder->path();
    if (!address.isEmpty())
        line.address = ServerAddress::fromText(address);
    m_app = std::make_unique<ClientApp>(line, [this](const QUrl &url, const Fingerprint &) {
        m_urls << url;
        return m_server->factory()();
    });
    m_app->start();
    FakeServer::settle();
}

/// The one that is shown; those that were let go may still wait for their deletion.
QWidget *TestClientApp::window(const QString &name)
{
    const QWidgetList all = QApplication::topLevelWidgets();
    const auto found = std::ranges::find_if(all, [&name](const QWidget *widget) {
        return widget->objectName() == name && widget->isVisible();
    });
    return found == all.end() ? nullptr : *found;
}

void TestClientApp::fillIn(const QString &name, const QString &address)
{
    find<QLineEdit>(u"nameEdit"_s)->setText(name);
    find<QLineEdit>(u"addressEdit"_s)->setText(address);
}

void TestClientApp::letIn(const QList<RoomSummary> &rooms)
{
    m_server->push(welcome());
    m_server->answer(m_server->expect<Authenticate>(), ada(u"t1"_s));
    m_server->answer(m_server->expect<ListRooms>(), RoomList { rooms });
}

/// Answers every join that was asked for.
void TestClientApp::joinAsked()
{
    while (m_server->waiting<JoinRoom>() > 0) {
        const auto asked = m_server->expect<JoinRoom>();
        m_server->answer(asked, historyOf(asked.event.roomId, linesOf(1, 3)));
    }
}

void TestClientApp::refuse(CloseCode code)
{
    m_server->peer->close(code, u"no"_s);
    FakeServer::settle();
}

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

QTEST_MAIN(TestClientApp)
#include "tst_clientapp.moc"
