#include "tests/support/eventchecks.h"

#include <QSet>
#include <QTest>

using namespace chat;

namespace {

using Check = QString (*)();

template <Fielded T>
QByteArray nameOf()
{
    if constexpr (Event<T>)
        return QByteArray(T::wireName.data(), T::wireName.size());
    else
        return QByteArray(T::typeName.data(), T::typeName.size());
}

/// One row for each struct of the list; `checkOf` gives its check.
template <class List>
void addRows(const auto &checkOf)
{
    List::forEach([&checkOf]<class T>() {
        const Check check = checkOf.template operator()<T>();
        QTest::newRow(nameOf<T>().constData()) << check;
    });
}

void eachEvent(const auto &checkOf)
{
    QTest::addColumn<Check>("check");
    addRows<Requests>(checkOf);
    addRows<Replies>(checkOf);
    addRows<Pushes>(checkOf);
}

void eachEventAndValue(const auto &checkOf)
{
    eachEvent(checkOf);
    addRows<Values>(checkOf);
}

void runCheck()
{
    QFETCH(const Check, check);
    const QString wrong = check();
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

} // namespace

class EventsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyEventSurvivesTheWire_data()
    {
        eachEventAndValue([]<class T>() { return &checks::roundTrip<T>; });
    }
    void everyEventSurvivesTheWire() { runCheck(); }

    void requiredFieldsAreMissedAndOptionalOnesAreNot_data()
    {
        eachEventAndValue([]<class T>() { return &checks::absentFields<T>; });
    }
    void requiredFieldsAreMissedAndOptionalOnesAreNot() { runCheck(); }

    void wrongJsonTypesAreRefused_data()
    {
        eachEventAndValue([]<class T>() { return &checks::wrongTypes<T>; });
    }
    void wrongJsonTypesAreRefused() { runCheck(); }

    void everyBrokenRuleIsRefused_data()
    {
        eachEventAndValue([]<class T>() { return &checks::brokenRules<T>; });
    }
    void everyBrokenRuleIsRefused() { runCheck(); }

    void unknownKeysAreIgnored_data()
    {
        eachEventAndValue([]<class T>() { return &checks::unknownKeys<T>; });
    }
    void unknownKeysAreIgnored() { runCheck(); }

    void everyTruncatedFrameIsRefused_data()
    {
        eachEvent([]<class T>() { return &checks::truncatedFrames<T>; });
    }
    void everyTruncatedFrameIsRefused() { runCheck(); }

    void wireNamesAreUnique()
    {
        QSet<QByteArray> names;
        int count = 0;
        const auto add = [&names, &count]<class E>() {
            names.insert(nameOf<E>());
            ++count;
        };
        Requests::forEach(add);
        Replies::forEach(add);
        Pushes::forEach(add);
        QCOMPARE(names.size(), count);
    }

    void everyReplyOfARequestIsInTheListOfReplies()
    {
        QSet<QByteArray> replies;
        Replies::forEach([&replies]<class E>() { replies.insert(nameOf<E>()); });
        Requests::forEach([&replies]<class E>() {
            if constexpr (AnsweredRequest<E>)
                QVERIFY2(replies.contains(nameOf<typename E::Reply>()), E::wireName.data());
        });
    }

    // A message's text is the one thing that people make too long.
    void onlyMessageContentIsTooLong()
    {
        const Result<SendMessage> read = fromJson<SendMessage>(
            QJsonObject { { u"roomId"_s, u"tea"_s }, { u"content"_s, QString(5001, u'x') } });
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::TooLong);
        QCOMPARE(read.error().detail, u"content has 5001 units, limit is 1 to 5000"_s);
    }

    void aNestedFieldIsNamedWithItsPath()
    {
        SeededRandom random(4);
        QJsonObject presence = toJsonObject(sample<UserPresence>(random));
        QJsonObject user = presence.value("user"_L1).toObject();
        user.remove("name"_L1);
        presence.insert("user"_L1, user);
        QCOMPARE(fromJson<UserPresence>(presence).error().detail, u"user.name is missing"_s);
    }

    void aRowOfAListIsNamedByItsNumber()
    {
        SeededRandom random(5);
        const QJsonObject good = toJsonObject(sample<RoomSummary>(random));
        QJsonObject bad = good;
        bad.insert("kind"_L1, u"secret"_s);
        const QJsonObject list { { u"rooms"_s, QJsonArray { good, bad } } };
        QCOMPARE(fromJson<RoomList>(list).error().detail,
                 u"rooms[1].kind is none of public, private"_s);
    }

    void aMapNamesTheKeyThatIsWrong_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("detail");
        QTest::newRow("text") << u"tea"_s << QJsonValue(u"x"_s) << u"tea is not a whole number"_s;
        QTest::newRow("low") << u"tea"_s << QJsonValue(-1)
                             << u"tea is -1, limit is 0 to 9007199254740991"_s;
        QTest::newRow("long key") << QString(51, u'x') << QJsonValue(1)
                                  << u"a key has 51 units, limit is 1 to 50"_s;
        QTest::newRow("empty key")
            << u""_s << QJsonValue(1) << u"a key has 0 units, limit is 1 to 50"_s;
    }
    void aMapNamesTheKeyThatIsWrong()
    {
        QFETCH(const QString, key);
        QFETCH(const QJsonValue, value);
        QFETCH(const QString, detail);
        const Result<Positions> read = fromJson<Positions>(QJsonObject { { key, value } });
        QVERIFY(!read);
        QCOMPARE(read.error().detail, detail);
    }

    void aNullEntryOfAMapIsAbsent()
    {
        const Result<Positions> read =
            fromJson<Positions>(QJsonObject { { u"tea"_s, QJsonValue::Null }, { u"den"_s, 3 } });
        QVERIFY(read);
        QCOMPARE(read->heads,
                 (QMap<RoomId, Seq> { { RoomId::fromText(u"den"_s), Seq::fromNumber(3) } }));
    }

    void dataThatIsNoObjectIsRefused()
    {
        QVERIFY(fromJson<ListRooms>(QJsonValue()));
        QVERIFY(fromJson<ListRooms>(QJsonValue(QJsonValue::Undefined)));
        QVERIFY(!fromJson<ListRooms>(QJsonValue(7)));
        QVERIFY(!fromJson<ListRooms>(QJsonValue(QJsonArray())));
    }

    // The other end must be able to read every refusal, whatever went wrong.
    void everyErrorBecomesAReadableRefusal_data()
    {
        QTest::addColumn<Error>("error");
        for (const ErrorRow &row : errorTable())
            QTest::newRow(row.wireName.data()) << Error { .code = row.code };
        QTest::newRow("long detail") << Error { .detail = QString(10'000, u'x') };
        QTest::newRow("detail cut in a pair")
            << Error { .detail = QString(limits::detailLength - 1, u'x') + u"😀"_s };
        QTest::newRow("detail with half a pair") << Error { .detail = QChar(0xd800) };
        QTest::newRow("long suggestion") << Error { .suggestion = QString(10'000, u'x') };
        QTest::newRow("long wait") << Error { .retryAfter = std::chrono::days { 400 } };
        QTest::newRow("past wait") << Error { .retryAfter = std::chrono::seconds { -1 } };
    }
    void everyErrorBecomesAReadableRefusal()
    {
        QFETCH(const Error, error);
        const Frame frame = Frame::of(Refusal::fromError(error), 7);
        const Result<Envelope> envelope = decodeEnvelope(frame.json().toByteArray());
        QVERIFY(envelope);
        const Result<Refusal> refusal = fromJson<Refusal>(envelope->data);
        QVERIFY2(refusal, qPrintable(refusal ? QString() : refusal.error().toText()));
        QCOMPARE(refusal->toError().code, error.code);
    }

    void aRefusalCarriesTheWholeError()
    {
        const Error error { .code = ErrorCode::Conflict,
                            .detail = u"name Ada is taken"_s,
                            .retryAfter = std::chrono::milliseconds { 1200 },
                            .suggestion = u"Ada2"_s };
        QCOMPARE(Refusal::fromError(error).toError(), error);
    }
};

QTEST_GUILESS_MAIN(EventsTest)
#include "tst_events.moc"
