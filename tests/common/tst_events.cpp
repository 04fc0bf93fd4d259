#include "common/protocol/describe.h"
#include "common/protocol/frame.h"
#include "tests/support/samples.h"
#include "tests/support/seededrandom.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace chat;

namespace {

// Every check takes any event and answers what is wrong with it; an empty text is good news.

template <Fielded E>
QString roundTrip()
{
    SeededRandom random(1);
    for (int i = 0; i < 200; ++i) {
        const E event = sample<E>(random);
        // Through text, as on the wire.
        const QByteArray text = QJsonDocument(toJson(event)).toJson(QJsonDocument::Compact);
        const Result<E> read = fromJson<E>(QJsonDocument::fromJson(text).object());
        if (!read)
            return read.error().toText() + u" in "_s + QString::fromUtf8(text);
        if (!(*read == event))
            return u"differs: "_s + QString::fromUtf8(text);
    }
    return {};
}

/// All its optional fields, at moderate length.
template <Fielded E>
QJsonObject fullSample()
{
    SeededRandom random(2);
    return toJson(sample<E>(random, Optionals::All, 20));
}

template <Fielded E>
QString expectRefusal(QJsonObject json, const FieldInfo &field, const QJsonValue &value,
                      ErrorCode code = ErrorCode::InvalidMessage)
{
    json.insert(field.key, value);
    const Result<E> read = fromJson<E>(json);
    const QString what = QString::fromUtf8(QJsonDocument(QJsonObject { { field.key, value } })
                                               .toJson(QJsonDocument::Compact)
                                               .left(80));
    if (read)
        return u"accepted %1"_s.arg(what);
    if (read.error().code != code)
        return u"refused %1 as %2"_s.arg(what, read.error().toText());
    if (!read.error().detail.startsWith(field.key))
        return u"does not name %1: %2"_s.arg(field.key, read.error().detail);
    return {};
}

template <Fielded E>
QString expectSuccess(const QJsonObject &json)
{
    const Result<E> read = fromJson<E>(json);
    return read ? QString() : read.error().toText();
}

template <Fielded E>
QString absentFields()
{
    for (const FieldInfo &field : describe<E>()) {
        if (field.isMapEntry)
            continue;
        QJsonObject without = fullSample<E>();
        without.remove(field.key);
        QString wrong;
        if (field.isOptional) {
            wrong = expectSuccess<E>(without);
            without.insert(field.key, QJsonValue::Null);
            wrong += expectSuccess<E>(without);
        } else {
            wrong = expectRefusal<E>(without, field, QJsonValue::Undefined)
                + expectRefusal<E>(without, field, QJsonValue::Null);
        }
        if (!wrong.isEmpty())
            return wrong;
    }
    return {};
}

template <Fielded E>
QString wrongTypes()
{
    const QJsonObject json = fullSample<E>();
    for (const FieldInfo &field : describe<E>()) {
        if (field.isMapEntry)
            continue;
        const QList<QJsonValue> values { u"no such word"_s, 7, 1.5, true, QJsonObject(),
                                         QJsonArray { 1 } };
        const QJsonValue::Type right = json.value(field.key).type();
        const bool isFreeText = std::holds_alternative<TextRule>(field.rule);
        for (const QJsonValue &value : values) {
            const bool isRight = value.type() == right && value != QJsonValue(1.5)
                && (!value.isString() || isFreeText) && !value.isObject() && !value.isArray();
            const QString wrong = isRight ? QString() : expectRefusal<E>(json, field, value);
            if (!wrong.isEmpty())
                return wrong;
        }
    }
    return {};
}

/// Breaks one rule of one field in each way there is.
template <Fielded E>
struct RuleBreaker
{
    const QJsonObject &json;
    const FieldInfo &field;

    QString refusal(const QJsonValue &value, ErrorCode code = ErrorCode::InvalidMessage) const
    {
        return expectRefusal<E>(json, field, value, code);
    }
    QString success(const QJsonValue &value) const
    {
        QJsonObject changed = json;
        changed.insert(field.key, value);
        return expectSuccess<E>(changed);
    }

    QString operator()(NoRule) const { return {}; }
    QString operator()(const TextRule &rule) const
    {
        return success(QString(rule.max, u'x')) + success(QString(rule.min, u'x'))
            + refusal(QString(rule.max + 1, u'x'), rule.tooLong)
            + refusal(QString(std::max(rule.min, 1), QChar(0xd800)))
            + (rule.min > 0 ? refusal(QString(rule.min - 1, u'x')) : QString());
    }
    QString operator()(const NumberRule &rule) const
    {
        return success(rule.max) + success(rule.min) + refusal(rule.max + 1) + refusal(rule.min - 1)
            + refusal(1e300) + refusal(-1e300) + refusal(static_cast<double>(rule.min) + 0.5);
    }
    QString operator()(const ListRule &rule) const
    {
        QJsonArray rows;
        const QJsonValue row = json.value(field.key).toArray().first();
        while (rows.size() < rule.max)
            rows.append(row);
        const QString wrong = success(rows);
        rows.append(row);
        return wrong + refusal(rows) + refusal(QJsonArray { 1 });
    }
};

template <Fielded E>
QString brokenRules()
{
    const QJsonObject json = fullSample<E>();
    for (const FieldInfo &field : describe<E>()) {
        if (field.isMapEntry)
            continue;
        const QString wrong = std::visit(RuleBreaker<E> { json, field }, field.rule);
        if (!wrong.isEmpty())
            return u"%1: %2"_s.arg(field.key, wrong);
    }
    return {};
}

template <Fielded E>
QString unknownKeys()
{
    QJsonObject json = fullSample<E>();
    json.insert("key from the future"_L1, QJsonObject { { u"a"_s, 1 } });
    const bool isMap = !describe<E>().isEmpty() && describe<E>().first().isMapEntry;
    return isMap ? QString() : expectSuccess<E>(json);
}

template <Event E>
QString truncatedFrames()
{
    SeededRandom random(3);
    const Frame frame = Frame::of(sample<E>(random, Optionals::All, 12), 17);
    const QByteArray json = frame.json().toByteArray();
    if (!decodeEnvelope(json))
        return u"the whole frame is refused"_s;
    for (qsizetype size = 0; size < json.size(); ++size) {
        if (decodeEnvelope(json.left(size)))
            return u"accepted %1 of %2 bytes"_s.arg(size).arg(json.size());
    }
    return {};
}

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

Q_DECLARE_METATYPE(Check)
Q_DECLARE_METATYPE(chat::Error)

class EventsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyEventSurvivesTheWire_data()
    {
        eachEventAndValue([]<class T>() { return &roundTrip<T>; });
    }
    void everyEventSurvivesTheWire() { runCheck(); }

    void requiredFieldsAreMissedAndOptionalOnesAreNot_data()
    {
        eachEventAndValue([]<class T>() { return &absentFields<T>; });
    }
    void requiredFieldsAreMissedAndOptionalOnesAreNot() { runCheck(); }

    void wrongJsonTypesAreRefused_data()
    {
        eachEventAndValue([]<class T>() { return &wrongTypes<T>; });
    }
    void wrongJsonTypesAreRefused() { runCheck(); }

    void everyBrokenRuleIsRefused_data()
    {
        eachEventAndValue([]<class T>() { return &brokenRules<T>; });
    }
    void everyBrokenRuleIsRefused() { runCheck(); }

    void unknownKeysAreIgnored_data()
    {
        eachEventAndValue([]<class T>() { return &unknownKeys<T>; });
    }
    void unknownKeysAreIgnored() { runCheck(); }

    void everyTruncatedFrameIsRefused_data()
    {
        eachEvent([]<class T>() { return &truncatedFrames<T>; });
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
        QJsonObject presence = toJson(sample<UserPresence>(random));
        QJsonObject user = presence.value("user"_L1).toObject();
        user.remove("name"_L1);
        presence.insert("user"_L1, user);
        QCOMPARE(fromJson<UserPresence>(presence).error().detail, u"user.name is missing"_s);
    }

    void aRowOfAListIsNamedByItsNumber()
    {
        SeededRandom random(5);
        const QJsonObject good = toJson(sample<RoomSummary>(random));
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
