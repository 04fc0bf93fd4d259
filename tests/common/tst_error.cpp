#include "common/base/error.h"
#include "common/base/literals.h"
#include "common/base/result.h"

#include <QSet>
#include <QTest>

#include <memory>

using namespace chat;

class ErrorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theTableIsCompleteAndInTheOrderOfTheEnum()
    {
        // Internal is the last one; it moves when a code is added behind it.
        const auto table = errorTable();
        QCOMPARE(table.size(), static_cast<std::size_t>(ErrorCode::Internal) + 1);
        for (std::size_t i = 0; i < table.size(); ++i) {
            QCOMPARE(table[i].code, static_cast<ErrorCode>(i));
            QCOMPARE(&errorRow(table[i].code), &table[i]);
        }
    }

    void wireNamesAndTextsAreUnique()
    {
        QSet<QString> names;
        QSet<QString> texts;
        for (const ErrorRow &row : errorTable()) {
            names.insert(row.wireName);
            texts.insert(row.text);
        }
        QCOMPARE(static_cast<std::size_t>(names.size()), errorTable().size());
        QCOMPARE(static_cast<std::size_t>(texts.size()), errorTable().size());
    }

    void wireNamesLeadBackToTheirCodes()
    {
        for (const ErrorRow &row : errorTable())
            QCOMPARE(errorCodeFromWire(QString(row.wireName)), row.code);
    }

    void aNameFromTheFutureIsInternal()
    {
        QCOMPARE(errorCodeFromWire(u"quota-of-next-year"), ErrorCode::Internal);
        QCOMPARE(errorCodeFromWire(u""), ErrorCode::Internal);
    }

    // Other clients compare these texts.
    void textsAreTheAgreedOnes_data()
    {
        QTest::addColumn<QString>("wireName");
        QTest::addColumn<QString>("text");
        QTest::newRow("1") << u"not-authenticated"_s << u"Not authenticated"_s;
        QTest::newRow("2") << u"authentication-required"_s << u"Authentication required"_s;
        QTest::newRow("3") << u"invalid-token"_s << u"Invalid token"_s;
        QTest::newRow("4") << u"not-authorized"_s << u"User not authorized"_s;
        QTest::newRow("5") << u"too-many-connections"_s << u"Too many connections"_s;
        QTest::newRow("6") << u"invalid-message"_s << u"Invalid message format"_s;
        QTest::newRow("7") << u"too-long"_s << u"Message too long"_s;
    }

    void textsAreTheAgreedOnes()
    {
        QFETCH(const QString, wireName);
        QFETCH(const QString, text);
        const ErrorRow &row = errorRow(errorCodeFromWire(wireName));
        QCOMPARE(QString(row.wireName), wireName);
        QCOMPARE(QString(row.text), text);
    }

    void onlyWhatMayPassByItselfIsRetryable()
    {
        QVERIFY(Error { .code = ErrorCode::RateLimited }.isRetryable());
        QVERIFY(Error { .code = ErrorCode::StoreFull }.isRetryable());
        QVERIFY(Error { .code = ErrorCode::Unavailable }.isRetryable());
        QVERIFY(!Error { .code = ErrorCode::InvalidMessage }.isRetryable());
        QVERIFY(!Error { .code = ErrorCode::TooLong }.isRetryable());
        QVERIFY(!Error { .code = ErrorCode::NotAuthorized }.isRetryable());
    }

    void theLogTextHoldsCodeAndDetail()
    {
        QCOMPARE(Error { .code = ErrorCode::NotFound }.toText(), u"not-found"_s);
        const Error limited { .code = ErrorCode::RateLimited,
                              .detail = u"21 sends, limit is 20"_s };
        QCOMPARE(limited.toText(), u"rate-limited: 21 sends, limit is 20"_s);
    }

    void aResultHoldsAValueOrItsError()
    {
        const Result<int> seven(7);
        QVERIFY(seven.has_value());
        QCOMPARE(*seven, 7);

        const Result<int> refused(Error { .code = ErrorCode::Conflict });
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Conflict);

        QVERIFY(Result<void>());
        QVERIFY(!Result<void>(Error {}));
    }

    void aResultGivesItsValueAway()
    {
        Result<std::unique_ptr<int>> made(std::make_unique<int>(3));
        const std::unique_ptr<int> taken = std::move(made).value();
        QCOMPARE(*taken, 3);
    }
};

QTEST_GUILESS_MAIN(ErrorTest)
#include "tst_error.moc"
