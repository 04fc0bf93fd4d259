#pragma once

#include <QCoreApplication>
#include <QStringList>

namespace chat {

/// Who has read a line, in words. A name that is empty is somebody whose name is not known.
class ReadersText
{
    Q_DECLARE_TR_FUNCTIONS(chat::ReadersText)

public:
    /// "Read by Ada", "Read by 3"
    static QString brief(const QStringList &names);
    /// "Read by Ada, Bob, and Cleo", "Read by Ada and 19 more"
    static QString full(const QStringList &names);
    /// The same, to go on in a sentence for screen readers.
    static QString spoken(const QStringList &names);
};

} // namespace chat
