#include "server/core/names.h"

#include "common/base/limits.h"
#include "common/base/literals.h"

#include <QList>

#include <unicode/uchar.h>
#include <unicode/uspoof.h>

#include <algorithm>

namespace chat::names {

namespace {

// Emoji come with one of these or without, as the keyboard likes.
constexpr bool isVariationSelector(QChar c)
{
    return c.unicode() >= 0xfe00 && c.unicode() <= 0xfe0f;
}

constexpr char32_t blankBraille = 0x2800; // a symbol without a dot

bool isInvisible(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format: // zero width, and what turns the direction of text
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default: // among them letters that are nothing but room, like U+3164
        return c == blankBraille
            || u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
    }
}

bool isSeen(char32_t c)
{
    return !QChar::isMark(c) && !QChar::isSpace(c);
}

/// The same for all texts that a reader takes for each other.
QString skeleton(const QString &text)
{
    struct Checker
    {
        Checker() { checker = uspoof_open(&status); }
        ~Checker() { uspoof_close(checker); }
        UErrorCode status = U_ZERO_ERROR;
        USpoofChecker *checker = nullptr;
    };
    static const Checker
        spoof; // a table of Unicode's, read once; reading it is safe in all threads
    Q_ASSERT_X(spoof.checker, "skeleton", "ICU's data is not installed");

    const auto *source = reinterpret_cast<const UChar *>(text.utf16());
    QString result(2 * text.size() + 8, Qt::Uninitialized);
    for (;;) {
        UErrorCode status = U_ZERO_ERROR;
        const int size = uspoof_getSkeleton(spoof.checker, 0, source, int(text.size()),
                                            reinterpret_cast<UChar *>(result.data()),
                                            int(result.size()), &status);
        if (status != U_BUFFER_OVERFLOW_ERROR && U_FAILURE(status))
            return text; // not well-formed; no such name is acceptable
        const bool hasFitted = size <= result.size();
        result.resize(size);
        if (hasFitted)
            return result;
    }
}

} // namespace

QString tidied(const QString &name)
{
    QString text = name;
    text.removeIf(isVariationSelector);
    return text.normalized(QString::NormalizationForm_KC).simplified();
}

bool isAcceptable(const QString &name)
{
    if (name.size() > limits::userNameLength)
        return false;
    const QList<uint> characters = name.toUcs4();
    return name.isValidUtf16() && std::ranges::none_of(characters, isInvisible)
        && std::ranges::any_of(characters, isSeen);
}

QString key(const QString &name)
{
    return name.toCaseFolded();
}

Claims claims(const QString &name)
{
    const QString folded = key(name);
    return { folded, skeleton(name), skeleton(folded) };
}

QString numbered(const QString &name, int number)
{
    const QString suffix = u" %1"_s.arg(number);
    QString stem = name.left(limits::userNameLength - suffix.size());
    if (!stem.isEmpty() && stem.back().isHighSurrogate())
        stem.chop(1);
    return stem.trimmed() + suffix;
}

} // namespace chat::names
