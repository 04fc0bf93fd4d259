#include "common/base/fingerprint.h"
#include "common/base/literals.h"

#include <QDirIterator>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace chat;

namespace {

struct Outcome
{
    int code = -1;
    QString out;
    QString err;
};

} // namespace

/// The program as a script meets it, at a server of its own.
class TestConfabctl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void sendTellsThePlaceOfTheLine();
    void sendReadsTheStandardInput();
    void tailPrintsLinesAsTheyCome();
    void tailEscapesWhatWouldMoveTheCursor();
    void tailPrintsJson();
    void roomsPrintsATable();
    void sameNameComesBackAsTheSamePerson();
    void sameServerAtAnotherAddressKnowsThePerson();
    void manyAtOnceAreOnePerson();
    void tokenIsReadableByItsOwnerOnly();
    void anUnknownKeyIsToldAndNothingIsSaid();
    void aKeyThatWasGivenOnceIsKnown();
    void aChangedKeyIsRefusedUntilItIsGiven();
    void takenNameIsRefused();
    void tooLongLineIsRefused();
    void wrongUsage_data();
    void wrongUsage();
    void nobodyListeningIsNoConnection();
    void sendOutlivesARestartOfTheServer();

private:
    void startServer(const QString &port);
    void stopServer();
    QStringList as(const QString &name, const QStringList &command) const;
    /// The list of rooms, over TLS.
    Outcome roomsOverTls(const QStringList &options) const
    {
        return run(QStringList { u"--url"_s, u"wss://127.0.0.1:"_s + m_port, u"--name"_s, u"ada"_s }
                   + options + QStringList { u"rooms"_s });
    }
    void begin(QProcess &process, const QStringList &arguments,
               const QString &home = u"home"_s) const;
    Outcome finish(QProcess &process) const;
    Outcome run(const QStringList &arguments, const QString &home = u"home"_s) const;
    /// A tail of general that is under way.
    std::unique_ptr<QProcess> tail(const QStringList &options);

    std::unique_ptr<QTemporaryDir> m_place;
    std::unique_ptr<QProcess> m_server;
    QString m_port;
    QString m_fingerprint;
};

void TestConfabctl::init()
{
    m_place = std::make_unique<QTemporaryDir>();
    startServer(u"0"_s);
}

void TestConfabctl::cleanup()
{
    stopServer();
    m_place.reset();
}

void TestConfabctl::startServer(const QString &port)
{
    m_server = std::make_unique<QProcess>();
    m_server->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_server->start(QStringLiteral(CONFABD),
                    { u"--port"_s, port, u"--bind"_s, u"127.0.0.1"_s, u"--no-beacon"_s, u"--data"_s,
                      m_place->filePath(u"server"_s) });
    QByteArray said;
    while (!said.contains('\n') && m_server->waitForReadyRead())
        said += m_server->readAllStandardOutput();
    QVERIFY2(said.startsWith("READY "), said.constData());
    const QJsonObject ready = QJsonDocument::fromJson(said.mid(6)).object();
    m_port = QString::number(ready.value("port"_L1).toInt());
    m_fingerprint = ready.value("fingerprint"_L1).toString();
}

void TestConfabctl::stopServer()
{
    m_server->kill();
    m_server->waitForFinished();
}

QStringList TestConfabctl::as(const QString &name, const QStringList &command) const
{
    return QStringList { u"--url"_s, u"127.0.0.1:"_s + m_port, u"--name"_s, name } + command;
}

void TestConfabctl::begin(QProcess &process, const QStringList &arguments,
                          const QString &home) const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"XDG_DATA_HOME"_s, m_place->filePath(home));
    environment.remove(u"QT_LOGGING_RULES"_s); // -v decides what it tells
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(CONFABCTL), arguments);
}

Outcome TestConfabctl::finish(QProcess &process) const
{
    process.closeWriteChannel();
    if (!process.waitForFinished())
        return {};
    return { process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
             QString::fromUtf8(process.readAllStandardError()) };
}

Outcome TestConfabctl::run(const QStringList &arguments, const QString &home) const
{
    QProcess process;
    begin(process, arguments, home);
    return finish(process);
}

std::unique_ptr<QProcess> TestConfabctl::tail(const QStringList &options)
{
    auto process = std::make_unique<QProcess>();
    begin(*process, as(u"bob"_s, QStringList { u"tail"_s, u"general"_s } + options));
    // It listens from when the server counts it in.
    const auto isThere = [this] {
        const QStringList table = run(as(u"eve"_s, { u"rooms"_s })).out.split(u'\n');
        return table.value(1).simplified() == u"general 1 1 general"_s;
    };
    return QTest::qWaitFor(isThere, 10'000) ? std::move(process) : nullptr;
}

void TestConfabctl::sendTellsThePlaceOfTheLine()
{
    const Outcome first = run(as(u"ada"_s, { u"-v"_s, u"send"_s, u"general"_s, u"one"_s }));
    QCOMPARE(first.code, 0);
    QCOMPARE(first.out, u"1\n"_s);
    const Outcome second = run(as(u"ada"_s, { u"send"_s, u"general"_s, u"two"_s }));
    QCOMPARE(second.code, 0);
    QCOMPARE(second.out, QString());
    QCOMPARE(second.err, QString());
}

void TestConfabctl::sendReadsTheStandardInput()
{
    const auto listener = tail({ u"--json"_s, u"--count"_s, u"1"_s });
    QVERIFY(listener);
    QProcess sender;
    begin(sender, as(u"ada"_s, { u"send"_s, u"general"_s, u"-"_s }));
    sender.write("first\nsecond\n");
    QCOMPARE(finish(sender).code, 0);
    const auto said = QJsonDocument::fromJson(finish(*listener).out.toUtf8()).object();
    QCOMPARE(said.value("content"_L1).toString(), u"first\nsecond"_s);
}

void TestConfabctl::tailPrintsLinesAsTheyCome()
{
    run(as(u"ada"_s, { u"send"_s, u"tea"_s, u"elsewhere"_s }));
    const auto listener = tail({ u"--count"_s, u"2"_s });
    QVERIFY(listener);
    run(as(u"ada"_s, { u"send"_s, u"general"_s, u"one"_s }));
    run(as(u"bob"_s, { u"send"_s, u"general"_s, u"two"_s }));
    const Outcome heard = finish(*listener);
    QCOMPARE(heard.code, 0);
    static const QRegularExpression expected(
        u"^\\d\\d:\\d\\d ada: one\n\\d\\d:\\d\\d bob: two\n$"_s);
    QVERIFY2(expected.match(heard.out).hasMatch(), qPrintable(heard.out));
}

void TestConfabctl::tailEscapesWhatWouldMoveTheCursor()
{
    const auto listener = tail({ u"--count"_s, u"1"_s });
    QVERIFY(listener);
    run(as(u"ada"_s, { u"send"_s, u"general"_s, u"a\nb\x1b[2Jc\u202ed"_s }));
    const QString heard = finish(*listener).out;
    QVERIFY2(heard.endsWith(u"ada: a\\nb\\u001b[2Jc\\u202ed\n"_s), qPrintable(heard));
}

void TestConfabctl::tailPrintsJson()
{
    const auto listener = tail({ u"--json"_s, u"--count"_s, u"1"_s });
    QVERIFY(listener);
    run(as(u"ada"_s, { u"send"_s, u"general"_s, u"hello"_s }));
    const Outcome heard = finish(*listener);
    QCOMPARE(heard.out.count(u'\n'), 1);
    const auto said = QJsonDocument::fromJson(heard.out.toUtf8()).object();
    QCOMPARE(said.value("content"_L1).toString(), u"hello"_s);
    QCOMPARE(said.value("userName"_L1).toString(), u"ada"_s);
    QCOMPARE(said.value("seq"_L1).toInt(), 1);
}

void TestConfabctl::roomsPrintsATable()
{
    run(as(u"ada"_s, { u"send"_s, u"tea"_s, u"hi"_s }));
    const Outcome listed = run(as(u"ada"_s, { u"rooms"_s }));
    QCOMPARE(listed.code, 0);
    const QStringList table = listed.out.split(u'\n');
    QCOMPARE(table.at(0).simplified(), u"ROOM MEMBERS ONLINE TITLE"_s);
    QVERIFY(table.at(1).startsWith(u"general "_s));
    QVERIFY(table.at(2).startsWith(u"tea "_s));
}

void TestConfabctl::sameNameComesBackAsTheSamePerson()
{
    const auto listener = tail({ u"--json"_s, u"--count"_s, u"2"_s });
    QVERIFY(listener);
    run(as(u"ada"_s, { u"send"_s, u"general"_s, u"one"_s }));
    run(as(u"ada"_s, { u"send"_s, u"general"_s, u"two"_s }));
    const QStringList heard = finish(*listener).out.split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(heard.size(), 2);
    const auto userOf = [](const QString &line) {
        return QJsonDocument::fromJson(line.toUtf8()).object().value("userId"_L1).toString();
    };
    QVERIFY(!userOf(heard.at(0)).isEmpty());
    QCOMPARE(userOf(heard.at(0)), userOf(heard.at(1)));
}

void TestConfabctl::sameServerAtAnotherAddressKnowsThePerson()
{
    QCOMPARE(run(as(u"ada"_s, { u"rooms"_s })).code, 0);
    const QString before = m_port;
    stopServer();
    startServer(u"0"_s);
    QVERIFY(m_port != before);
    QCOMPARE(run(as(u"ada"_s, { u"rooms"_s })).code, 0);
}

void TestConfabctl::manyAtOnceAreOnePerson()
{
    std::vector<std::unique_ptr<QProcess>> programs;
    for (int i = 0; i < 5; ++i) {
        programs.push_back(std::make_unique<QProcess>());
        begin(*programs.back(), as(u"ada"_s, { u"rooms"_s }));
    }
    for (const auto &program : programs) {
        const Outcome ended = finish(*program);
        QVERIFY2(ended.code == 0, qPrintable(ended.err));
    }
}

void TestConfabctl::tokenIsReadableByItsOwnerOnly()
{
    run(as(u"ada"_s, { u"rooms"_s }));
    QDirIterator files(m_place->filePath(u"home"_s), QDir::Files, QDirIterator::Subdirectories);
    QVERIFY(files.hasNext());
    files.next();
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(files.fileInfo().size() > 0);
    QCOMPARE(files.fileInfo().permissions() & others, QFile::Permissions());
}

void TestConfabctl::anUnknownKeyIsToldAndNothingIsSaid()
{
    const Outcome outcome = roomsOverTls({});
    QCOMPARE(outcome.code, 3);
    QCOMPARE(outcome.err.count(u'\n'), 1);
    const Fingerprint key = *Fingerprint::fromHex(m_fingerprint);
    QVERIFY2(outcome.err.contains(key.toHex()), qPrintable(outcome.err));
    QVERIFY2(outcome.err.contains(key.toWords().join(u' ')), qPrintable(outcome.err));
    const Outcome other = roomsOverTls({ u"--fingerprint"_s, QString(64, u'0') });
    QCOMPARE(other.code, 3);
    QVERIFY2(other.err.contains(u"another one than expected"_s), qPrintable(other.err));
    QCOMPARE(run(as(u"ada"_s, { u"rooms"_s }), u"another home"_s).code, 0); // nobody has the name
}

void TestConfabctl::aKeyThatWasGivenOnceIsKnown()
{
    QCOMPARE(roomsOverTls({ u"--fingerprint"_s, m_fingerprint.toUpper() }).code, 0);
    QCOMPARE(roomsOverTls({}).code, 0); // the same person, too
    QCOMPARE(run(as(u"ada"_s, { u"rooms"_s })).code, 0); // and without TLS on this machine
    const QString elsewhere = m_place->filePath(u"keys"_s);
    QCOMPARE(roomsOverTls({ u"--key-file"_s, elsewhere }).code, 3);
}

void TestConfabctl::aChangedKeyIsRefusedUntilItIsGiven()
{
    QCOMPARE(roomsOverTls({ u"--fingerprint"_s, m_fingerprint }).code, 0);
    stopServer();
    QVERIFY(QFile::remove(m_place->filePath(u"server/tls-certificate.pem"_s)));
    QVERIFY(QFile::remove(m_place->filePath(u"server/tls-key.pem"_s)));
    startServer(m_port);
    const Outcome changed = roomsOverTls({});
    QCOMPARE(changed.code, 3);
    QVERIFY2(changed.err.contains(u"another one than expected"_s), qPrintable(changed.err));
    QCOMPARE(roomsOverTls({ u"--fingerprint"_s, m_fingerprint }).code, 0); // the same person
    QCOMPARE(roomsOverTls({}).code, 0);
}

void TestConfabctl::takenNameIsRefused()
{
    QCOMPARE(run(as(u"ada"_s, { u"rooms"_s })).code, 0);
    const Outcome second = run(as(u"ada"_s, { u"rooms"_s }), u"another home"_s);
    QCOMPARE(second.code, 1);
    QVERIFY2(second.err.startsWith(u"confabctl: the name \"ada\" is taken"_s),
             qPrintable(second.err));
}

void TestConfabctl::tooLongLineIsRefused()
{
    const Outcome sent = run(as(u"ada"_s, { u"send"_s, u"general"_s, QString(5001, u'x') }));
    QCOMPARE(sent.code, 1);
    QCOMPARE(sent.err.count(u'\n'), 1);
}

void TestConfabctl::wrongUsage_data()
{
    QTest::addColumn<QStringList>("arguments");
    const QStringList who { u"--url"_s, u"127.0.0.1:1"_s, u"--name"_s, u"ada"_s };
    QTest::newRow("nothing") << QStringList();
    QTest::newRow("no command") << who;
    QTest::newRow("unknown command") << who + QStringList { u"dance"_s };
    QTest::newRow("send without text") << who + QStringList { u"send"_s, u"tea"_s };
    QTest::newRow("empty text") << who + QStringList { u"send"_s, u"tea"_s, QString() };
    QTest::newRow("empty room") << who + QStringList { u"tail"_s, QString() };
    QTest::newRow("long room") << who + QStringList { u"tail"_s, QString(51, u'x') };
    QTest::newRow("too many rooms") << who + QStringList { u"rooms"_s, u"tea"_s };
    QTest::newRow("count of nothing")
        << who + QStringList { u"tail"_s, u"tea"_s, u"--count"_s, u"0"_s };
    QTest::newRow("unknown option") << who + QStringList { u"--loud"_s, u"rooms"_s };
    QTest::newRow("no number") << who + QStringList { u"--timeout"_s, u"soon"_s, u"rooms"_s };
    QTest::newRow("no address") << QStringList { u"--url"_s, u"http://x"_s, u"--name"_s, u"ada"_s,
                                                 u"rooms"_s };
    QTest::newRow("no fingerprint")
        << QStringList { u"--fingerprint"_s, u"tea"_s } + who + QStringList { u"rooms"_s };
    QTest::newRow("no name") << QStringList { u"--url"_s, u"127.0.0.1"_s, u"rooms"_s };
}

void TestConfabctl::wrongUsage()
{
    QFETCH(QStringList, arguments);
    const Outcome outcome = run(arguments);
    QCOMPARE(outcome.code, 2);
    QVERIFY(outcome.err.startsWith(u"confabctl: "_s));
    QCOMPARE(outcome.err.count(u'\n'), 1);
}

void TestConfabctl::nobodyListeningIsNoConnection()
{
    stopServer();
    const Outcome outcome = run(as(u"ada"_s, { u"--timeout"_s, u"1"_s, u"rooms"_s }));
    QCOMPARE(outcome.code, 3);
    QVERIFY2(outcome.err.contains(u"Connection refused"_s), qPrintable(outcome.err));
}

void TestConfabctl::sendOutlivesARestartOfTheServer()
{
    run(as(u"ada"_s, { u"send"_s, u"general"_s, u"before"_s }));
    stopServer();
    QProcess sender;
    begin(sender,
          as(u"ada"_s, { u"-v"_s, u"--timeout"_s, u"20"_s, u"send"_s, u"general"_s, u"during"_s }));
    // With -v it tells of its first attempt in vain.
    sender.setReadChannel(QProcess::StandardError);
    QVERIFY(sender.waitForReadyRead());
    startServer(m_port);
    const Outcome sent = finish(sender);
    QCOMPARE(sent.code, 0);
    QCOMPARE(sent.out, u"2\n"_s);
}

QTEST_GUILESS_MAIN(TestConfabctl)
#include "tst_confabctl.moc"
