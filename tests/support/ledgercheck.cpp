#include "tests/support/ledgercheck.h"

#include "common/base/literals.h"

#include <QDir>

namespace chat {

namespace {

using Key = std::pair<UserId, Tag>;

QString wordsOf(const LedgerLine &line)
{
    return u"%1 \"%2\" (%3)"_s.arg(line.seq.number()).arg(line.content.left(40), line.tag.text());
}

class Check
{
public:
    Check(const LedgerLog &log, const QList<Ledger> &ledgers)
        : m_log(log)
        , m_ledgers(ledgers)
    {
    }

    QStringList run()
    {
        for (auto room = m_log.begin(); room != m_log.end(); ++room)
            indexRoom(room.key(), room.value());
        for (const Ledger &ledger : m_ledgers)
            noteSent(ledger);
        for (const Ledger &ledger : m_ledgers) {
            checkSent(ledger);
            checkOrder(ledger);
            for (auto view = ledger.timelines.begin(); view != ledger.timelines.end(); ++view)
                checkTimeline(ledger.driver, view.key(), view.value());
        }
        for (auto stored = m_stored.begin(); stored != m_stored.end(); ++stored) {
            if (!m_sent.contains(stored.key()))
                complain(stored->room, u"nobody sent "_s + wordsOf(stored->line));
        }
        return m_complaints;
    }

private:
    struct Stored
    {
        RoomId room;
        LedgerLine line;
    };

    void complain(const QString &who, const QString &what) { m_complaints << who + u": "_s + what; }
    void complain(const RoomId &room, const QString &what) { complain(room.text(), what); }

    void indexRoom(const RoomId &room, const QList<LedgerLine> &lines)
    {
        Seq expected;
        for (const LedgerLine &line : lines) {
            expected = expected.next();
            if (line.seq != expected) {
                complain(room,
                         u"after %1 comes %2"_s.arg(expected.number() - 1).arg(line.seq.number()));
                expected = line.seq;
            }
            const Key key { line.user, line.tag };
            if (m_stored.contains(key))
                complain(room,
                         u"stored twice: %1 and %2"_s.arg(wordsOf(m_stored.value(key).line),
                                                          wordsOf(line)));
            m_stored.insert(key, { .room = room, .line = line });
        }
    }

    void noteSent(const Ledger &ledger)
    {
        for (const Ledger::Sent &sent : ledger.sent)
            m_sent.insert({ ledger.user, sent.tag });
    }

    void checkSent(const Ledger &ledger)
    {
        for (const Ledger::Sent &sent : ledger.sent) {
            const bool isAccepted = ledger.accepted.contains(sent.tag);
            const bool isFailed = ledger.failed.contains(sent.tag);
            const auto stored = m_stored.constFind({ ledger.user, sent.tag });
            const bool isStored = stored != m_stored.constEnd();
            const QString words = u"\"%1\" (%2)"_s.arg(sent.content.left(40), sent.tag.text());
            if (!isAccepted && !isFailed)
                complain(ledger.driver, u"neither accepted nor refused: "_s + words);
            if (isAccepted && !isStored)
                complain(ledger.driver, u"accepted and lost: "_s + words);
            if (isFailed && isStored)
                complain(ledger.driver, u"refused and stored: "_s + words);
            if (isStored && (stored->room != sent.room || stored->line.content != sent.content))
                complain(ledger.driver, u"stored as something else: "_s + words);
            if (isAccepted && isStored && stored->line.seq != ledger.accepted.value(sent.tag))
                complain(ledger.driver,
                         u"accepted at %1, stored at %2: %3"_s
                             .arg(ledger.accepted.value(sent.tag).number())
                             .arg(stored->line.seq.number())
                             .arg(words));
        }
    }

    void checkOrder(const Ledger &ledger)
    {
        QMap<RoomId, Seq> last;
        for (const Ledger::Sent &sent : ledger.sent) {
            const auto stored = m_stored.constFind({ ledger.user, sent.tag });
            if (stored == m_stored.constEnd())
                continue;
            Seq &before = last[sent.room];
            if (stored->line.seq < before)
                complain(ledger.driver,
                         u"written later, stored before %1: %2"_s.arg(before.number())
                             .arg(wordsOf(stored->line)));
            before = std::max(before, stored->line.seq);
        }
    }

    void checkTimeline(const QString &driver, const RoomId &room, const QList<LedgerLine> &shown)
    {
        const QList<LedgerLine> lines = m_log.value(room);
        if (shown.isEmpty()) {
            if (!lines.isEmpty())
                complain(driver, u"shows nothing of "_s + room.text());
            return;
        }
        const qsizetype skipped = shown.first().seq.number() - 1;
        const QList<LedgerLine> expected = lines.mid(std::max<qsizetype>(0, skipped));
        if (shown == expected)
            return;
        qsizetype place = 0;
        while (place < shown.size() && place < expected.size()
               && shown.at(place) == expected.at(place))
            ++place;
        const auto at = [place](const QList<LedgerLine> &list) {
            return place < list.size() ? wordsOf(list.at(place)) : u"nothing"_s;
        };
        complain(driver,
                 u"shows %1 of %2 where there is %3"_s.arg(at(shown), room.text(), at(expected)));
    }

    const LedgerLog &m_log;
    const QList<Ledger> &m_ledgers;
    QHash<Key, Stored> m_stored;
    QSet<Key> m_sent;
    QStringList m_complaints;
};

} // namespace

QStringList complaintsAbout(const LedgerLog &log, const QList<Ledger> &ledgers)
{
    return Check(log, ledgers).run();
}

Footprint Footprint::of(qint64 processId)
{
    const QString process = u"/proc/%1"_s.arg(processId);
    Footprint footprint;
    footprint.files =
        static_cast<int>(QDir(process + u"/fd"_s)
                             .entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot)
                             .size());
    QFile status(process + u"/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return footprint;
    const QByteArrayList lines = status.readAll().split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith("VmRSS:"))
            footprint.residentBytes = line.simplified().split(' ').value(1).toLongLong() * 1024;
    }
    return footprint;
}

QString Footprint::growthTo(const Footprint &later, int moreFiles, qint64 moreBytes) const
{
    QStringList grown;
    if (later.files > files + moreFiles)
        grown << u"%1 open files, before %2"_s.arg(later.files).arg(files);
    if (later.residentBytes > residentBytes + moreBytes)
        grown << u"%1 KiB of memory, before %2"_s.arg(later.residentBytes / 1024)
                     .arg(residentBytes / 1024);
    return grown.join(u"; "_s);
}

} // namespace chat
