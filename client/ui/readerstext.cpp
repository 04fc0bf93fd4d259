#include "client/ui/readerstext.h"

#include "client/ui/plaintext.h"

#include <QLocale>

namespace chat {

namespace {

constexpr int mostNames = 12; // in one sentence; the others are counted

struct Readers
{
    QString names;
    int others = 0;
};

Readers readersIn(const QStringList &names)
{
    QStringList known;
    for (const QString &name : names) {
        if (!name.isEmpty() && known.size() < mostNames)
            known.append(inSentence(name));
    }
    return { .names = QLocale().createSeparatedList(known),
             .others = static_cast<int>(names.size() - known.size()) };
}

} // namespace

QString ReadersText::brief(const QStringList &names)
{
    if (names.size() == 1 && !names.first().isEmpty())
        return full(names);
    //: How many members have read a line
    return tr("Read by %Ln", nullptr, static_cast<int>(names.size()));
}

QString ReadersText::full(const QStringList &names)
{
    const Readers readers = readersIn(names);
    if (readers.names.isEmpty())
        return tr("Read by %Ln", nullptr, readers.others);
    if (readers.others == 0)
        //: Who has read a line: a name, or a list of names
        return tr("Read by %1").arg(readers.names);
    //: Some of those who have read a line, and how many there are besides them
    return tr("Read by %1 and %Ln more", nullptr, readers.others).arg(readers.names);
}

QString ReadersText::spoken(const QStringList &names)
{
    const Readers readers = readersIn(names);
    if (readers.names.isEmpty())
        //: For screen readers, after a line of one's own
        return tr("read by %Ln", nullptr, readers.others);
    if (readers.others == 0)
        //: For screen readers, after a line of one's own
        return tr("read by %1").arg(readers.names);
    //: For screen readers, after a line of one's own
    return tr("read by %1 and %Ln more", nullptr, readers.others).arg(readers.names);
}

} // namespace chat
