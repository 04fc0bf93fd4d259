#include "common/protocol/events.h"
#include "common/protocol/frame.h"
#include "tests/contract/asking.h"

#include <QTest>

#include <algorithm>

namespace chat {

void StoreContract::pagesAreOldestFirst_data()
{
    using Direction = PageQuery::Direction;
    QTest::addColumn<int>("direction");
    QTest::addColumn<int>("seq");
    QTest::addColumn<int>("limit");
    QTest::addColumn<QList<qint64>>("expected");
    QTest::addColumn<bool>("atStart");
    QTest::addColumn<bool>("atEnd");
    const auto row = [](const char *name, Direction direction, int seq, int limit,
                        const QList<qint64> &expected, bool atStart, bool atEnd) {
        QTest::newRow(name) << int(direction) << seq << limit << expected << atStart << atEnd;
    };
    row("newest", Direction::Newest, 0, 2, { 4, 5 }, false, true);
    row("newest, all", Direction::Newest, 0, 9, { 1, 2, 3, 4, 5 }, true, true);
    row("before", Direction::Before, 4, 2, { 2, 3 }, false, false);
    row("before the second", Direction::Before, 2, 9, { 1 }, true, false);
    row("before the first", Direction::Before, 1, 9, {}, true, false);
    row("before far ahead", Direction::Before, 99, 2, { 4, 5 }, false, true);
    row("after", Direction::After, 2, 2, { 3, 4 }, false, false);
    row("after nothing", Direction::After, 0, 9, { 1, 2, 3, 4, 5 }, true, true);
    row("after the last", Direction::After, 5, 9, {}, false, true);
    row("around", Direction::Around, 3, 3, { 2, 3, 4 }, false, false);
    row("around the first", Direction::Around, 1, 2, { 1, 2 }, true, false);
    row("around the last", Direction::Around, 5, 4, { 3, 4, 5 }, false, true);
}

void StoreContract::pagesAreOldestFirst()
{
    QFETCH(const int, direction);
    QFETCH(const int, seq);
    QFETCH(const int, limit);
    QFETCH(const QList<qint64>, expected);
    QFETCH(const bool, atStart);
    QFETCH(const bool, atEnd);
    for (int i = 1; i <= 5; ++i)
        QVERIFY(append(*m_store, line(tea, ada, QString::number(i))));
    const auto rows = page(*m_store,
                           { .room = tea,
                             .direction = PageQuery::Direction(direction),
                             .seq = Seq::fromNumber(seq),
                             .limit = limit });
    QList<qint64> seqs;
    for (const Message &message : rows->messages)
        seqs << message.seq.number();
    QCOMPARE(seqs, expected);
    QCOMPARE(rows->atStart, atStart);
    QCOMPARE(rows->atEnd, atEnd);
    QCOMPARE(rows->head.number(), 5);
    QCOMPARE(rows->epoch.text(), u"epoch-tea"_s);
}

void StoreContract::pagesAreBoundedInBytes_data()
{
    using Direction = PageQuery::Direction;
    QTest::addColumn<int>("direction");
    QTest::addColumn<int>("seq");
    QTest::addColumn<int>("limit");
    QTest::newRow("newest") << int(Direction::Newest) << 0 << 50;
    QTest::newRow("before") << int(Direction::Before) << 40 << 50;
    QTest::newRow("after") << int(Direction::After) << 3 << 50;
    QTest::newRow("around") << int(Direction::Around) << 20 << 40;
}

void StoreContract::pagesAreBoundedInBytes()
{
    QFETCH(const int, direction);
    QFETCH(const int, seq);
    QFETCH(const int, limit);
    const QString words(limits::messageLength, u'\u4e2d'); // three bytes each
    for (int i = 1; i <= 50; ++i)
        QVERIFY(append(*m_store, line(tea, ada, QString::number(i), words)));
    const auto rows = page(*m_store,
                           { .room = tea,
                             .direction = PageQuery::Direction(direction),
                             .seq = Seq::fromNumber(seq),
                             .limit = limit });
    const qsizetype most = rows->messages.size();
    qsizetype bytes = 0;
    for (const Message &message : rows->messages)
        bytes += Frame::of(NewMessage { message }).json().size();
    QVERIFY(bytes <= limits::historyPageBytes);
    QVERIFY(bytes / most * (most + 1) > limits::historyPageBytes);
    const qint64 first = rows->messages.first().seq.number();
    for (qsizetype i = 0; i < most; ++i)
        QCOMPARE(rows->messages.at(i).seq.number(), first + i);
    if (direction == int(PageQuery::Direction::After))
        QCOMPARE(first, seq + 1);
    else if (direction == int(PageQuery::Direction::Around))
        QVERIFY(first <= seq && seq < first + most);
    else
        QCOMPARE(first + most, direction == int(PageQuery::Direction::Before) ? seq : 51);
    QVERIFY(!rows->atStart);
}

void StoreContract::pagesShowAuthorsUnderTheirPresentNames()
{
    QVERIFY(append(*m_store, line(tea, ada, u"1"_s)));
    SignIn renamed = newcomer(u"Countess"_s);
    renamed.tokenHash = "ada-token";
    QVERIFY(signIn(*m_store, renamed));
    QCOMPARE(page(*m_store, { .room = tea, .limit = 1 })->messages.first().userName, u"Countess"_s);
}

void StoreContract::everyFieldOfALineComesBack()
{
    NewLine first = line(tea, ada, u"1"_s, u"\"quotes\"; DROP TABLE \u0000 \U0001F600"_s);
    QVERIFY(append(*m_store, first));
    NewLine second = line(tea, bob, u"2"_s);
    second.replyTo = Seq::fromNumber(1);
    QVERIFY(append(*m_store, second));
    const auto rows = page(*m_store, { .room = tea, .limit = 2 });
    const Message expected { .id = first.id,
                             .seq = Seq::fromNumber(1),
                             .roomId = tea,
                             .userId = ada,
                             .userName = u"ada"_s,
                             .avatar = u""_s,
                             .content = first.content,
                             .timestamp = first.timestamp,
                             .tag = first.tag };
    QCOMPARE(rows->messages.first(), expected);
    QCOMPARE(rows->messages.last().replyTo, Seq::fromNumber(1));
}

void StoreContract::theOldestAreForgotten()
{
    const auto purge = [this](qint64 before) {
        return wait<Seq>([&](auto done) {
            m_store->log().purge({ .room = tea, .before = Seq::fromNumber(before) }, done);
        });
    };
    for (int i = 1; i <= 5; ++i)
        QVERIFY(append(*m_store, line(tea, ada, QString::number(i))));
    QCOMPARE(purge(3)->number(), 3);
    QCOMPARE(purge(2)->number(), 3);
    const auto rows = page(*m_store, { .room = tea, .limit = 10 });
    QCOMPARE(rows->messages.size(), 3);
    QCOMPARE(rows->messages.first().seq.number(), 3);
    QCOMPARE(rows->first.number(), 3);
    QVERIFY(rows->atStart);
    QVERIFY(append(*m_store, line(tea, ada, u"1"_s))->isRepetition);

    QCOMPARE(purge(99)->number(), 6);
    QVERIFY(page(*m_store, { .room = tea, .limit = 10 })->messages.isEmpty());
    QCOMPARE(append(*m_store, line(tea, ada, u"6"_s))->seq.number(), 6);
    const auto rooms =
        wait<QList<RoomRecord>>([this](auto done) { m_store->directory().rooms(done); });
    QCOMPARE(std::ranges::find(*rooms, tea, &RoomRecord::id)->first.number(), 6);
}

void StoreContract::theOldestOfATimeAreForgotten()
{
    const auto at = [](int day) { return Timestamp { std::chrono::days { day } }; };
    // The third one's clock went wrong: time orders nothing.
    const QList<int> days { 1, 2, 9, 3, 5 };
    for (qsizetype i = 0; i < days.size(); ++i) {
        NewLine dated = line(tea, ada, QString::number(i));
        dated.timestamp = at(days.at(i));
        QVERIFY(append(*m_store, dated));
    }
    const auto purge = [&](int day) {
        return wait<Seq>(
            [&](auto done) { m_store->log().purge({ .room = tea, .olderThan = at(day) }, done); });
    };
    QCOMPARE(purge(1)->number(), 1);
    QCOMPARE(purge(4)->number(), 3);
    QCOMPARE(purge(10)->number(), 6);
}

void StoreContract::retentionIsRemembered()
{
    const Retention last { .keep = Keep::Last, .amount = 100 };
    QVERIFY(wait<void>([&](auto done) {
        m_store->directory().createRoom(
            { .id = coffee, .epoch = Epoch::fromText(u"e"_s), .retention = last }, ada, done);
    }));
    const auto rooms =
        wait<QList<RoomRecord>>([this](auto done) { m_store->directory().rooms(done); });
    QCOMPARE(std::ranges::find(*rooms, coffee, &RoomRecord::id)->retention, last);
    QCOMPARE(std::ranges::find(*rooms, tea, &RoomRecord::id)->retention, Retention());
    QCOMPARE(std::ranges::find(*rooms, tea, &RoomRecord::id)->first.number(), 1);
}

void StoreContract::showingReceiptsIsRemembered()
{
    QVERIFY(wait<void>([&](auto done) {
        m_store->directory().createRoom(
            { .id = coffee, .epoch = Epoch::fromText(u"e"_s), .showsReceipts = true }, ada, done);
    }));
    const auto rooms =
        wait<QList<RoomRecord>>([this](auto done) { m_store->directory().rooms(done); });
    QVERIFY(std::ranges::find(*rooms, coffee, &RoomRecord::id)->showsReceipts);
    QVERIFY(!std::ranges::find(*rooms, tea, &RoomRecord::id)->showsReceipts);
}

void StoreContract::membersSayWhatTheyHaveReadSinceTheyJoined()
{
    for (int i = 1; i <= 3; ++i)
        QVERIFY(append(*m_store, line(tea, bob, QString::number(i))));
    QVERIFY(enter(*m_store, tea, ada));
    const auto readByAda = [this] {
        const auto members =
            wait<QList<Member>>([this](auto done) { m_store->directory().members(tea, done); });
        return std::ranges::find(*members, ada, &Member::id)->readSeq;
    };
    QCOMPARE(readByAda(), std::nullopt);
    QVERIFY(mark(*m_store, ada, 3));
    QCOMPARE(readByAda(), std::nullopt); // what was said before she came
    QVERIFY(append(*m_store, line(tea, bob, u"4"_s)));
    QVERIFY(mark(*m_store, ada, 4));
    QCOMPARE(readByAda(), Seq::fromNumber(4));
    QCOMPARE(std::ranges::find(enter(*m_store, tea, ada)->members, ada, &Member::id)->readSeq,
             Seq::fromNumber(4));
}

} // namespace chat
