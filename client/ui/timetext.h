#pragma once

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace chat {

/// Times as people read them, in local time and the person's locale.
class TimeText
{
    Q_DECLARE_TR_FUNCTIONS(chat::TimeText)

public:
    /// "14:32"
    static QString ofDay(const QDateTime &time);
    /// The format of it (see QLocale::toString): the hours of the system, which a language that was
    /// chosen here does not change, and `words` where the system has no locale.
    static QString hours(const QLocale &words, const QLocale &system);
    /// "Today", "Yesterday", "Friday, 2 January 2026"
    static QString day(const QDate &day, const QDate &today);
    /// As short as can be: the time today, the weekday within a week, else the date.
    static QString brief(const QDateTime &time, const QDate &today);
};

} // namespace chat
