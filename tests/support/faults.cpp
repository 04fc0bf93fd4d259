#include "tests/support/faults.h"

#include "common/base/literals.h"

#include <QStringList>

namespace chat {

namespace {

using Trouble = WayFaults::Trouble;

Error noSuchWord(const QString &word)
{
    return { .code = ErrorCode::InvalidMessage, .detail = u"\"%1\" is no fault"_s.arg(word) };
}

struct Word
{
    const char *name;
    void (*set)(WayFaults &way, qint64 value);
};

template <Trouble what>
void setAt(WayFaults &way, qint64 byte)
{
    way.at = WayFaults::At { .what = what, .byte = byte };
}

constexpr std::initializer_list<Word> words {
    { "delay", [](WayFaults &way, qint64 ms) { way.delay = std::chrono::milliseconds { ms }; } },
    { "jitter", [](WayFaults &way, qint64 ms) { way.jitter = std::chrono::milliseconds { ms }; } },
    { "drip", [](WayFaults &way, qint64 ms) { way.dripEvery = std::chrono::milliseconds { ms }; } },
    { "rate", [](WayFaults &way, qint64 bytes) { way.bytesPerSecond = bytes; } },
    { "reset", setAt<Trouble::Reset> },
    { "finish", setAt<Trouble::Finish> },
    { "stop", setAt<Trouble::Stop> },
    { "corrupt", setAt<Trouble::Corrupt> },
};

bool apply(Faults &faults, const QString &text)
{
    const QString key = text.section(u'=', 0, 0);
    bool isNumber = false;
    const qint64 value = text.section(u'=', 1).toLongLong(&isNumber);
    if (key == "refuse"_L1) {
        faults.isRefusing = true;
        return true;
    }
    if (!isNumber || value < 0)
        return false;
    if (key == "cap"_L1) {
        faults.cap = static_cast<int>(value);
        return true;
    }
    const QString name = key.section(u'.', -1);
    const QString way = key.chopped(name.size());
    for (const Word &word : words) {
        if (name != QLatin1StringView(word.name))
            continue;
        if (way.isEmpty() || way == "up."_L1)
            word.set(faults.up, value);
        if (way.isEmpty() || way == "down."_L1)
            word.set(faults.down, value);
        return way.isEmpty() || way == "up."_L1 || way == "down."_L1;
    }
    return false;
}

} // namespace

Result<Faults> Faults::fromText(const QString &text)
{
    Faults faults;
    const QStringList list = text.split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : list) {
        if (!apply(faults, word))
            return noSuchWord(word);
    }
    return faults;
}

} // namespace chat
