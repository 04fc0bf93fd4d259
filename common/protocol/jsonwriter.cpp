#include "common/protocol/jsonwriter.h"

#include <charconv>

namespace chat::json {

namespace {

constexpr qsizetype mostBytes = 6; // of one UTF-16 unit, as \u0001

char *putHex(char *to, uint unit)
{
    constexpr std::string_view digits = "0123456789abcdef";
    for (const char c : { '\\', 'u', '0', '0', digits[unit >> 4], digits[unit & 0xf] })
        *to++ = c;
    return to;
}

char *putEscaped(char *to, char unit)
{
    constexpr std::string_view named = "\b\f\n\r\t\"\\";
    constexpr std::string_view names = "bfnrt\"\\";
    const auto known = named.find(unit);
    if (known == std::string_view::npos)
        return putHex(to, static_cast<uchar>(unit));
    *to++ = '\\';
    *to++ = names[known];
    return to;
}

char *putUtf8(char *to, char32_t c)
{
    const auto put = [&to](char32_t byte) { *to++ = static_cast<char>(byte); };
    if (c < 0x800) {
        put(0xc0 | c >> 6);
    } else if (c < 0x10000) {
        put(0xe0 | c >> 12);
        put(0x80 | (c >> 6 & 0x3f));
    } else {
        put(0xf0 | c >> 18);
        put(0x80 | (c >> 12 & 0x3f));
        put(0x80 | (c >> 6 & 0x3f));
    }
    put(0x80 | (c & 0x3f));
    return to;
}

} // namespace

void appendText(QByteArray &out, QStringView text)
{
    const qsizetype before = out.size();
    out.resize(before + mostBytes * text.size() + 2);
    char *to = out.data() + before;
    *to++ = '"';
    for (const QChar *unit = text.begin(); unit != text.end(); ++unit) {
        const char16_t c = unit->unicode();
        if (c >= 0x20 && c < 0x80 && c != '"' && c != '\\') {
            *to++ = static_cast<char>(c);
        } else if (c < 0x80) {
            to = putEscaped(to, static_cast<char>(c));
        } else if (!unit->isSurrogate()) {
            to = putUtf8(to, c);
        } else if (unit->isHighSurrogate() && unit + 1 != text.end() && unit[1].isLowSurrogate()) {
            to = putUtf8(to, QChar::surrogateToUcs4(unit[0], unit[1]));
            ++unit;
        } else {
            to = putUtf8(to, QChar::ReplacementCharacter);
        }
    }
    *to++ = '"';
    out.truncate(to - out.constData());
}

void appendNumber(QByteArray &out, qint64 number)
{
    std::array<char, 20> digits {}; // -9223372036854775808
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append(digits.data(), end - digits.data());
}

} // namespace chat::json
