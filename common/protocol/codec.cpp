#include "common/protocol/codec.h"

#include <QJsonDocument>

namespace chat {

namespace {

Error invalid(QString detail)
{
    return Error { .code = ErrorCode::InvalidMessage, .detail = std::move(detail) };
}

// Qt follows 1024 levels and builds a tree for each; this looks before it builds.
bool isDeeperThan(const QByteArray &text, int limit)
{
    int depth = 0;
    bool isQuoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text.at(i);
        if (isQuoted) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                isQuoted = false;
        } else if (c == '"') {
            isQuoted = true;
        } else if (c == '{' || c == '[') {
            if (++depth > limit)
                return true;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return false;
}

} // namespace

Result<Envelope> decodeEnvelope(const QByteArray &text)
{
    if (isDeeperThan(text, limits::jsonDepth))
        return invalid(u"frame is nested deeper than %1 levels"_s.arg(limits::jsonDepth));

    QJsonParseError parsing;
    const QJsonDocument document = QJsonDocument::fromJson(text, &parsing);
    if (parsing.error != QJsonParseError::NoError)
        return invalid(
            u"frame is not JSON: %1 at byte %2"_s.arg(parsing.errorString()).arg(parsing.offset));
    if (!document.isObject())
        return invalid(u"frame is not a JSON object"_s);

    const QJsonObject object = document.object();
    Envelope envelope;
    const QJsonValue id = object.value("id"_L1);
    if (!json::isAbsent(id)) {
        qint64 number = 0;
        if (const auto problem = json::readNumber(id, rules::requestId, number))
            return *json::at(u"id"_s, problem);
        envelope.id = number;
    }
    envelope.type = object.value("type"_L1).toString();
    envelope.data = object.value("data"_L1);
    return envelope;
}

} // namespace chat
