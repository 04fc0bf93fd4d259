#include "client/model/memberlistmodel.h"
#include "tests/client/samples.h"
#include "tests/support/seededrandom.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace chat;
using namespace chat::samples;

namespace {

Member person(const QString &name, PresenceStatus status = PresenceStatus::Online)
{
    Member row = member(UserId::fromText(u"u-"_s + name), status);
    row.name = name;
    return row;
}

/// The server's list, asked for in pages.
class FakeMembers
{
public:
    void put(const Member &member)
    {
        remove(member.id);
        m_members.insert(
            std::ranges::lower_bound(m_members, MemberPlace::of(member), {}, &MemberPlace::of),
            member);
    }
    void remove(const UserId &id)
    {
        m_members.removeIf([&](const Member &member) { return member.id == id; });
    }
    const QList<Member> &all() const { return m_members; }
    MemberPage after(const std::optional<MemberPlace> &place, qsizetype limit) const
    {
        const auto first = place ? std::ranges::upper_bound(m_members, *place, {}, &MemberPlace::of)
                                 : m_members.begin();
        const qsizetype start = first - m_members.begin();
        MemberPage page = memberPage(m_members.mid(start, limit), m_members.size());
        page.atEnd = start + page.members.size() == m_members.size();
        return page;
    }

private:
    QList<Member> m_members;
};

} // namespace

/// The members of a large room.
class TestMemberPages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void theEndComingIntoSightFetchesThePageAfterIt();
    void onlyOnePageIsAskedForAtATime();
    void aFailedPageMayBeAskedForAgain();
    void theLastPageEndsTheList();
    void staleRowsInSightAreAskedForAgain();
    void aPageIsTheTruthAboutItsStretch();
    void anAnswerToAnEarlierQuestionIsIgnored();
    void someoneBeyondWhatIsLoadedWaitsForTheirPage();
    void everyoneEndsThePages();
    void theTotalIsOfTheWholeRoom();
    void whatWasLookedAtIsRight();

private:
    using After = std::optional<MemberPlace>;
    QStringList names() const;
    /// What the model asks for, answered by the server's list.
    void answerAll(const FakeMembers &server, qsizetype limit);
    void fetchMore() { m_model->fetchMore({}); }

    std::unique_ptr<MemberListModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    QList<After> m_asked;
};

void TestMemberPages::init()
{
    m_model = std::make_unique<MemberListModel>();
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_asked.clear();
    connect(m_model.get(), &MemberListModel::pageWanted, this,
            [this](const After &after) { m_asked.append(after); });
}

void TestMemberPages::cleanup()
{
    m_tester.reset();
    m_model.reset();
}

QStringList TestMemberPages::names() const
{
    QStringList all;
    for (int row = 0; row < m_model->rowCount(); ++row)
        all << m_model->index(row).data().toString();
    return all;
}

void TestMemberPages::answerAll(const FakeMembers &server, qsizetype limit)
{
    while (!m_asked.isEmpty()) {
        const After after = m_asked.takeFirst();
        m_model->receive(after, server.after(after, limit));
    }
}

void TestMemberPages::theEndComingIntoSightFetchesThePageAfterIt()
{
    QVERIFY(!m_model->canFetchMore({}));
    m_model->showPages(300);
    QVERIFY(m_model->canFetchMore({}));
    fetchMore();
    QCOMPARE(m_asked, QList<After>({ std::nullopt }));
    m_model->receive({}, memberPage({ person(u"ada"_s), person(u"bob"_s) }, 300));
    QCOMPARE(names(), QStringList({ u"ada"_s, u"bob"_s }));
    m_asked.clear();
    m_model->pageFailed(); // the tester of the model may have asked
    fetchMore();
    QCOMPARE(m_asked.last(), After(MemberPlace::of(person(u"bob"_s))));
}

void TestMemberPages::onlyOnePageIsAskedForAtATime()
{
    m_model->showPages(300);
    for (int i = 0; i < 5; ++i)
        fetchMore();
    m_model->look(0, 10);
    QCOMPARE(m_asked.size(), 1);
}

void TestMemberPages::aFailedPageMayBeAskedForAgain()
{
    m_model->showPages(300);
    fetchMore();
    m_model->pageFailed();
    fetchMore();
    QCOMPARE(m_asked.size(), 2);
    QVERIFY(m_model->canFetchMore({}));
}

void TestMemberPages::theLastPageEndsTheList()
{
    m_model->showPages(2);
    fetchMore();
    m_model->receive({}, memberPage({ person(u"ada"_s), person(u"bob"_s) }, 2, true));
    QVERIFY(!m_model->canFetchMore({}));
    m_model->look(0, 1);
    QCOMPARE(m_asked.size(), 1);
}

void TestMemberPages::staleRowsInSightAreAskedForAgain()
{
    FakeMembers server;
    for (int i = 0; i < 40; ++i)
        server.put(person(u"p%1"_s.arg(i, 2, 10, QChar(u'0'))));
    m_model->showPages(40);
    fetchMore();
    answerAll(server, 10);
    while (m_model->canFetchMore({})) {
        fetchMore();
        answerAll(server, 10);
    }
    QCOMPARE(m_model->rowCount(), 40);
    m_model->look(0, 39);
    QVERIFY(m_asked.isEmpty());

    QSignalSpy stale(m_model.get(), &MemberListModel::wentStale);
    m_model->markStale();
    QCOMPARE(stale.count(), 1);
    m_model->look(20, 25);
    QCOMPARE(m_asked, QList<After>({ MemberPlace::of(person(u"p19"_s)) }));
    answerAll(server, 10);
    m_model->look(20, 29);
    QVERIFY(m_asked.isEmpty());
    m_model->look(19, 25);
    QCOMPARE(m_asked.size(), 1);
}

void TestMemberPages::aPageIsTheTruthAboutItsStretch()
{
    FakeMembers server;
    for (const QString &name : { u"ada"_s, u"bob"_s, u"carl"_s, u"dora"_s, u"eve"_s, u"fay"_s })
        server.put(person(name));
    m_model->showPages(6);
    fetchMore();
    answerAll(server, 100);
    QVERIFY(!m_model->canFetchMore({}));

    server.put(person(u"bob"_s, PresenceStatus::Offline)); // behind all others
    server.remove(person(u"carl"_s).id);
    server.put(person(u"dana"_s));
    m_model->markStale();
    m_model->look(0, 3);
    answerAll(server, 3);
    QCOMPARE(names(), QStringList({ u"ada"_s, u"dana"_s, u"dora"_s, u"eve"_s, u"fay"_s }));
    m_model->look(3, 4);
    answerAll(server, 3);
    QCOMPARE(names(),
             QStringList({ u"ada"_s, u"dana"_s, u"dora"_s, u"eve"_s, u"fay"_s, u"bob"_s }));
}

void TestMemberPages::anAnswerToAnEarlierQuestionIsIgnored()
{
    m_model->showPages(300);
    fetchMore();
    m_model->receive(MemberPlace::of(person(u"zoe"_s)), memberPage({}, 300, true));
    QVERIFY(m_model->canFetchMore({}));
    m_model->reload({ person(u"ada"_s) });
    m_model->receive({}, memberPage({ person(u"bob"_s) }, 300));
    QCOMPARE(names(), QStringList({ u"ada"_s }));
}

void TestMemberPages::someoneBeyondWhatIsLoadedWaitsForTheirPage()
{
    m_model->showPages(300);
    fetchMore();
    m_model->receive({}, memberPage({ person(u"ada"_s), person(u"carl"_s) }, 300));
    m_model->upsert(person(u"bob"_s));
    m_model->upsert(person(u"zoe"_s));
    QCOMPARE(names(), QStringList({ u"ada"_s, u"bob"_s, u"carl"_s }));
    m_model->upsert(person(u"ada"_s, PresenceStatus::Offline));
    QCOMPARE(names(), QStringList({ u"bob"_s, u"carl"_s }));
}

void TestMemberPages::everyoneEndsThePages()
{
    m_model->showPages(300);
    fetchMore();
    m_model->receive({}, memberPage({ person(u"ada"_s), person(u"bob"_s) }, 300));
    m_model->reload({ person(u"zoe"_s), person(u"bob"_s) });
    QVERIFY(m_model->isWhole());
    QVERIFY(!m_model->canFetchMore({}));
    QCOMPARE(names(), QStringList({ u"bob"_s, u"zoe"_s }));
    m_model->upsert(person(u"zoe"_s, PresenceStatus::Offline));
    QCOMPARE(m_model->rowCount(), 2);
}

void TestMemberPages::theTotalIsOfTheWholeRoom()
{
    QSignalSpy changed(m_model.get(), &MemberListModel::totalChanged);
    m_model->showPages(300);
    QCOMPARE(m_model->total(), 300);
    QCOMPARE(changed.count(), 1);
    m_model->setTotal(301);
    QCOMPARE(m_model->total(), 301);
    m_model->reload({ person(u"ada"_s) });
    QCOMPARE(m_model->total(), 1);
}

void TestMemberPages::whatWasLookedAtIsRight()
{
    m_tester.reset(); // it fetches all there is
    SeededRandom random(11);
    FakeMembers server;
    const auto someone = [&random] {
        return person(u"p%1"_s.arg(int(random.next() % 60), 2, 10, QChar(u'0')),
                      PresenceStatus(random.next() % 4));
    };
    for (int i = 0; i < 100; ++i)
        server.put(someone());
    m_model->showPages(server.all().size());
    for (int step = 0; step < 400; ++step) {
        for (int changes = int(random.next() % 4); changes > 0; --changes) {
            const Member member = someone();
            if (random.next() % 4 == 0)
                server.remove(member.id);
            else
                server.put(member);
        }
        m_model->setTotal(server.all().size());
        m_model->markStale();
        const int first = int(random.next() % 50);
        // As a view does: until nothing in sight is stale.
        for (int turns = 0; turns < 20; ++turns) {
            m_model->look(first, first + 12);
            if (m_model->rowCount() <= first + 12)
                fetchMore();
            answerAll(server, 1 + qsizetype(random.next() % 10));
        }
        // Whoever is in sight stands before and after the right people.
        for (int row = first + 1; row <= first + 12 && row < m_model->rowCount(); ++row) {
            const auto idAt = [this](int at) {
                return UserId::fromText(
                    m_model->index(at).data(MemberListModel::UserIdRole).toString());
            };
            const auto here = std::ranges::find(server.all(), idAt(row), &Member::id);
            QVERIFY(here != server.all().end() && here != server.all().begin());
            QCOMPARE(std::prev(here)->id, idAt(row - 1));
            QCOMPARE(here->status, m_model->find(idAt(row))->status);
        }
    }
}

QTEST_GUILESS_MAIN(TestMemberPages)
#include "tst_memberpages.moc"
