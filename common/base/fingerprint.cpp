#include "common/base/fingerprint.h"

#include "common/base/wordlist.h"

#include <QCryptographicHash>

namespace chat {

namespace {

constexpr qsizetype byteCount = Fingerprint::hexLength / 2;

// Tags of DER (X.690, 8.1.2), as far as the way to the key needs them.
constexpr uchar sequence = 0x30;
constexpr uchar version = 0xa0;

/// One element: its tag, what is in it, and all of it.
struct Element
{
    uchar tag = 0;
    QByteArrayView content;
    QByteArrayView whole;
};

/// Takes the first element off `rest`. Nothing when there is none that is whole.
std::optional<Element> takeElement(QByteArrayView &rest)
{
    constexpr qsizetype longest = 3; // bytes of a length: 16 MB, far over any certificate
    if (rest.size() < 2)
        return std::nullopt;
    qsizetype head = 2;
    auto size = qsizetype(static_cast<uchar>(rest[1]));
    if (size & 0x80) {
        const qsizetype digits = size & 0x7f;
        if (digits < 1 || digits > longest || rest.size() < head + digits)
            return std::nullopt;
        size = 0;
        for (qsizetype i = 0; i < digits; ++i)
            size = size << 8 | static_cast<uchar>(rest[head + i]);
        head += digits;
    }
    if (size > rest.size() - head)
        return std::nullopt;
    const Element element { .tag = static_cast<uchar>(rest[0]),
                            .content = rest.sliced(head, size),
                            .whole = rest.first(head + size) };
    rest = rest.sliced(head + size);
    return element;
}

/// Certificate ::= { { [0] version?, serial, algorithm, issuer, validity, subject, key, ... }, ...
/// }
QByteArrayView publicKeyIn(QByteArrayView certificate)
{
    constexpr int beforeTheKey = 5;
    const auto outer = takeElement(certificate);
    QByteArrayView rest = outer && outer->tag == sequence ? outer->content : QByteArrayView();
    const auto body = takeElement(rest);
    rest = body && body->tag == sequence ? body->content : QByteArrayView();
    auto element = takeElement(rest);
    if (element && element->tag == version)
        element = takeElement(rest);
    for (int i = 0; i < beforeTheKey && element; ++i)
        element = takeElement(rest);
    return element && element->tag == sequence ? element->whole : QByteArrayView();
}

} // namespace

Fingerprint Fingerprint::ofCertificate(const QByteArray &der)
{
    Fingerprint fingerprint;
    if (const QByteArrayView key = publicKeyIn(der); !key.isEmpty())
        fingerprint.m_bytes =
            QCryptographicHash::hash(key.toByteArray(), QCryptographicHash::Sha256);
    return fingerprint;
}

std::optional<Fingerprint> Fingerprint::fromHex(const QString &text)
{
    QString digits = text;
    digits.remove(u':').remove(u' ');
    Fingerprint fingerprint;
    fingerprint.m_bytes = QByteArray::fromHex(digits.toLatin1());
    const bool isWhole = digits.size() == hexLength && fingerprint.m_bytes.size() == byteCount
        && fingerprint.toHex() == digits.toLower();
    return isWhole ? std::optional(fingerprint) : std::nullopt;
}

QStringList Fingerprint::toWords() const
{
    QStringList words;
    for (const char byte : m_bytes.first(std::min(m_bytes.size(), wordCount)))
        words << wordList().at(static_cast<uchar>(byte));
    return words;
}

} // namespace chat
