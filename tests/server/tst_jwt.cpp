#include "common/base/limits.h"
#include "server/auth/jwtverifier.h"
#include "server/auth/passwordhash.h"
#include "tests/support/jwts.h"
#include "tests/support/seededrandom.h"

#include <QJsonArray>
#include <QTest>

using namespace chat;
using namespace std::chrono_literals;

namespace {

constexpr Timestamp now { std::chrono::milliseconds { 1767268800000 } };
const QByteArray secret = "a secret of thirty-two bytes, or more";

qint64 seconds(std::chrono::seconds fromNow)
{
    return (now.time_since_epoch() / 1s) + fromNow.count();
}

QJsonObject header(const QString &algorithm = u"HS256"_s)
{
    return { { u"alg"_s, algorithm }, { u"typ"_s, u"JWT"_s } };
}

/// Those of a good token, with what `changes` has in their place; null: left out.
QJsonObject claims(const QJsonObject &changes = {})
{
    QJsonObject all { { u"sub"_s, u"ada"_s }, { u"exp"_s, seconds(1h) } };
    for (auto it = changes.begin(); it != changes.end(); ++it) {
        if (it.value().isNull())
            all.remove(it.key());
        else
            all.insert(it.key(), it.value());
    }
    return all;
}

} // namespace

class TestJwt : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(passwordhash::prepare()); }

    void theVectorOfTheRfcIsRight();
    void aGoodTokenIsBelieved_data();
    void aGoodTokenIsBelieved();
    void theOperatorAndNotTheTokenChoosesTheAlgorithm_data();
    void theOperatorAndNotTheTokenChoosesTheAlgorithm();
    void claimsAreChecked_data();
    void claimsAreChecked();
    void issuerAndAudienceAreChecked_data();
    void issuerAndAudienceAreChecked();
    void theSubjectIsTheIssuersOwn();
    void nothingOfItMayBeChanged();
    void garbageIsRefused_data();
    void garbageIsRefused();
    void noisyTokensAreRefused();
    void keysThatAreNoneAreRefused_data();
    void keysThatAreNoneAreRefused();

private:
    JwtVerifier verifier(JwtAlgorithm algorithm = JwtAlgorithm::HS256,
                         const JwtVerifier::Config &config = {})
    {
        const QByteArray key = algorithm == JwtAlgorithm::HS256 ? secret
            : algorithm == JwtAlgorithm::RS256                  ? m_rsa.publicPem()
                                                                : m_ed25519.publicPem();
        Result<JwtKey> read = JwtKey::read(algorithm, key);
        if (!read)
            qFatal("%s", qPrintable(read.error().detail));
        return { std::move(*read), config };
    }
    jwts::Sign signer(JwtAlgorithm algorithm)
    {
        return algorithm == JwtAlgorithm::HS256 ? jwts::bySecret(secret)
            : algorithm == JwtAlgorithm::RS256  ? m_rsa.sign()
                                                : m_ed25519.sign();
    }
    static QString good() { return jwts::token(header(), claims(), jwts::bySecret(secret)); }
    static void verifyRefused(const Result<JwtClaims> &believed)
    {
        QVERIFY(!believed);
        QCOMPARE(believed.error().code, ErrorCode::InvalidToken);
        QCOMPARE(errorRow(believed.error().code).text, "Invalid token"_L1);
    }

    jwts::KeyPair m_rsa { "RSA" };
    jwts::KeyPair m_strangersRsa { "RSA" };
    jwts::KeyPair m_ed25519 { "ED25519" };
};

void TestJwt::theVectorOfTheRfcIsRight()
{
    // RFC 7515, appendix A.1; its claims are of 2011 and about nobody, so only the seal is looked
    // at.
    const QByteArray key = QByteArray::fromBase64(
        "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow",
        QByteArray::Base64UrlEncoding);
    const QByteArray text = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9."
                            "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt"
                            "cGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
    const QByteArray seal = QByteArray::fromBase64("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
                                                   QByteArray::Base64UrlEncoding);
    const auto read = JwtKey::read(JwtAlgorithm::HS256, key);
    QVERIFY(read->hasSigned(text, seal));
    QVERIFY(!read->hasSigned(text + ' ', seal));
    QVERIFY(!read->hasSigned(text, seal.chopped(1)));
    QVERIFY(!read->hasSigned(text, {}));
}

void TestJwt::aGoodTokenIsBelieved_data()
{
    QTest::addColumn<JwtAlgorithm>("algorithm");
    QTest::newRow("HS256") << JwtAlgorithm::HS256;
    QTest::newRow("RS256") << JwtAlgorithm::RS256;
    QTest::newRow("EdDSA") << JwtAlgorithm::EdDSA;
}

void TestJwt::aGoodTokenIsBelieved()
{
    QFETCH(const JwtAlgorithm, algorithm);
    const QJsonObject about = claims({ { u"name"_s, u"Ada Lovelace"_s } });
    const QString token = jwts::token(header(nameOf(algorithm)), about, signer(algorithm));
    const auto believed = verifier(algorithm).verify(token, now);
    QVERIFY2(believed, believed ? "" : qPrintable(believed.error().detail));
    QCOMPARE(believed->subject, u"\nada"_s);
    QCOMPARE(believed->name, u"Ada Lovelace"_s);
    QCOMPARE(believed->expires, now + 1h);
}

void TestJwt::theOperatorAndNotTheTokenChoosesTheAlgorithm_data()
{
    QTest::addColumn<JwtAlgorithm>("chosen");
    QTest::addColumn<QString>("claimed");
    QTest::addColumn<jwts::Sign>("sign");
    const jwts::Sign nobody = [](const QByteArray &) { return QByteArray(); };
    for (const JwtAlgorithm chosen :
         { JwtAlgorithm::HS256, JwtAlgorithm::RS256, JwtAlgorithm::EdDSA }) {
        const QByteArray name = QByteArray(nameOf(chosen).data());
        for (const char *none : { "none", "None", "NONE", "nOnE", "" })
            QTest::addRow("%s, none as \"%s\"", name.data(), none)
                << chosen << QString::fromLatin1(none) << nobody;
        for (const JwtAlgorithm other :
             { JwtAlgorithm::HS256, JwtAlgorithm::RS256, JwtAlgorithm::EdDSA }) {
            if (other != chosen)
                QTest::addRow("%s for %s", nameOf(other).data(), name.data())
                    << chosen << QString(nameOf(other)) << signer(other);
        }
        QTest::addRow("%s without a signature", name.data())
            << chosen << QString(nameOf(chosen)) << nobody;
        QTest::addRow("%s in another case", name.data())
            << chosen << QString(nameOf(chosen)).toLower() << signer(chosen);
    }
    // The classic: the public key, which everybody knows, as a secret.
    for (const QString &claimed : { u"HS256"_s, u"RS256"_s })
        QTest::addRow("the public key as a secret, as %s", qPrintable(claimed))
            << JwtAlgorithm::RS256 << claimed << jwts::bySecret(m_rsa.publicPem());
    QTest::newRow("another key") << JwtAlgorithm::RS256 << u"RS256"_s << m_strangersRsa.sign();
    QTest::newRow("another secret") << JwtAlgorithm::HS256 << u"HS256"_s
                                    << jwts::bySecret("another secret of thirty-two bytes");
    QTest::newRow("an empty secret") << JwtAlgorithm::HS256 << u"HS256"_s << jwts::bySecret({});
    QTest::newRow("HS384") << JwtAlgorithm::HS256 << u"HS384"_s << jwts::bySecret(secret);
}

void TestJwt::theOperatorAndNotTheTokenChoosesTheAlgorithm()
{
    QFETCH(const JwtAlgorithm, chosen);
    QFETCH(const QString, claimed);
    QFETCH(const jwts::Sign, sign);
    verifyRefused(verifier(chosen).verify(jwts::token(header(claimed), claims(), sign), now));
}

void TestJwt::claimsAreChecked_data()
{
    QTest::addColumn<QJsonObject>("changes");
    QTest::addColumn<bool>("isBelieved");
    const auto row = [](const char *what, const QString &claim, const QJsonValue &value,
                        bool isBelieved) {
        QTest::newRow(what) << QJsonObject { { claim, value } } << isBelieved;
    };
    row("no end", u"exp"_s, QJsonValue::Null, false);
    row("an end in words", u"exp"_s, u"tomorrow"_s, false);
    row("an end in digits, as text", u"exp"_s, QString::number(seconds(1h)), false);
    row("an end before all time", u"exp"_s, -1, false);
    row("an end after all time", u"exp"_s, 1e300, false);
    row("just over", u"exp"_s, seconds(-60s), false);
    row("over by less than the leeway", u"exp"_s, seconds(-59s), true);
    row("with a fraction", u"exp"_s, double(seconds(1s)) + 0.5, true);
    row("not yet", u"nbf"_s, seconds(61s), false);
    row("not yet, by less than the leeway", u"nbf"_s, seconds(60s), true);
    row("a beginning that is none", u"nbf"_s, u"x"_s, false);
    row("nobody", u"sub"_s, QJsonValue::Null, false);
    row("an empty name", u"sub"_s, u""_s, false);
    row("a number", u"sub"_s, 17, false);
    row("two lines", u"sub"_s, u"ada\nbob"_s, false);
    row("turned around", u"sub"_s, u"ada\u202ebob"_s, false);
    row("very long", u"sub"_s, QString(256, u'x'), false);
    row("long", u"sub"_s, QString(255, u'x'), true);
    row("an issuer that is none", u"iss"_s, QJsonArray { u"a"_s }, false);
    row("for somebody", u"aud"_s, u"somebody else"_s, false);
    row("more than we know", u"admin"_s, true, true);
}

void TestJwt::claimsAreChecked()
{
    QFETCH(const QJsonObject, changes);
    QFETCH(const bool, isBelieved);
    const auto believed =
        verifier().verify(jwts::token(header(), claims(changes), jwts::bySecret(secret)), now);
    if (isBelieved)
        QVERIFY2(believed, believed ? "" : qPrintable(believed.error().detail));
    else
        verifyRefused(believed);
}

void TestJwt::issuerAndAudienceAreChecked_data()
{
    QTest::addColumn<QJsonObject>("said");
    QTest::addColumn<bool>("isBelieved");
    const QString issuer = u"https://id.example"_s;
    const QString us = u"confab"_s;
    QTest::newRow("both") << QJsonObject { { u"iss"_s, issuer }, { u"aud"_s, us } } << true;
    QTest::newRow("one of many") << QJsonObject { { u"iss"_s, issuer },
                                                  { u"aud"_s, QJsonArray { u"x"_s, us } } }
                                 << true;
    QTest::newRow("no issuer") << QJsonObject { { u"aud"_s, us } } << false;
    QTest::newRow("no audience") << QJsonObject { { u"iss"_s, issuer } } << false;
    QTest::newRow("another issuer")
        << QJsonObject { { u"iss"_s, issuer + u'/' }, { u"aud"_s, us } } << false;
    QTest::newRow("another audience")
        << QJsonObject { { u"iss"_s, issuer }, { u"aud"_s, u"Confab"_s } } << false;
    QTest::newRow("nobody in particular")
        << QJsonObject { { u"iss"_s, issuer }, { u"aud"_s, QJsonArray() } } << false;
}

void TestJwt::issuerAndAudienceAreChecked()
{
    QFETCH(const QJsonObject, said);
    QFETCH(const bool, isBelieved);
    const JwtVerifier strict = verifier(
        JwtAlgorithm::HS256, { .issuer = u"https://id.example"_s, .audience = u"confab"_s });
    const auto believed =
        strict.verify(jwts::token(header(), claims(said), jwts::bySecret(secret)), now);
    QCOMPARE(bool(believed), isBelieved);
}

void TestJwt::theSubjectIsTheIssuersOwn()
{
    const auto subject = [this](const QString &issuer) {
        return verifier()
            .verify(jwts::token(header(), claims({ { u"iss"_s, issuer } }), jwts::bySecret(secret)),
                    now)
            ->subject;
    };
    QCOMPARE(subject(u"https://id.example"_s), u"https://id.example\nada"_s);
    QVERIFY(subject(u"https://id.example"_s) != subject(u"https://id2.example"_s));
}

void TestJwt::nothingOfItMayBeChanged()
{
    const JwtVerifier strict = verifier();
    const QString token = good();
    QVERIFY(strict.verify(token, now));
    for (qsizetype i = 0; i < token.size(); ++i) {
        QString changed = token;
        changed[i] = changed[i] == u'A' ? u'B' : u'A';
        // The last letter of a part has bits that mean nothing; all else matters.
        if (strict.verify(changed, now))
            QVERIFY2(i + 1 == token.size(), qPrintable(changed));
    }
}

void TestJwt::garbageIsRefused_data()
{
    QTest::addColumn<QString>("token");
    const QStringList parts = good().split(u'.');
    QTest::newRow("empty") << QString();
    QTest::newRow("dots") << u".."_s;
    QTest::newRow("more dots") << QString(4096, u'.');
    QTest::newRow("two parts") << parts[0] + u'.' + parts[1];
    QTest::newRow("four parts") << good() + u".x"_s;
    QTest::newRow("padded") << good() + u'=';
    QTest::newRow("in between") << parts[0] + u'.' + parts[1] + u"\n."_s + parts[2];
    QTest::newRow("another alphabet")
        << parts[0] + u'.' + parts[1] + u'.' + QString(parts[2]).replace(0, 2, u"+/"_s);
    QTest::newRow("not ASCII") << u"\u00ff\u00ff\u00ff."_s + parts[1] + u'.' + parts[2];
    QTest::newRow("NUL") << good() + QChar(0);
    QTest::newRow("5 KiB") << jwts::token(header(), claims({ { u"x"_s, QString(3800, u'x') } }),
                                          jwts::bySecret(secret));
    const auto withHeader = [](const QByteArray &json) {
        const QByteArray text = jwts::encoded(json) + '.' + jwts::encoded(claims());
        return QString::fromLatin1(text + '.' + jwts::encoded(jwts::bySecret(secret)(text)));
    };
    QTest::newRow("header is a list") << withHeader("[]");
    QTest::newRow("header is nothing") << withHeader("");
    QTest::newRow("header is deep") << withHeader(QByteArray(2000, '['));
    QTest::newRow("algorithm is a number") << withHeader(R"({"alg":7})");
    QTest::newRow("algorithm is a list") << withHeader(R"({"alg":["HS256"]})");
    QTest::newRow("no algorithm") << withHeader(R"({"typ":"JWT"})");
    QTest::newRow("critical") << withHeader(R"({"alg":"HS256","crit":["b64"],"b64":false})");
    QTest::newRow("an own key") << withHeader(R"({"alg":"none","jwk":{"kty":"oct","k":"AA"}})");
}

void TestJwt::garbageIsRefused()
{
    QFETCH(const QString, token);
    const auto believed = verifier().verify(token, now);
    verifyRefused(believed);
    QVERIFY(token.isEmpty() || !believed.error().detail.contains(token));
}

void TestJwt::noisyTokensAreRefused()
{
    SeededRandom random(1);
    const JwtVerifier strict = verifier();
    for (int i = 0; i < 10'000; ++i) {
        QByteArray bytes = good().toLatin1();
        for (int j = 0; j < 3; ++j)
            bytes[static_cast<qsizetype>(random.next() % quint64(bytes.size() - 1))] =
                static_cast<char>(random.next());
        const QString token = QString::fromLatin1(bytes);
        if (token != good())
            QVERIFY(!strict.verify(token, now));
    }
}

void TestJwt::keysThatAreNoneAreRefused_data()
{
    QTest::addColumn<JwtAlgorithm>("algorithm");
    QTest::addColumn<QByteArray>("key");
    QTest::newRow("empty secret") << JwtAlgorithm::HS256 << QByteArray();
    QTest::newRow("short secret") << JwtAlgorithm::HS256 << QByteArray(31, 'x');
    QTest::newRow("public key as secret") << JwtAlgorithm::HS256 << m_rsa.publicPem();
    QTest::newRow("secret as RSA key") << JwtAlgorithm::RS256 << secret;
    QTest::newRow("no RSA key") << JwtAlgorithm::RS256 << QByteArray();
    QTest::newRow("short RSA key") << JwtAlgorithm::RS256 << jwts::KeyPair("RSA", 1024).publicPem();
    QTest::newRow("Ed25519 for RSA") << JwtAlgorithm::RS256 << m_ed25519.publicPem();
    QTest::newRow("RSA for Ed25519") << JwtAlgorithm::EdDSA << m_rsa.publicPem();
    QTest::newRow("half a key") << JwtAlgorithm::EdDSA << m_ed25519.publicPem().left(60);
}

void TestJwt::keysThatAreNoneAreRefused()
{
    QFETCH(const JwtAlgorithm, algorithm);
    QFETCH(const QByteArray, key);
    const auto read = JwtKey::read(algorithm, key);
    QVERIFY(!read);
    QVERIFY(key.isEmpty() || !read.error().detail.contains(QString::fromLatin1(key)));
}

QTEST_GUILESS_MAIN(TestJwt)
#include "tst_jwt.moc"
