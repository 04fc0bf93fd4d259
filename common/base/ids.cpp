#include "common/base/ids.h"

#include "common/base/clock.h"
#include "common/base/limits.h"
#include "common/base/literals.h"
#include "common/base/random.h"

#include <QUuid>

#include <algorithm>
#include <array>

namespace chat {

QString newUuid7(const Clock &clock, Random &random)
{
    const auto ms = static_cast<quint64>(clock.wallTime().time_since_epoch().count());
    const quint64 a = random.next();
    const quint64 b = random.next();
    const auto byte = [](quint64 value, int shift) { return static_cast<uchar>(value >> shift); };

    const QUuid uuid(static_cast<uint>(ms >> 16), static_cast<ushort>(ms & 0xffff),
                     static_cast<ushort>(0x7000 | (a & 0x0fff)),
                     static_cast<uchar>(0x80 | (byte(a, 16) & 0x3f)), byte(a, 24), byte(b, 0),
                     byte(b, 8), byte(b, 16), byte(b, 24), byte(b, 32), byte(b, 40));
    return uuid.toString(QUuid::WithoutBraces);
}

QString newRandomHex(Random &random, int bytes)
{
    QByteArray raw;
    raw.reserve(bytes + 8);
    while (raw.size() < bytes) {
        const quint64 number = random.next();
        raw.append(reinterpret_cast<const char *>(&number), sizeof number);
    }
    return QString::fromLatin1(raw.left(bytes).toHex());
}

QString newToken(Random &random)
{
    return newRandomHex(random, limits::tokenBytes);
}

bool isToken(QStringView text)
{
    const auto isDigit = [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
    };
    return text.size() == 2 * limits::tokenBytes && std::all_of(text.begin(), text.end(), isDigit);
}

} // namespace chat
