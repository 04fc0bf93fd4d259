#include "tests/support/jwts.h"
#include "tests/support/serverfixture.h"

using namespace chat;
using namespace std::chrono_literals;

namespace {

const QByteArray secret = "a secret of thirty-two bytes, or more";

JwtVerifier verifier()
{
    Result<JwtKey> key = JwtKey::read(JwtAlgorithm::HS256, secret);
    return { std::move(*key), {} };
}

} // namespace

/// Coming in with somebody else's word, as with the article's `token` of the handshake.
class TestJwtEntry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void theWordMakesAPerson();
    void theSeedsTokenFieldIsUnderstoodToo();
    void theSubjectIsTheSamePersonOnEveryDevice();
    void theNameIsTheIssuersUnlessItSaysNone();
    void aTakenNameGetsANumber();
    void withoutATokenAuthenticationIsRequired();
    void aWrongTokenIsInvalid();
    void theSessionEndsWithTheWord();
    void nobodysWordIsTrustedUnlessTheOperatorSays();

private:
    QString word(const QString &subject, const QString &name = {}, std::chrono::seconds life = 1h)
    {
        const auto now = m_fixture->clock.wallTime().time_since_epoch() / 1s;
        QJsonObject claims { { u"sub"_s, subject }, { u"exp"_s, qint64(now + life.count()) } };
        if (!name.isEmpty())
            claims.insert(u"name"_s, name);
        return jwts::token({ { u"alg"_s, u"HS256"_s } }, claims, jwts::bySecret(secret));
    }
    Result<Authenticated> signIn(const Authenticate &credentials)
    {
        m_clients.push_back(m_fixture->connectClient());
        return m_clients.back()->ask(credentials);
    }

    std::unique_ptr<ServerFixture> m_fixture;
    std::vector<std::unique_ptr<TestClient>> m_clients;
};

void TestJwtEntry::init()
{
    m_clients.clear();
    m_fixture = std::make_unique<ServerFixture>(Policy { .entry = { .mode = EntryMode::Token } },
                                                ServerFixture::cheap, verifier());
}

void TestJwtEntry::theWordMakesAPerson()
{
    const auto ada = signIn({ .name = u"whatever"_s, .jwt = word(u"17"_s, u"Ada"_s) });
    QVERIFY(ada);
    QCOMPARE(ada->name, u"Ada"_s);
    QCOMPARE(ada->role, Role::Member);
    QCOMPARE(ada->hasPassword, false);
    QVERIFY(!ada->resumed);
    QVERIFY(m_clients.back()->join(u"tea"_s));
}

void TestJwtEntry::theSeedsTokenFieldIsUnderstoodToo()
{
    const auto ada = signIn({ .name = u"Ada"_s, .token = word(u"17"_s) });
    QVERIFY(ada);
    QVERIFY(isToken(ada->token));
    QCOMPARE(signIn({ .name = u"Ada"_s, .jwt = word(u"17"_s) })->id, ada->id);
}

void TestJwtEntry::theSubjectIsTheSamePersonOnEveryDevice()
{
    const auto laptop = signIn({ .name = u"Ada"_s, .jwt = word(u"17"_s) });
    const auto phone = signIn({ .name = u"Ada"_s, .jwt = word(u"17"_s) });
    const auto other = signIn({ .name = u"Bob"_s, .jwt = word(u"18"_s) });
    QCOMPARE(phone->id, laptop->id);
    QVERIFY(phone->resumed);
    QVERIFY(phone->token != laptop->token);
    QVERIFY(other->id != laptop->id);
    // The own token takes the word's place.
    QCOMPARE(signIn({ .name = u"Ada"_s, .token = laptop->token })->id, laptop->id);
}

void TestJwtEntry::theNameIsTheIssuersUnlessItSaysNone()
{
    QCOMPARE(signIn({ .name = u"Ada"_s, .jwt = word(u"17"_s) })->name, u"Ada"_s);
    QCOMPARE(signIn({ .name = u"Bob"_s, .jwt = word(u"17"_s, u"  Ada   King "_s) })->name,
             u"Ada King"_s);
    QCOMPARE(signIn({ .name = u"Eve"_s, .jwt = word(u"18"_s, u"E\u202eve"_s) })->name, u"Eve"_s);
}

void TestJwtEntry::aTakenNameGetsANumber()
{
    QCOMPARE(signIn({ .name = u"x"_s, .jwt = word(u"17"_s, u"Ada"_s) })->name, u"Ada"_s);
    QCOMPARE(signIn({ .name = u"x"_s, .jwt = word(u"18"_s, u"ADA"_s) })->name, u"ADA 2"_s);
    QCOMPARE(signIn({ .name = u"x"_s, .jwt = word(u"18"_s, u"ADA"_s) })->name, u"ADA 2"_s);
}

void TestJwtEntry::withoutATokenAuthenticationIsRequired()
{
    const auto client = m_fixture->connectClient();
    client->tell(Authenticate { .name = u"Ada"_s });
    QVERIFY(client->waitFor<Refusal>());
    QCOMPARE(client->all<Refusal>().first().message, u"Authentication required"_s);
    client->forget();
    client->tell(ListRooms {});
    QVERIFY(client->waitFor<Refusal>());
    QCOMPARE(client->all<Refusal>().first().message, u"Not authenticated"_s);
}

void TestJwtEntry::aWrongTokenIsInvalid()
{
    const QString good = word(u"17"_s);
    const QString expired = word(u"17"_s, {}, -61s);
    const QString none = jwts::token({ { u"alg"_s, u"none"_s } }, { { u"sub"_s, u"17"_s } },
                                     [](const QByteArray &) { return QByteArray(); });
    for (const QString &bad : { good.chopped(2), expired, none, u"x"_s, u"a.b.c"_s,
                                QString(5 * 1024, u'x'), good + QString(5 * 1024, u'x') }) {
        for (const bool isInTokenField : { false, true }) {
            Authenticate credentials { .name = u"Ada"_s };
            (isInTokenField ? credentials.token : credentials.jwt) = bad;
            const auto client = m_fixture->connectClient();
            client->tell(credentials);
            QVERIFY(client->waitFor<Refusal>());
            const Refusal refusal = client->all<Refusal>().first();
            QCOMPARE(refusal.code, u"invalid-token"_s);
            QCOMPARE(refusal.message, u"Invalid token"_s);
            // And one may try again.
            QVERIFY(client->ask(Authenticate { .name = u"Ada"_s, .jwt = good }));
        }
    }
}

void TestJwtEntry::theSessionEndsWithTheWord()
{
    const auto ada = signIn({ .name = u"Ada"_s, .jwt = word(u"17"_s, {}, 90s) });
    QVERIFY(ada);
    TestClient &client = *m_clients.back();
    m_fixture->advance(89s);
    client.settle();
    QVERIFY(!client.closed());
    m_fixture->advance(1s + Deadlines::slot);
    QVERIFY(client.waitForClose());
    QCOMPARE(client.closed()->code, int(CloseCode::Unauthenticated));
    const auto again = m_fixture->connectClient();
    QCOMPARE(again->ask(Resume { .token = ada->token, .deviceId = DeviceId::fromText(u"a"_s) })
                 .error()
                 .code,
             ErrorCode::InvalidToken);
    QVERIFY(again->ask(Authenticate { .name = u"Ada"_s, .jwt = word(u"17"_s) }));
}

void TestJwtEntry::nobodysWordIsTrustedUnlessTheOperatorSays()
{
    ServerFixture guests;
    const auto client = guests.connectClient();
    QCOMPARE(client->ask(Authenticate { .name = u"Ada"_s, .jwt = word(u"17"_s) }).error().code,
             ErrorCode::InvalidToken);
    QCOMPARE(client->ask(Authenticate { .name = u"Ada"_s, .token = word(u"17"_s) }).error().code,
             ErrorCode::InvalidToken);
}

QTEST_GUILESS_MAIN(TestJwtEntry)
#include "tst_jwtentry.moc"
