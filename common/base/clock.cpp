#include "common/base/clock.h"

#include "common/base/literals.h"

#include <array>

namespace chat {

using std::chrono::milliseconds;

namespace {

// By hand, because each message has one, and Qt's calendar takes as long as the rest of it.
constexpr QStringView blank = u"0000-00-00T00:00:00.000Z";

/// Where a number stands in the text.
struct Field
{
    qsizetype at;
    qsizetype digits;
};
constexpr std::array<Field, 7> fields {
    { { 0, 4 }, { 5, 2 }, { 8, 2 }, { 11, 2 }, { 14, 2 }, { 17, 2 }, { 20, 3 } }
};
using Numbers =
    std::array<int, fields.size()>; // year, month, day, hour, minute, second, millisecond

/// The numbers of a text that differs from the blank one in its digits only.
std::optional<Numbers> numbersIn(QStringView text)
{
    if (text.size() != blank.size())
        return std::nullopt;
    for (qsizetype i = 0; i < blank.size(); ++i) {
        const bool isDigit = text[i] >= u'0' && text[i] <= u'9';
        if (blank[i] == u'0' ? !isDigit : text[i] != blank[i])
            return std::nullopt;
    }
    Numbers numbers {};
    for (std::size_t i = 0; i < fields.size(); ++i) {
        for (const QChar digit : text.sliced(fields[i].at, fields[i].digits))
            numbers[i] = 10 * numbers[i] + digit.unicode() - u'0';
    }
    return numbers;
}

} // namespace

Instant SystemClock::now() const
{
    return std::chrono::time_point_cast<milliseconds>(std::chrono::steady_clock::now());
}

Timestamp SystemClock::wallTime() const
{
    return std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now());
}

QString toIsoText(Timestamp time)
{
    const auto midnight = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(midnight);
    const std::chrono::hh_mm_ss clock(time - midnight);
    const auto number = [](auto value) { return static_cast<int>(value); };
    const Numbers numbers { number(int { date.year() }),       number(unsigned { date.month() }),
                            number(unsigned { date.day() }),   number(clock.hours().count()),
                            number(clock.minutes().count()),   number(clock.seconds().count()),
                            number(clock.subseconds().count()) };
    QString text = blank.toString();
    for (std::size_t i = 0; i < fields.size(); ++i) {
        int rest = numbers[i];
        for (qsizetype at = fields[i].at + fields[i].digits; at > fields[i].at; rest /= 10)
            text[--at] = QChar(u'0' + rest % 10);
    }
    return text;
}

std::optional<Timestamp> fromIsoText(const QString &text)
{
    const auto numbers = numbersIn(text);
    if (!numbers)
        return std::nullopt;
    const auto [year, month, day, hour, minute, second, millisecond] = *numbers;
    const std::chrono::year_month_day date { std::chrono::year(year),
                                             std::chrono::month(static_cast<unsigned>(month)),
                                             std::chrono::day(static_cast<unsigned>(day)) };
    if (!date.ok() || year == 0 || hour > 23 || minute > 59 || second > 59)
        return std::nullopt;
    return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute)
        + std::chrono::seconds(second) + milliseconds(millisecond);
}

} // namespace chat
