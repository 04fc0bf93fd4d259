#include "client/ctl/secrets.h"

#include "common/base/limits.h"
#include "common/base/literals.h"

#include <QFile>

#include <openssl/crypto.h>
#include <openssl/ui.h>

#include <array>

namespace chat::secrets {

namespace {

Error problem(const QString &sentence)
{
    return { .code = ErrorCode::InvalidMessage, .detail = sentence };
}

QString taken(const char *name)
{
    const QString value = qEnvironmentVariable(name);
    qunsetenv(name);
    return value;
}

} // namespace

Result<QString> ofFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return problem(u"%1 can not be read: %2"_s.arg(path, file.errorString()));
    constexpr auto others = QFileDevice::ReadGroup | QFileDevice::ReadOther
        | QFileDevice::WriteGroup | QFileDevice::WriteOther;
    if (!file.isSequential() && (file.permissions() & others))
        return problem(u"%1 can be read by others; chmod 600 it"_s.arg(path));
    const QString secret = QString::fromUtf8(file.readLine(4 * limits::credentialLength)).trimmed();
    if (secret.isEmpty())
        return problem(u"there is nothing in the first line of %1"_s.arg(path));
    return secret;
}

Result<QString> ofTerminal(const QString &question)
{
    std::array<char, 4 * limits::passwordMost + 1> typed {};
    const int outcome =
        UI_UTIL_read_pw_string(typed.data(), int(typed.size()) - 1, qPrintable(question), 0);
    const QString secret = QString::fromUtf8(typed.data());
    OPENSSL_cleanse(typed.data(), typed.size());
    if (outcome != 0 || secret.isEmpty())
        return problem(u"no password was typed"_s);
    return secret;
}

Credentials ofEnvironment()
{
    const QString password = taken("CONFAB_PASSWORD");
    const QString word = taken("CONFAB_JWT");
    if (!password.isEmpty())
        return { .kind = Credentials::Kind::Password, .secret = password };
    if (!word.isEmpty())
        return { .kind = Credentials::Kind::Word, .secret = word };
    return {};
}

} // namespace chat::secrets
