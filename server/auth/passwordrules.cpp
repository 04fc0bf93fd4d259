#include "server/auth/passwordrules.h"

#include "common/base/limits.h"
#include "common/base/literals.h"
#include "server/core/names.h"

#include <QSet>

namespace chat::passwordrules {

namespace {

constexpr int fewestCharacters = 5; // different ones

Error tooSimple(const QString &why)
{
    return { .code = ErrorCode::InvalidMessage, .detail = u"password "_s + why };
}

} // namespace

QString normalized(const QString &password)
{
    return password.normalized(QString::NormalizationForm_C);
}

Result<void> check(const QString &password, const QString &name, qint64 least)
{
    if (password.size() < least)
        return tooSimple(u"has %1 units, at least %2 are needed"_s.arg(password.size()).arg(least));
    if (password.size() > limits::passwordMost)
        return tooSimple(
            u"has %1 units, limit is %2"_s.arg(password.size()).arg(limits::passwordMost));
    const QString key = names::key(password);
    const auto different = QSet<QChar>(key.begin(), key.end()).size();
    if (different < fewestCharacters)
        return tooSimple(
            u"has %1 different characters, at least %2 are needed"_s.arg(different).arg(
                fewestCharacters));
    if (key.contains(names::key(name)) && key.size() - name.size() < fewestCharacters)
        return tooSimple(u"is hardly more than the name"_s);
    return {};
}

} // namespace chat::passwordrules
