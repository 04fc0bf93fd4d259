#include "client/store/localstore.h"
#include "tests/client/samples.h"
#include "tests/support/waiting.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace chat;
using namespace chat::samples;

namespace {

Seq seq(qint64 number)
{
    return Seq::fromNumber(number);
}

KeptLine writtenLine(int number)
{
    return { .message = { .roomId = tea,
                          .content = u"mine %1"_s.arg(number),
                          .tag = tag(number),
                          .replyTo = {} },
             .writtenAt = noon };
}

KeptRoom keptTea(qint64 have)
{
    return { .id = tea,
             .title = u"Tea time"_s,
             .topic = u"leaves"_s,
             .epoch = epoch,
             .known = { { seq(1), seq(have) } },
             .have = seq(have),
             .readSeq = seq(2),
             .retention = { .keep = Keep::Last, .amount = 1000 },
             .showsReceipts = true };
}

} // namespace

class TestLocalStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_store.reset(); }

    void beginsEmpty();
    void linesComeBackInTheirOrder();
    void failedLineComesBackWithItsReason();
    void forgottenLineIsGone();
    void draftComesBackUntilItIsSent();
    void roomComesBackWithItsLastLines();
    void otherEpochReplacesTheRoom();
    void forgottenRoomIsGone();
    void olderLinesAreReadInPages();
    void listAndSelfComeBack();
    void damagedHistoryLeavesTheOutbox_data();
    void damagedHistoryLeavesTheOutbox();
    void damagedOutboxIsPutAside();
    void formerFileIsTakenUp();
    void newerFileIsPutAside();
    void nothingIsWrittenAfterAFailedWrite();

private:
    QString file(const QString &name) const { return m_folder->filePath(name); }
    /// Ends the store, when there is one, and begins a new one over the same files.
    void restart();
    KeptState load();
    void keep(const KeptLine &line);
    void execute(const QString &name, const QString &sql);
    void executeInHistory(const QStringList &statements);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<LocalStore> m_store;
};

void TestLocalStore::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<LocalStore>(m_folder->path());
}

void TestLocalStore::restart()
{
    m_store.reset();
    m_store = std::make_unique<LocalStore>(m_folder->path());
}

KeptState TestLocalStore::load()
{
    std::optional<Result<KeptState>> answer;
    m_store->load([&answer](const Result<KeptState> &state) { answer = state; });
    waitUntil([&answer] { return answer.has_value(); });
    return answer && *answer ? **answer : KeptState {};
}

void TestLocalStore::keep(const KeptLine &line)
{
    bool isKept = false;
    m_store->keepLine(line, [&isKept](const Result<void> &kept) { isKept = bool(kept); });
    QVERIFY(!isKept);
    QVERIFY(waitUntil([&isKept] { return isKept; }));
}

void TestLocalStore::execute(const QString &name, const QString &sql)
{
    const auto opened = SqlFile::open(
        file(name), { .resources = u":/clientsql/outbox"_s, .applicationId = 0x436f6f75 });
    QVERIFY(opened);
    QVERIFY((*opened)->execute(sql));
}

void TestLocalStore::executeInHistory(const QStringList &statements)
{
    const auto history =
        SqlFile::open(file(u"history.sqlite"_s),
                      { .resources = u":/clientsql/history"_s, .applicationId = 0x436f6869 });
    QVERIFY(history);
    for (const QString &sql : statements)
        QVERIFY((*history)->execute(sql));
}

void TestLocalStore::beginsEmpty()
{
    const KeptState state = load();
    QVERIFY(!state.self);
    QVERIFY(state.rooms.isEmpty() && state.outbox.isEmpty() && state.drafts.isEmpty());
}

void TestLocalStore::linesComeBackInTheirOrder()
{
    for (int number : { 3, 1, 2 })
        keep(writtenLine(number));
    restart();
    QCOMPARE(load().outbox, (QList { writtenLine(3), writtenLine(1), writtenLine(2) }));
}

void TestLocalStore::failedLineComesBackWithItsReason()
{
    KeptLine failed = writtenLine(1);
    keep(failed);
    keep(writtenLine(2));
    failed.failure = Error { .code = ErrorCode::NotAMember, .detail = u"gone"_s };
    keep(failed);
    restart();
    QCOMPARE(load().outbox, (QList { failed, writtenLine(2) }));
    failed.failure.reset();
    keep(failed);
    restart();
    QCOMPARE(load().outbox, (QList { failed, writtenLine(2) }));
}

void TestLocalStore::forgottenLineIsGone()
{
    keep(writtenLine(1));
    keep(writtenLine(2));
    m_store->forgetLine(tag(1));
    restart();
    QCOMPARE(load().outbox, QList { writtenLine(2) });
}

void TestLocalStore::draftComesBackUntilItIsSent()
{
    m_store->keepDraft(tea, u"I was goi"_s);
    m_store->keepDraft(tea, u"I was going"_s);
    m_store->keepDraft(general, u"elsewhere"_s);
    restart();
    QCOMPARE(load().drafts,
             (QHash<RoomId, QString> { { tea, u"I was going"_s }, { general, u"elsewhere"_s } }));
    keep(writtenLine(1)); // into tea
    m_store->keepDraft(general, QString());
    restart();
    QVERIFY(load().drafts.isEmpty());
}

void TestLocalStore::roomComesBackWithItsLastLines()
{
    QList<Message> all = lines(1, 60);
    all[58] = tagged(line(59, ada, u"an answer \u202e <b>"_s), tag(1));
    all[58].replyTo = seq(7);
    KeptRoom room = keptTea(90);
    room.known = { { seq(1), seq(60) }, { seq(81), seq(90) } };
    m_store->keepRoom(keptTea(60), all);
    m_store->keepRoom(room, lines(81, 90));
    restart();
    const QList<KeptRoom> rooms = load().rooms;
    QCOMPARE(rooms.size(), 1);
    room.newest = all.sliced(20) + lines(81, 90);
    QCOMPARE(rooms.first(), room);
}

void TestLocalStore::otherEpochReplacesTheRoom()
{
    m_store->keepRoom(keptTea(10), lines(1, 10));
    KeptRoom other = keptTea(3);
    other.epoch = Epoch::fromText(u"e2"_s);
    m_store->keepRoom(other, lines(1, 3));
    restart();
    other.newest = lines(1, 3);
    QCOMPARE(load().rooms, QList { other });
}

void TestLocalStore::forgottenRoomIsGone()
{
    m_store->keepRoom(keptTea(10), lines(1, 10));
    m_store->forgetRoom(tea);
    m_store->keepRoom(keptTea(0), {}); // its lines do not come back with it
    restart();
    QCOMPARE(load().rooms.first().newest, QList<Message>());
}

void TestLocalStore::olderLinesAreReadInPages()
{
    m_store->keepRoom(keptTea(60), lines(1, 60));
    std::optional<QList<Message>> page;
    m_store->lines(tea, { seq(5), seq(30) }, 10,
                   [&page](const Result<QList<Message>> &read) { page = *read; });
    QVERIFY(waitUntil([&page] { return page.has_value(); }));
    QCOMPARE(*page, lines(21, 30));
    m_store->lines(tea, { seq(5), seq(8) }, 10,
                   [&page](const Result<QList<Message>> &read) { page = *read; });
    QVERIFY(waitUntil([&page] { return page->size() == 4; }));
    QCOMPARE(*page, lines(5, 8));
}

void TestLocalStore::listAndSelfComeBack()
{
    RoomSummary row = summary(tea, true);
    row.readSeq = seq(4);
    row.kind = RoomKind::Private;
    const QList<RoomSummary> list { row, summary(general) };
    const Person self {
        .id = ada, .name = u"ada"_s, .avatar = u"#112233"_s, .role = Role::Owner
    };
    m_store->keepList({ summary(general) });
    m_store->keepList({ summary(general), row });
    m_store->keepSelf({ .id = bob, .name = u"bob"_s, .avatar = {}, .role = {} });
    m_store->keepSelf(self);
    restart();
    const KeptState state = load();
    QCOMPARE(state.self, self);
    QCOMPARE(state.list.size(), 2);
    for (const RoomSummary &one : list)
        QVERIFY(state.list.contains(one));
}

void TestLocalStore::damagedHistoryLeavesTheOutbox_data()
{
    QTest::addColumn<bool>("isCut");
    QTest::newRow("not a database") << false;
    QTest::newRow("cut off") << true;
}

void TestLocalStore::damagedHistoryLeavesTheOutbox()
{
    QFETCH(const bool, isCut);
    keep(writtenLine(1));
    m_store->keepRoom(keptTea(60), lines(1, 60));
    m_store.reset();
    QFile history(file(u"history.sqlite"_s));
    QVERIFY(history.open(QIODevice::ReadWrite));
    if (isCut)
        QVERIFY(history.resize(history.size() / 2));
    else
        QVERIFY(history.resize(0) && history.write(QByteArray(20'000, 'x')) == 20'000);
    history.close();
    restart();
    const KeptState state = load();
    QCOMPARE(state.outbox, QList { writtenLine(1) });
    QVERIFY(state.rooms.isEmpty());
    m_store->keepRoom(keptTea(10), lines(1, 10)); // and it can be filled again
    restart();
    QCOMPARE(load().rooms.first().have, seq(10));
}

void TestLocalStore::damagedOutboxIsPutAside()
{
    keep(writtenLine(1));
    m_store.reset();
    QFile outbox(file(u"outbox.sqlite"_s));
    QVERIFY(outbox.open(QIODevice::ReadWrite) && outbox.resize(0));
    QCOMPARE(outbox.write(QByteArray(9'000, 'x')), 9'000);
    outbox.close();
    m_store = std::make_unique<LocalStore>(m_folder->path());
    QSignalSpy lost(m_store.get(), &LocalStore::outboxLost);
    QVERIFY(load().outbox.isEmpty());
    QCOMPARE(lost.count(), 1);
    QVERIFY(QFile::exists(lost.at(0).at(0).toString()));
    keep(writtenLine(2));
}

void TestLocalStore::formerFileIsTakenUp()
{
    m_store->keepRoom(keptTea(10), lines(1, 10));
    m_store.reset();
    executeInHistory({ u"ALTER TABLE rooms DROP COLUMN keep"_s,
                       u"ALTER TABLE rooms DROP COLUMN keep_amount"_s,
                       u"ALTER TABLE rooms DROP COLUMN shows_receipts"_s,
                       u"PRAGMA user_version = 1"_s });
    m_store = std::make_unique<LocalStore>(m_folder->path());
    const KeptState state = load();
    QCOMPARE(state.rooms.size(), 1);
    QCOMPARE(state.rooms.first().newest.size(), 10);
    QCOMPARE(state.rooms.first().retention, Retention());
    QVERIFY(!state.rooms.first().showsReceipts);
}

void TestLocalStore::newerFileIsPutAside()
{
    keep(writtenLine(1));
    m_store.reset();
    execute(u"outbox.sqlite"_s, u"PRAGMA user_version = 99"_s);
    m_store = std::make_unique<LocalStore>(m_folder->path());
    QSignalSpy lost(m_store.get(), &LocalStore::outboxLost);
    load();
    QCOMPARE(lost.count(), 1);
    const QString aside = lost.at(0).at(0).toString();
    QVERIFY(QFile(aside).size() > 0);
}

void TestLocalStore::nothingIsWrittenAfterAFailedWrite()
{
    m_store->keepRoom(keptTea(10), lines(1, 10));
    m_store.reset();
    executeInHistory({ u"CREATE TRIGGER refuse BEFORE INSERT ON lines WHEN new.seq = 11 BEGIN "
                       "SELECT raise(ABORT, 'no'); END"_s });
    restart();
    m_store->keepRoom(keptTea(11), lines(11, 11));
    m_store->keepRoom(keptTea(12), lines(12, 12));
    restart();
    const KeptRoom room = load().rooms.first();
    QCOMPARE(room.have, seq(10));
    QCOMPARE(room.newest, lines(1, 10));
}

QTEST_GUILESS_MAIN(TestLocalStore)
#include "tst_localstore.moc"
