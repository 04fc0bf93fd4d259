#include "common/protocol/codec.h"

#include <QJsonDocument>

#include <algorithm>

namespace chat {

namespace {

Error invalid(QString detail)
{
    return Error { .code = ErrorCode::InvalidMessage, .detail = std::move(detail) };
}

/// Looks at a text before Qt builds a tree of it, which would follow 1024 levels and take any
/// number of values. It need not be JSON.
class Shape
{
public:
    explicit Shape(const QByteArray &text)
    {
        for (const char *c = text.begin(); c != text.end(); ++c) {
            if (*c == '"')
                c = skipText(c, text.end());
            else
                note(*c);
            if (c == text.end())
                return;
        }
    }

    int depth = 0; // at most
    qsizetype elements = 0; // one for each value but the outermost one; twice for a list or object
    qsizetype longestKey = 0; // bytes, as written

private:
    void note(char c)
    {
        switch (c) {
        case '{':
        case '[':
            ++elements;
            depth = std::max(depth, ++m_depth);
            break;
        case '}':
        case ']':
            --m_depth;
            break;
        case ',':
            ++elements;
            break;
        case ':':
            longestKey = std::max(longestKey, m_lastText);
            break;
        default:
            break;
        }
    }
    /// Its last quote, or the end.
    const char *skipText(const char *begin, const char *end)
    {
        const char *c = begin + 1;
        for (; c < end && *c != '"'; ++c) {
            if (*c == '\\')
                ++c;
        }
        m_lastText = c - begin - 1;
        return std::min(c, end);
    }

    int m_depth = 0;
    qsizetype m_lastText = 0;
};

std::optional<Error> refusalOf(const Shape &shape, qsizetype mostElements)
{
    if (shape.depth > limits::jsonDepth)
        return invalid(u"frame is nested deeper than %1 levels"_s.arg(limits::jsonDepth));
    if (shape.elements > mostElements)
        return invalid(u"frame has %1 values, limit is %2"_s.arg(shape.elements).arg(mostElements));
    if (shape.longestKey > limits::jsonKeyBytes)
        return invalid(u"frame has a key of %1 bytes, limit is %2"_s.arg(shape.longestKey)
                           .arg(limits::jsonKeyBytes));
    return std::nullopt;
}

} // namespace

Result<Envelope> decodeEnvelope(const QByteArray &text, qsizetype mostElements)
{
    if (const auto error = refusalOf(Shape(text), mostElements))
        return *error;

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
