#include "client/model/memberlistmodel.h"
#include "client/ui/memberspane.h"
#include "tests/client/samples.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace chat;
using namespace chat::samples;

/// The list of a large room is fetched as far as one looks.
class TestMembersPane : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_pane.reset(); }

    void titleCountsTheWholeRoom();
    void onlyWhatComesIntoSightIsFetched();
    void whatIsInSightIsAskedForAgainWhenStale();
    void nobodyLooksAtAHiddenPane();
    void anotherRoomTakesItsPlace();

private:
    /// Person `number` of a room, in the order of the list.
    static Member person(int number)
    {
        return member(UserId::fromText(u"u-%1"_s.arg(number, 5, 10, QChar(u'0'))));
    }
    /// Answers what the model asks for, from a room of a thousand.
    void answer();
    QListView *list() { return m_pane->findChild<QListView *>(u"memberList"_s); }
    QString title() { return m_pane->findChild<QLabel *>(u"membersTitle"_s)->text(); }

    std::unique_ptr<MemberListModel> m_model;
    std::unique_ptr<MembersPane> m_pane;
    QList<std::optional<MemberPlace>> m_asked;
    int m_pages = 0;
};

void TestMembersPane::init()
{
    m_asked.clear();
    m_pages = 0;
    m_model = std::make_unique<MemberListModel>();
    connect(m_model.get(), &MemberListModel::pageWanted, this,
            [this](const std::optional<MemberPlace> &after) { m_asked.append(after); });
    m_pane = std::make_unique<MembersPane>();
    m_pane->resize(240, 600);
    m_pane->setMembers(m_model.get());
    m_pane->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_pane.get()));
}

void TestMembersPane::answer()
{
    for (int turns = 0; turns < 20; ++turns) {
        QCoreApplication::processEvents();
        while (!m_asked.isEmpty()) {
            const auto after = m_asked.takeFirst();
            const int first = after ? after->id.text().mid(2).toInt() + 1 : 0;
            QList<Member> members;
            for (int number = first; number < first + limits::membersPage; ++number)
                members.append(person(number));
            ++m_pages;
            m_model->receive(after, memberPage(members, 1000, first + members.size() >= 1000));
        }
    }
}

void TestMembersPane::titleCountsTheWholeRoom()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    m_model->showPages(1204);
    QCOMPARE(title(), u"1,204 members"_s);
    m_model->setTotal(1205);
    QCOMPARE(title(), u"1,205 members"_s);
    m_model->reload({ person(1), person(2) });
    QCOMPARE(title(), u"2 members"_s);
}

void TestMembersPane::onlyWhatComesIntoSightIsFetched()
{
    m_model->showPages(1000);
    answer();
    QCOMPARE(m_pages, 1);
    QCOMPARE(m_model->rowCount(), limits::membersPage);
    list()->verticalScrollBar()->setValue(list()->verticalScrollBar()->maximum() / 2);
    answer();
    QCOMPARE(m_pages, 1);
    for (int pages = 2; pages <= 10; ++pages) {
        list()->verticalScrollBar()->setValue(list()->verticalScrollBar()->maximum());
        answer();
        QCOMPARE(m_pages, pages);
    }
    QCOMPARE(m_model->rowCount(), 1000);
    list()->verticalScrollBar()->setValue(list()->verticalScrollBar()->maximum());
    answer();
    QCOMPARE(m_pages, 10);
}

void TestMembersPane::whatIsInSightIsAskedForAgainWhenStale()
{
    m_model->showPages(1000);
    answer();
    list()->verticalScrollBar()->setValue(list()->verticalScrollBar()->maximum());
    answer();
    QCOMPARE(m_pages, 2);
    m_model->markStale();
    QCOMPARE(m_asked.size(), 1);
    const int firstInSight = list()->indexAt(QPoint(0, 0)).row();
    QCOMPARE(m_asked.first()->id, person(firstInSight - 1).id);
    answer();
    list()->verticalScrollBar()->setValue(0);
    QCOMPARE(m_asked.size(), 1);
    QVERIFY(!m_asked.first());
}

void TestMembersPane::nobodyLooksAtAHiddenPane()
{
    m_model->showPages(1000);
    answer();
    m_pane->hide();
    m_model->markStale();
    QVERIFY(m_asked.isEmpty());
    m_pane->show();
    QCOMPARE(m_asked.size(), 1);
}

void TestMembersPane::anotherRoomTakesItsPlace()
{
    m_model->showPages(1000);
    answer();
    MemberListModel other;
    other.reload({ person(1), person(2) });
    m_pane->setMembers(&other);
    QCOMPARE(title(), u"2 members"_s);
    m_model->markStale();
    QVERIFY(m_asked.isEmpty());
    m_pane->setMembers(nullptr);
    QCOMPARE(title(), u"0 members"_s);
}

QTEST_MAIN(TestMembersPane)
#include "tst_memberspane.moc"
