#include "common/base/literals.h"
#include "server/core/memberlist.h"
#include "tests/support/seededrandom.h"

#include <QTest>

#include <algorithm>

using namespace chat;

namespace {

Member person(const QString &name, PresenceStatus status = PresenceStatus::Online)
{
    return { .id = UserId::fromText(u"u-"_s + name.toLower()), .name = name, .status = status };
}

QStringList names(const QList<Member> &members)
{
    QStringList all;
    for (const Member &member : members)
        all << member.name;
    return all;
}

} // namespace

class TestMemberList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlinePeopleComeFirstThenNames();
    void aChangeMovesTheMember();
    void pagesFollowEachOther();
    void aPlaceNeedNotBeAnyones();
    void pagesAreBoundedInBytesButNeverEmpty();
    void everyoneIsAllOrNothing();
    void pagesHoldEveryoneOnceWhateverHappened();
};

void TestMemberList::onlinePeopleComeFirstThenNames()
{
    MemberList list;
    for (const Member &member : { person(u"zoe"_s), person(u"Ada"_s, PresenceStatus::Offline),
                                  person(u"bob"_s, PresenceStatus::Busy), person(u"Carl"_s) })
        list.put(member);
    QCOMPARE(names(list.page({}, 10)), QStringList({ u"bob"_s, u"Carl"_s, u"zoe"_s, u"Ada"_s }));
}

void TestMemberList::aChangeMovesTheMember()
{
    MemberList list;
    list.put(person(u"ada"_s));
    list.put(person(u"bob"_s));
    list.put(person(u"ada"_s, PresenceStatus::Offline));
    QCOMPARE(list.size(), 2);
    QCOMPARE(names(list.page({}, 10)), QStringList({ u"bob"_s, u"ada"_s }));
    list.remove(UserId::fromText(u"u-bob"_s));
    list.remove(UserId::fromText(u"u-bob"_s));
    QCOMPARE(names(list.page({}, 10)), QStringList({ u"ada"_s }));
}

void TestMemberList::pagesFollowEachOther()
{
    MemberList list;
    for (const QString &name : { u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s })
        list.put(person(name));
    const auto first = list.page({}, 2);
    const auto second = list.page(MemberPlace::of(first.last()), 2);
    const auto third = list.page(MemberPlace::of(second.last()), 2);
    QCOMPARE(names(first + second + third),
             QStringList({ u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s }));
    QVERIFY(list.page(MemberPlace::of(third.last()), 2).isEmpty());
}

void TestMemberList::aPlaceNeedNotBeAnyones()
{
    MemberList list;
    list.put(person(u"ada"_s));
    list.put(person(u"zoe"_s));
    const MemberPlace gone = MemberPlace::of(person(u"carl"_s));
    QCOMPARE(names(list.page(gone, 10)), QStringList({ u"zoe"_s }));
}

void TestMemberList::pagesAreBoundedInBytesButNeverEmpty()
{
    MemberList list;
    for (int i = 0; i < 10; ++i)
        list.put(person(QString(40, QChar(u'a' + i))));
    constexpr qsizetype each = 150 + 6 * 40;
    QCOMPARE(list.page({}, 10, 3 * each).size(), 3);
    QCOMPARE(list.page({}, 10, 1).size(), 1);
}

void TestMemberList::everyoneIsAllOrNothing()
{
    MemberList list;
    for (int i = 0; i < limits::membersListed; ++i)
        list.put(person(u"%1"_s.arg(i)));
    QCOMPARE(list.everyone()->size(), limits::membersListed);
    QVERIFY(!list.everyone(1000));
    list.put(person(u"one more"_s));
    QVERIFY(!list.everyone());
}

void TestMemberList::pagesHoldEveryoneOnceWhateverHappened()
{
    SeededRandom random(3);
    MemberList list;
    QHash<UserId, Member> expected;
    for (int step = 0; step < 2000; ++step) {
        const Member member = person(QString(QChar(u'a' + ushort(random.next() % 26))) + u'x',
                                     PresenceStatus(random.next() % 4));
        if (random.next() % 5 == 0) {
            list.remove(member.id);
            expected.remove(member.id);
        } else {
            list.put(member);
            expected.insert(member.id, member);
        }
        QList<Member> all;
        for (auto page = list.page({}, 7); !page.isEmpty();
             page = list.page(MemberPlace::of(page.last()), 7))
            all += page;
        QCOMPARE(all.size(), expected.size());
        QVERIFY(std::ranges::is_sorted(all, {}, &MemberPlace::of));
        for (const Member &one : std::as_const(all))
            QCOMPARE(one, expected.value(one.id));
    }
}

QTEST_GUILESS_MAIN(TestMemberList)
#include "tst_memberlist.moc"
