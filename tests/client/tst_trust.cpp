#include "client/app/clientapp.h"
#include "tests/client/fakeserver.h"
#include "tests/client/lines.h"
#include "tests/support/fakeclock.h"

#include <QApplication>
#include <QTemporaryDir>

using namespace chat;

namespace {

Fingerprint keyOf(char digit)
{
    return *Fingerprint::fromHex(QString(Fingerprint::hexLength, QLatin1Char(digit)));
}

const Fingerprint theKey = keyOf('1');
const Fingerprint anotherKey = keyOf('2');

} // namespace

/// How the program comes to trust a server, and what it says to which one.
class TestTrust : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void aNewKeyIsShownBeforeAnythingIsSaid();
    void theKeyIsAskedForOnce();
    void whoDoesNotTrustStaysInTheDialog();
    void theBeaconsKeyIsCompared_data();
    void theBeaconsKeyIsCompared();
    void aChangedKeyIsAHardStop();
    void aChangedKeyMayBeConfirmed();
    void aChangedKeyIsShownOverTheWindow();
    void aKnownKeyAtAnotherAddressIsNotAskedFor();
    void aTokenGoesToTheKeyThatItWasMadeFor();
    void onThisMachinePlainTextIsProofEnough();
    void authoritiesNeedNobodysWord();
    void theWordsAreReadable();

private:
    void run(const QString &address);
    void start(const QString &address);
    QString letIn(const QString &server = u"s1"_s);
    template <class Widget>
    Widget *find(const QString &name) const
    {
        for (QWidget *top : QApplication::topLevelWidgets()) {
            if (top->isVisible() && top->objectName() == name)
                return qobject_cast<Widget *>(top);
            if (Widget *inside = top->isVisible() ? top->findChild<Widget *>(name) : nullptr)
                return inside;
        }
        return nullptr;
    }
    KeyDialog *keyDialog() const { return find<KeyDialog>(u"keyDialog"_s); }
    void press(const QString &name) const
    {
        QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton);
        FakeServer::settle();
    }

    FakeClock m_clock;
    Fingerprint m_serverKey; // nobody's: an authority vouches for the server
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<ClientApp> m_app;
};

void TestTrust::init()
{
    m_serverKey = theKey;
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<FakeServer>(m_clock);
}

void TestTrust::cleanup()
{
    m_app.reset();
    QVERIFY(!m_server->hasFailed);
}

void TestTrust::run(const QString &address)
{
    CommandLine line;
    line.settingsDirectory = m_folder->path();
    line.address = ServerAddress::fromText(address);
    const auto connector = [this](const QUrl &url,
                                  const Fingerprint &key) -> std::unique_ptr<Transport> {
        if (url.scheme() == "ws"_L1 || key == m_serverKey)
            return m_server->factory()();
        return std::make_unique<RefusedTransport>(
            CloseReason { .code = int(CloseCode::Untrusted), .text = m_serverKey.toHex() });
    };
    m_app.reset();
    m_app = std::make_unique<ClientApp>(line, connector);
    m_app->start();
    FakeServer::settle();
}

/// As a person who starts the program, and joins unless it does so by itself.
void TestTrust::start(const QString &address)
{
    run(address);
    if (auto *name = find<QLineEdit>(u"nameEdit"_s)) {
        name->setText(u"Ada"_s);
        press(u"joinButton"_s);
    }
}

/// The token that the program says.
QString TestTrust::letIn(const QString &server)
{
    Welcome welcome;
    welcome.server = { .id = server, .name = u"Desk"_s };
    welcome.version = protocolVersion;
    m_server->push(welcome);
    const auto asked = m_server->expect<Authenticate>();
    const QString token = asked.event.token.value_or(QString());
    Authenticated self;
    self.id = UserId::fromText(u"u-ada"_s);
    self.name = u"Ada"_s;
    self.token = token;
    m_server->answer(asked, self);
    m_server->answer(m_server->expect<ListRooms>(), RoomList {});
    return token;
}

void TestTrust::aNewKeyIsShownBeforeAnythingIsSaid()
{
    start(u"desk:4000"_s);
    QVERIFY(keyDialog());
    QCOMPARE(m_server->connections, 0);
    const QString words = find<QLabel>(u"keyWords"_s)->text();
    for (const QString &word : theKey.toWords())
        QVERIFY(words.contains(word));
    QCOMPARE(find<QLabel>(u"keyHex"_s)->text().remove(u' '), theKey.toHex());
    QVERIFY(find<QLabel>(u"keyExplanation"_s)->text().contains(u"desk:4000"_s));
    QVERIFY(find<QPushButton>(u"doNotTrust"_s)->isDefault());
    press(u"trust"_s);
    QVERIFY(!letIn().isEmpty());
    QVERIFY(find<MainWindow>(u"mainWindow"_s));
}

void TestTrust::theKeyIsAskedForOnce()
{
    start(u"desk:4000"_s);
    press(u"trust"_s);
    const QString token = letIn();
    start(u"desk:4000"_s);
    QVERIFY(!keyDialog());
    QCOMPARE(letIn(), token);
}

void TestTrust::whoDoesNotTrustStaysInTheDialog()
{
    start(u"desk:4000"_s);
    press(u"doNotTrust"_s);
    QVERIFY(!keyDialog());
    QCOMPARE(m_server->connections, 0);
    QVERIFY(find<QPushButton>(u"joinButton"_s)->isEnabled());
    QVERIFY(find<QLabel>(u"problem"_s)->text().contains(u"not confirmed"_s));
    press(u"joinButton"_s);
    QVERIFY(keyDialog());
}

void TestTrust::theBeaconsKeyIsCompared_data()
{
    QTest::addColumn<Fingerprint>("announced");
    QTest::addColumn<bool>("mayBeTrusted");
    QTest::newRow("the same") << theKey << true;
    QTest::newRow("another") << anotherKey << false;
    QTest::newRow("none") << Fingerprint() << true;
}

void TestTrust::theBeaconsKeyIsCompared()
{
    QFETCH(const Fingerprint, announced);
    QFETCH(const bool, mayBeTrusted);
    KeyDialog dialog({ .address = u"desk"_s, .seen = theKey, .announced = announced });
    dialog.show();
    QCOMPARE(dialog.findChild<QPushButton *>(u"trust"_s)->isVisible(), mayBeTrusted);
    const QString explanation = dialog.findChild<QLabel *>(u"keyExplanation"_s)->text();
    QCOMPARE(explanation.contains(u"announces itself"_s), !announced.isEmpty());
}

void TestTrust::aChangedKeyIsAHardStop()
{
    start(u"desk:4000"_s);
    press(u"trust"_s);
    letIn();
    const int before = m_server->connections;
    m_serverKey = anotherKey;
    start(u"desk:4000"_s);
    QVERIFY(keyDialog());
    QVERIFY(!find<QPushButton>(u"trust"_s)->isEnabled());
    QVERIFY(find<QLabel>(u"formerWords"_s)->text().contains(theKey.toWords().first()));
    press(u"doNotTrust"_s);
    QCOMPARE(m_server->connections, before);
}

void TestTrust::aChangedKeyMayBeConfirmed()
{
    start(u"desk:4000"_s);
    press(u"trust"_s);
    const QString token = letIn();
    m_serverKey = anotherKey;
    start(u"desk:4000"_s);
    find<QCheckBox>(u"compared"_s)->setChecked(true);
    press(u"trust"_s);
    QCOMPARE(letIn(), token); // the person says that it is the same server
}

void TestTrust::aChangedKeyIsShownOverTheWindow()
{
    start(u"desk:4000"_s);
    press(u"trust"_s);
    letIn();
    m_serverKey = anotherKey;
    m_server->cut();
    find<QPushButton>(u"tryNow"_s)->click();
    FakeServer::settle();
    QVERIFY(keyDialog());
    QCOMPARE(find<QLabel>(u"connectionText"_s)->text(),
             u"It has a key that you have not confirmed, so nothing was sent to it."_s);
}

void TestTrust::aKnownKeyAtAnotherAddressIsNotAskedFor()
{
    start(u"desk:4000"_s);
    press(u"trust"_s);
    const QString token = letIn();
    start(u"192.0.2.7:4001"_s);
    QVERIFY(!keyDialog());
    QCOMPARE(letIn(), token);
}

void TestTrust::aTokenGoesToTheKeyThatItWasMadeFor()
{
    start(u"desk:4000"_s);
    press(u"trust"_s);
    const QString token = letIn(u"s1"_s);
    m_serverKey = anotherKey;
    start(u"elsewhere:4000"_s);
    press(u"trust"_s);
    const QString other = letIn(u"s1"_s); // says that it is the first one
    QVERIFY(!other.isEmpty());
    QVERIFY(other != token);
    m_serverKey = theKey;
    start(u"desk:4000"_s);
    QCOMPARE(letIn(u"s1"_s), token);
    start(u"ws://desk:4000"_s);
    QVERIFY(letIn(u"s1"_s) != token); // everybody on the way could read it
}

void TestTrust::onThisMachinePlainTextIsProofEnough()
{
    start(u"127.0.0.1:4000"_s);
    const QString token = letIn();
    start(u"desk:4000"_s);
    press(u"trust"_s);
    QCOMPARE(letIn(), token);
    start(u"127.0.0.1:4000"_s);
    QCOMPARE(letIn(), token);
}

void TestTrust::authoritiesNeedNobodysWord()
{
    m_serverKey = {};
    start(u"desk:4000"_s);
    QVERIFY(!keyDialog());
    QVERIFY(!letIn().isEmpty());
}

void TestTrust::theWordsAreReadable()
{
    KeyDialog dialog({ .address = u"desk"_s, .seen = theKey });
    QCOMPARE(dialog.findChild<QLabel *>(u"keyWords"_s)->layoutDirection(), Qt::LeftToRight);
    QVERIFY(!dialog.findChild<QLabel *>(u"keyWords"_s)->accessibleName().isEmpty());
    QVERIFY(!dialog.findChild<QLabel *>(u"keyHex"_s)->accessibleName().isEmpty());
}

QTEST_MAIN(TestTrust)
#include "tst_trust.moc"
