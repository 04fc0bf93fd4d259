#include "client/ctl/load/jsonglance.h"

#include <string_view>

namespace chat::json {

QByteArrayView after(QByteArrayView json, QByteArrayView key)
{
    // Twice as fast as QByteArrayView::indexOf for keys as short as these.
    const std::string_view text(json.data(), static_cast<size_t>(json.size()));
    const size_t at = text.find(std::string_view(key.data(), static_cast<size_t>(key.size())));
    return at == std::string_view::npos ? QByteArrayView()
                                        : json.sliced(static_cast<qsizetype>(at) + key.size());
}

QByteArrayView textAfter(QByteArrayView json, QByteArrayView key)
{
    const QByteArrayView value = after(json, key);
    if (!value.startsWith('"'))
        return {};
    const qsizetype end = value.indexOf('"', 1);
    return end < 0 ? QByteArrayView() : value.sliced(1, end - 1);
}

qint64 numberAfter(QByteArrayView json, QByteArrayView key, qint64 otherwise)
{
    return numberAt(after(json, key), otherwise);
}

qint64 numberAt(QByteArrayView text, qint64 otherwise)
{
    constexpr qsizetype mostDigits = 18;
    qint64 number = 0;
    qsizetype digits = 0;
    while (digits < text.size() && digits <= mostDigits && text[digits] >= '0'
           && text[digits] <= '9')
        number = number * 10 + (text[digits++] - '0');
    return digits == 0 || digits > mostDigits ? otherwise : number;
}

} // namespace chat::json
