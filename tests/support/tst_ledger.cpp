#include "common/base/literals.h"
#include "tests/support/ledgercheck.h"

#include <QTemporaryDir>
#include <QTest>

using namespace chat;

namespace {

const RoomId tea = RoomId::fromText(u"tea"_s);
const UserId adasId = UserId::fromText(u"ada"_s);
const UserId bobsId = UserId::fromText(u"bob"_s);

LedgerLine line(qint64 seq, const UserId &user, const QString &tag)
{
    return { .seq = Seq::fromNumber(seq),
             .user = user,
             .tag = Tag::fromText(tag),
             .content = u"text of "_s + tag };
}

/// A run in which everything went well: Ada wrote a1, a2 and a3, Bob b1, and b2, which was refused;
/// Bob came later, and shows the end of the room only.
struct GoodRun
{
    GoodRun()
    {
        log[tea] = { line(1, adasId, u"a1"_s), line(2, bobsId, u"b1"_s), line(3, adasId, u"a2"_s),
                     line(4, adasId, u"a3"_s) };
        Ledger ada { .driver = u"ada"_s, .user = adasId };
        send(ada, u"a1"_s, 1);
        send(ada, u"a2"_s, 3);
        send(ada, u"a3"_s, 4);
        ada.timelines[tea] = log[tea];
        Ledger bob { .driver = u"bob"_s, .user = bobsId };
        send(bob, u"b1"_s, 2);
        send(bob, u"b2"_s, 0);
        bob.failed.insert(Tag::fromText(u"b2"_s), u"too-long"_s);
        bob.timelines[tea] = log[tea].mid(1);
        ledgers = { ada, bob };
    }
    static void send(Ledger &ledger, const QString &tag, qint64 seq)
    {
        const auto sent = line(seq, ledger.user, tag);
        ledger.sent.append({ .room = tea, .tag = sent.tag, .content = sent.content });
        if (seq > 0)
            ledger.accepted.insert(sent.tag, sent.seq);
    }

    LedgerLog log;
    QList<Ledger> ledgers;
};

using Harm = std::function<void(GoodRun &)>;

} // namespace

/// The checker must notice what it is there for.
class TestLedger : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aGoodRunIsPraised();
    void eachHarmIsNoticed_data();
    void eachHarmIsNoticed();
    void whatIsWrittenIsRead();
    void aLineThatWasCutOffDoesNotCount();
    void aLineThatIsNoneIsAnError();
    void growthIsNoticed();
};

void TestLedger::aGoodRunIsPraised()
{
    const GoodRun run;
    QCOMPARE(complaintsAbout(run.log, run.ledgers), QStringList());
    QCOMPARE(complaintsAbout({}, {}), QStringList());
}

void TestLedger::eachHarmIsNoticed_data()
{
    QTest::addColumn<Harm>("harm");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const QString &words, const Harm &harm) {
        QTest::newRow(name) << harm << words;
    };
    row("an accepted line is lost", u"accepted and lost"_s, [](GoodRun &run) {
        run.log[tea].removeLast();
        for (Ledger &ledger : run.ledgers)
            ledger.timelines[tea].removeLast();
    });
    row("a line is stored twice", u"stored twice"_s, [](GoodRun &run) {
        run.log[tea].append(line(5, adasId, u"a3"_s));
        for (Ledger &ledger : run.ledgers)
            ledger.timelines[tea] = run.log[tea];
    });
    row("two lines changed places", u"written later, stored before"_s, [](GoodRun &run) {
        run.log[tea][2] = line(3, adasId, u"a3"_s);
        run.log[tea][3] = line(4, adasId, u"a2"_s);
        run.ledgers[0].accepted[Tag::fromText(u"a3"_s)] = Seq::fromNumber(3);
        run.ledgers[0].accepted[Tag::fromText(u"a2"_s)] = Seq::fromNumber(4);
        for (Ledger &ledger : run.ledgers)
            ledger.timelines[tea] = run.log[tea];
    });
    row("a hole in the numbers", u"after 3 comes 5"_s,
        [](GoodRun &run) { run.log[tea][3].seq = Seq::fromNumber(5); });
    row("a number twice", u"after 3 comes 3"_s,
        [](GoodRun &run) { run.log[tea][3].seq = Seq::fromNumber(3); });
    row("the first one is missing", u"after 0 comes 2"_s,
        [](GoodRun &run) { run.log[tea].removeFirst(); });
    row("another text is stored", u"stored as something else"_s,
        [](GoodRun &run) { run.log[tea][1].content = u"forged"_s; });
    row("in another room", u"stored as something else"_s,
        [](GoodRun &run) { run.ledgers[0].sent[0].room = RoomId::fromText(u"coffee"_s); });
    row("the answer named another place", u"accepted at 7, stored at 4"_s,
        [](GoodRun &run) { run.ledgers[0].accepted[Tag::fromText(u"a3"_s)] = Seq::fromNumber(7); });
    row("a line without an answer", u"neither accepted nor refused"_s,
        [](GoodRun &run) { run.ledgers[1].failed.clear(); });
    row("a refused line is stored", u"refused and stored"_s,
        [](GoodRun &run) { run.log[tea].append(line(5, bobsId, u"b2"_s)); });
    row("a line of nobody", u"nobody sent"_s,
        [](GoodRun &run) { run.log[tea].append(line(5, adasId, u"a9"_s)); });
    row("somebody else's tag", u"nobody sent"_s,
        [](GoodRun &run) { run.log[tea][0].user = bobsId; });
    row("a timeline lacks the last line", u"shows nothing of tea where there is 4"_s,
        [](GoodRun &run) { run.ledgers[0].timelines[tea].removeLast(); });
    row("a timeline has a gap", u"bob: shows 4"_s,
        [](GoodRun &run) { run.ledgers[1].timelines[tea].removeAt(1); });
    row("a timeline shows a line twice", u"bob: shows 3"_s, [](GoodRun &run) {
        QList<LedgerLine> &shown = run.ledgers[1].timelines[tea];
        shown.insert(2, shown.at(1));
    });
    row("a timeline is out of order", u"ada: shows 1"_s,
        [](GoodRun &run) { run.ledgers[0].timelines[tea].swapItemsAt(0, 1); });
    row("a timeline shows what is not there", u"ada: shows 5"_s,
        [](GoodRun &run) { run.ledgers[0].timelines[tea].append(line(5, adasId, u"a4"_s)); });
    row("an empty timeline", u"shows nothing"_s,
        [](GoodRun &run) { run.ledgers[1].timelines[tea].clear(); });
}

void TestLedger::eachHarmIsNoticed()
{
    QFETCH(const Harm, harm);
    QFETCH(const QString, words);
    GoodRun run;
    harm(run);
    const QStringList complaints = complaintsAbout(run.log, run.ledgers);
    QVERIFY2(!complaints.filter(words).isEmpty(), qPrintable(complaints.join(u'\n')));
}

void TestLedger::whatIsWrittenIsRead()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"ada.ledger"_s);
    const Tag a1 = Tag::fromText(u"a1"_s);
    const Tag a2 = Tag::fromText(u"a2"_s);
    {
        LedgerWriter writer(path);
        QVERIFY(writer.isOpen());
        writer.isUser(adasId);
        writer.sent(tea, a1, u"two\nlines"_s);
        writer.shown(tea, line(9, bobsId, u"old"_s));
    }
    {
        LedgerWriter writer(path); // of the driver's next life
        writer.accepted(a1, Seq::fromNumber(1));
        writer.sent(tea, a2, {});
        writer.failed(a2, u"invalid-message"_s);
        writer.cleared(tea);
        writer.shown(tea, line(1, adasId, u"a1"_s));
    }
    const auto ledger = Ledger::read(path);
    QVERIFY(ledger);
    QCOMPARE(ledger->driver, u"ada"_s);
    QCOMPARE(ledger->user, adasId);
    QCOMPARE(ledger->sent.size(), 2);
    QCOMPARE(ledger->sent.first().content, u"two\nlines"_s);
    QCOMPARE(ledger->accepted, (QHash<Tag, Seq> { { a1, Seq::fromNumber(1) } }));
    QCOMPARE(ledger->failed, (QHash<Tag, QString> { { a2, u"invalid-message"_s } }));
    QCOMPARE(ledger->timelines.value(tea), QList { line(1, adasId, u"a1"_s) });
}

void TestLedger::aLineThatWasCutOffDoesNotCount()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"ada.ledger"_s);
    LedgerWriter(path).sent(tea, Tag::fromText(u"a1"_s), u"hello"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::Append));
    file.write(R"({"what":"sent","da)");
    file.close();
    QCOMPARE(Ledger::read(path)->sent.size(), 1);
}

void TestLedger::aLineThatIsNoneIsAnError()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"ada.ledger"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("what?\n");
    file.close();
    QVERIFY(Ledger::read(file.fileName()).error().detail.contains(file.fileName()));
    QVERIFY(!Ledger::read(folder.filePath(u"nobody.ledger"_s)));
}

void TestLedger::growthIsNoticed()
{
    const Footprint before = Footprint::of(QCoreApplication::applicationPid());
    QVERIFY(before.files >= 3);
    QVERIFY(before.residentBytes > 1024 * 1024);
    QCOMPARE(before.growthTo(before, 0, 0), QString());
    const QFile file(QCoreApplication::applicationFilePath());
    QFile another(file.fileName());
    QVERIFY(another.open(QIODevice::ReadOnly));
    const QByteArray much(20'000'000, 'x');
    const Footprint after = Footprint::of(QCoreApplication::applicationPid());
    QVERIFY(before.growthTo(after, 0, 100'000'000).contains("open files"_L1));
    QVERIFY(before.growthTo(after, 1, 10'000'000).contains("memory"_L1));
    QCOMPARE(before.growthTo(after, 1, 100'000'000), QString());
    QCOMPARE(much.size(), 20'000'000);
}

QTEST_GUILESS_MAIN(TestLedger)
#include "tst_ledger.moc"
