#include "server/storage/sqlsalvage.h"

#include "common/base/limits.h"
#include "common/base/literals.h"
#include "common/protocol/moderationvalues.h"

#include <QSet>

#include <algorithm>
#include <deque>

namespace chat {

namespace {

using Kind = SalvageColumn::Kind;

// Places of one group where nothing can be read: more where more has been found.
constexpr qint64 probesAtFirst = 500;
constexpr qint64 probesPerRow = 2;
constexpr qint64 endOfNumbers = qint64 { 1 } << 53; // what JSON holds exactly
constexpr int hashBytes = 32; // SHA-256

template <WireEnum E>
bool isWireName(const QString &text)
{
    return std::ranges::any_of(wireNames(E {}),
                               [&text](const auto &name) { return text == name.second; });
}

bool isSound(const QVariant &value, Kind kind)
{
    const bool isNumber = value.typeId() == QMetaType::LongLong || value.typeId() == QMetaType::Int;
    switch (kind) {
    case Kind::Id: {
        const QString text = value.toString();
        return value.typeId() == QMetaType::QString && !text.isEmpty()
            && text.size() <= limits::idLength && std::ranges::all_of(text, [](QChar each) {
                   return each >= u' ' && each != QChar::ReplacementCharacter;
               });
    }
    case Kind::Text:
        return value.typeId() == QMetaType::QString
            && value.toString().size() <= limits::messageLength;
    case Kind::OptionalNumber:
        if (value.isNull())
            return true;
        [[fallthrough]];
    case Kind::Number:
        return isNumber && value.toLongLong() >= 0 && value.toLongLong() < endOfNumbers;
    case Kind::Hash:
        return value.typeId() == QMetaType::QByteArray && value.toByteArray().size() == hashBytes;
    case Kind::Password:
        return value.typeId() == QMetaType::QString && value.toString().startsWith("$argon2id$"_L1);
    case Kind::Subject: // no other text that is a key is of two lines
        return value.typeId() == QMetaType::QString && value.toString().count(u'\n') == 1;
    case Kind::RoomRole: // entries of an index look much like the row otherwise
        return isWireName<RoomRole>(value.toString());
    case Kind::BanKind:
        return isWireName<BanKind>(value.toString());
    }
    Q_UNREACHABLE();
}

// Keys in between, for looking there. Texts are read as numbers whose digits are bytes of the
// kind's range, for the ids that we make are ASCII.
QVariant lowest(Kind kind)
{
    return kind == Kind::Number ? QVariant(qint64 { 0 })
        : kind == Kind::Hash    ? QVariant(QByteArray(1, '\0'))
                                : QVariant(u" "_s);
}

QVariant highest(Kind kind)
{
    return kind == Kind::Number ? QVariant(endOfNumbers)
        : kind == Kind::Hash    ? QVariant(QByteArray(hashBytes + 1, '\xff'))
                                : QVariant(QString::fromUtf8("\xf4\x8f\xbf\xbd"));
}

QVariant following(const QVariant &key, Kind kind)
{
    return kind == Kind::Number ? QVariant(key.toLongLong() + 1)
        : kind == Kind::Hash    ? QVariant(key.toByteArray() + '\0')
                                : QVariant(key.toString() + u' ');
}

bool isLess(const QVariant &a, const QVariant &b, Kind kind)
{
    return kind == Kind::Number ? a.toLongLong() < b.toLongLong()
        : kind == Kind::Hash    ? a.toByteArray() < b.toByteArray()
                                : a.toString().toUtf8() < b.toString().toUtf8();
}

QByteArray middleOf(const QByteArray &low, const QByteArray &high, int first, int last)
{
    const int radix = last - first + 1;
    const auto digit = [first, last](const QByteArray &key, qsizetype at) {
        const int byte = at < key.size() ? static_cast<unsigned char>(key.at(at)) : first;
        return std::clamp(byte, first, last) - first;
    };
    // One digit more than both have, so that neighbours have a middle too.
    const qsizetype count = std::max(low.size(), high.size()) + 1;
    std::vector<int> sum(static_cast<std::size_t>(count) + 1);
    for (qsizetype at = count; at-- > 0;) {
        const auto place = static_cast<std::size_t>(at) + 1;
        sum[place] += digit(low, at) + digit(high, at);
        sum[place - 1] += sum[place] / radix;
        sum[place] %= radix;
    }
    QByteArray middle;
    int rest = sum[0];
    for (std::size_t place = 1; place < sum.size(); ++place) {
        const int value = rest * radix + sum[place];
        middle += static_cast<char>(first + value / 2);
        rest = value % 2;
    }
    return middle;
}

QVariant middle(const QVariant &low, const QVariant &high, Kind kind)
{
    if (kind == Kind::Number) {
        // Near the low end while the high one is only what can be thought of.
        const qint64 from = low.toLongLong();
        return from + std::min((high.toLongLong() - from) / 2, from + 1024);
    }
    if (kind == Kind::Hash)
        return middleOf(low.toByteArray(), high.toByteArray(), 0, 0xff);
    return QString::fromLatin1(
        middleOf(low.toString().toUtf8(), high.toString().toUtf8(), ' ', '~'));
}

QString selection(const SalvageTable &table, bool isForward)
{
    const auto keyIndex = static_cast<std::size_t>(table.keyColumns - 1);
    const QString key = table.columns[keyIndex].name;
    const QString group =
        keyIndex > 0 ? u"%1 = ? AND "_s.arg(table.columns.front().name) : QString();
    return u"SELECT %1 FROM %2 WHERE %3%4 >= ? AND %4 < ? ORDER BY %4 %5"_s.arg(
        columnNames(table), table.name, group, key, isForward ? u"ASC"_s : u"DESC"_s);
}

} // namespace

QString columnNames(const SalvageTable &table)
{
    QStringList names;
    for (const SalvageColumn &column : table.columns)
        names << column.name;
    return names.join(u", "_s);
}

std::optional<QVariantList> soundRow(const SalvageTable &table, const QSqlQuery &query)
{
    QVariantList row;
    for (const SalvageColumn &column : table.columns) {
        row << query.value(static_cast<int>(row.size()));
        if (!isSound(row.last(), column.kind))
            return std::nullopt;
    }
    return row;
}

/// Narrows the range to what it did not come to; true when nothing is left of it.
bool SqlSalvage::readOneWay(QSqlQuery &query, const SalvageTable &table, const QVariantList &group,
                            Range &range, bool isForward, const Take &take)
{
    const auto keyIndex = table.keyColumns - 1;
    const Kind kind = table.columns[static_cast<std::size_t>(keyIndex)].kind;
    if (!execute(query, group + QVariantList { range.low, range.high }))
        return false;
    while (query.next()) {
        const QVariant key = query.value(keyIndex);
        const bool isKey =
            isSound(key, kind) && !isLess(key, range.low, kind) && isLess(key, range.high, kind);
        if (!isKey)
            return false; // noise: what follows is in no order
        if (isForward)
            range.low = following(key, kind);
        else
            range.high = key;
        if (const auto row = soundRow(table, query))
            take(*row);
        else
            m_hasMissed = true;
    }
    return ended(query).has_value();
}

void SqlSalvage::readAll(const SalvageTable &table, const QVariantList &group, const Take &take)
{
    const Kind kind = table.columns[static_cast<std::size_t>(table.keyColumns - 1)].kind;
    qint64 rows = 0;
    const Take count = [&rows, &take](const Row &row) {
        ++rows;
        take(row);
    };
    Result<QSqlQuery> upwards = m_damaged.prepare(selection(table, true));
    Result<QSqlQuery> downwards = m_damaged.prepare(selection(table, false));
    m_hasMissed = m_hasMissed || !upwards || !downwards;
    if (!upwards || !downwards)
        return;
    std::deque<Range> ranges { { lowest(kind), highest(kind) } };
    for (qint64 probes = 0; !ranges.empty() && probes < probesAtFirst + rows * probesPerRow;
         ++probes) {
        Range range = ranges.front();
        ranges.pop_front();
        if (readOneWay(*upwards, table, group, range, true, count)
            || readOneWay(*downwards, table, group, range, false, count))
            continue;
        m_hasMissed = true;
        const QVariant between = middle(range.low, range.high, kind);
        if (!isLess(range.low, between, kind) || !isLess(between, range.high, kind))
            continue;
        ranges.push_back({ range.low, between });
        ranges.push_back({ between, range.high });
    }
}

void SqlSalvage::readTable(const SalvageTable &table, const Take &take)
{
    readAll(table, {}, take);
}

void SqlSalvage::readRow(const SalvageTable &table, const QVariant &key, const Take &take)
{
    Range range { key, following(key, table.columns.front().kind) };
    Result<QSqlQuery> query = m_damaged.prepare(selection(table, true));
    if (query)
        (void)readOneWay(*query, table, {}, range, true, take);
}

void SqlSalvage::readGroup(const SalvageTable &table, const QString &group, const Take &take)
{
    readAll(table, { group }, take);
}

QStringList SqlSalvage::groups(const SalvageTable &table)
{
    QStringList found;
    const QString name = table.columns.front().name;
    for (const auto &[order, comparison] :
         { std::pair(u"ASC"_s, u">"_s), std::pair(u"DESC"_s, u"<"_s) }) {
        QVariant last = order == u"ASC"_s ? lowest(Kind::Id) : highest(Kind::Id);
        for (int steps = 0; steps < limits::roomsPerList; ++steps) {
            const auto next =
                m_damaged.value(u"SELECT %1 FROM %2 WHERE %1 %3 ? ORDER BY %1 %4 LIMIT 1"_s.arg(
                                    name, table.name, comparison, order),
                                { last });
            m_hasMissed = m_hasMissed || !next;
            if (!next || !isSound(*next, Kind::Id) || found.contains(next->toString()))
                break;
            found << next->toString();
            last = *next;
        }
    }
    return found;
}

} // namespace chat
