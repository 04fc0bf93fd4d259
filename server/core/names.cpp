#include "server/core/names.h"

#include "common/base/limits.h"
#include "common/base/literals.h"

#include <algorithm>

namespace chat::names {

QString tidied(const QString &name)
{
    return name.normalized(QString::NormalizationForm_KC).simplified();
}

bool isAcceptable(const QString &name)
{
    const auto isInvisible = [](QChar c) {
        return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format
            || c.category() == QChar::Other_PrivateUse || c.category() == QChar::Other_NotAssigned;
    };
    return !name.isEmpty() && name.size() <= limits::userNameLength
        && std::ranges::none_of(name, isInvisible);
}

QString key(const QString &name)
{
    return name.toCaseFolded();
}

QString numbered(const QString &name, int number)
{
    const QString suffix = u" %1"_s.arg(number);
    QString stem = name.left(limits::userNameLength - suffix.size());
    if (!stem.isEmpty() && stem.back().isHighSurrogate())
        stem.chop(1);
    return stem.trimmed() + suffix;
}

} // namespace chat::names
