#include "client/ui/timetext.h"

namespace chat {

QString TimeText::ofDay(const QDateTime &time)
{
    return QLocale().toString(time.toLocalTime().time(), hours(QLocale(), QLocale::system()));
}

QString TimeText::hours(const QLocale &words, const QLocale &system)
{
    const bool isSet = system.language() != QLocale::C;
    return (isSet ? system : words).timeFormat(QLocale::ShortFormat);
}

QString TimeText::day(const QDate &day, const QDate &today)
{
    if (day == today)
        return tr("Today");
    if (day.daysTo(today) == 1)
        return tr("Yesterday");
    return QLocale().toString(day, QLocale::LongFormat);
}

QString TimeText::brief(const QDateTime &time, const QDate &today)
{
    const QDate day = time.toLocalTime().date();
    const qint64 age = day.daysTo(today);
    if (age <= 0)
        return ofDay(time);
    if (age < 7)
        return QLocale().dayName(day.dayOfWeek(), QLocale::ShortFormat);
    return QLocale().toString(day, QLocale::ShortFormat);
}

} // namespace chat
