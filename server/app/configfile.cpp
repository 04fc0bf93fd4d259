#include "server/app/configfile.h"

#include "common/base/literals.h"

#include <QFile>

// Debian's library is built with exceptions; compiled in here, the parser goes without.
// What version 3.3 asserts, it assumes where there is no debugging; the name in "[?]" is such a
// case. The line after it checks what was asserted, so it is asserted and assumed nowhere.
#undef NDEBUG
#define TOML_ASSERT(expression) static_assert(true)
#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include <sstream>

namespace chat {

namespace {

QString place(const QString &path, const toml::source_region &region)
{
    return u"%1:%2:%3"_s.arg(path).arg(region.begin.line).arg(region.begin.column);
}

Error wrong(const QString &where, const QString &what)
{
    return { .code = ErrorCode::InvalidMessage, .detail = u"%1: %2"_s.arg(where, what) };
}

QString toText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// A scalar as the text that --set would have; nothing for arrays, tables and dates.
std::optional<QString> valueText(const toml::node &node)
{
    if (const auto text = node.value<std::string>(); node.is_string())
        return toText(*text);
    if (node.is_boolean())
        return *node.value<bool>() ? u"true"_s : u"false"_s;
    if (node.is_integer())
        return QString::number(*node.value<int64_t>());
    if (node.is_floating_point())
        return QString::number(*node.value<double>(), 'g', 17);
    return std::nullopt;
}

Result<void> apply(const QString &path, const QString &section, const toml::table &table,
                   ServerConfig &config)
{
    for (const auto &[key, node] : table) {
        const QString where = place(path, node.source());
        const QString name = section + u'.' + toText(key.str());
        const auto value = valueText(node);
        if (!value)
            return wrong(where, u"%1 takes a text, a number, or true or false"_s.arg(name));
        if (const auto set = setConfigKey(config, name, *value); !set)
            return wrong(where, u"%1: %2"_s.arg(name, set.error().detail));
    }
    return {};
}

} // namespace

Result<void> readConfigFile(const QString &path, ServerConfig &config)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return wrong(path, file.errorString());
    return readConfigText(path, file.readAll(), config);
}

Result<void> readConfigText(const QString &path, const QByteArray &text, ServerConfig &config)
{
    const toml::parse_result parsed =
        toml::parse(std::string_view(text.constData(), static_cast<size_t>(text.size())));
    if (!parsed)
        return wrong(place(path, parsed.error().source()), toText(parsed.error().description()));

    for (const auto &[section, node] : parsed.table()) {
        const toml::table *table = node.as_table();
        if (!table)
            return wrong(place(path, node.source()),
                         u"%1 stands outside of a section; write [section] above it"_s.arg(
                             toText(section.str())));
        if (const auto applied = apply(path, toText(section.str()), *table, config); !applied)
            return applied.error();
    }
    return {};
}

} // namespace chat
