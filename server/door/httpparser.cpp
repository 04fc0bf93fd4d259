#include "server/door/httpparser.h"

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <algorithm>

namespace http = boost::beast::http;

namespace chat {

namespace {

const QByteArray endOfHead = "\r\n\r\n";
const QByteArray lastChunk = "0\r\n\r\n";

enum Status {
    Accepted = 0,
    BadRequest = 400,
    ContentTooLarge = 413,
    ExpectationFailed = 417,
    HeadTooLarge = 431,
    NotImplemented = 501,
    WrongVersion = 505,
};

QByteArray toBytes(boost::beast::string_view text)
{
    return { text.data(), static_cast<qsizetype>(text.size()) };
}

/// Where the end of a head begins that has not come as a whole, if it comes next.
qsizetype earliestEnd(const QByteArray &bytes)
{
    qsizetype begun = endOfHead.size() - 1;
    while (!bytes.endsWith(endOfHead.first(begun)))
        --begun;
    return bytes.size() - begun;
}

/// Whether it has what Beast would let pass: a lone LF or CR, a zero byte, a folded line.
bool isAmbiguous(const QByteArray &head)
{
    for (qsizetype at = 0; at < head.size(); ++at) {
        const char byte = head[at];
        const char next = at + 1 < head.size() ? head[at + 1] : ' ';
        const bool isAfterCr = at > 0 && head[at - 1] == '\r';
        if (byte == '\0' || (byte == '\r' && next != '\n') || (byte == '\n' && !isAfterCr)
            || (byte == '\n' && at + 1 < head.size() && (next == ' ' || next == '\t')))
            return true;
    }
    return false;
}

using Fields = http::request_parser<http::string_body>::value_type;

qsizetype countOf(const Fields &fields, http::field name)
{
    const auto range = fields.equal_range(name);
    return std::distance(range.first, range.second);
}

bool isNumber(boost::beast::string_view text)
{
    return !text.empty()
        && std::ranges::all_of(text, [](char each) { return each >= '0' && each <= '9'; });
}

/// Everything that Beast leaves to its caller; Accepted when there is nothing to say against it.
Status judge(const Fields &fields, int mostFields)
{
    constexpr unsigned http10 = 10;
    constexpr unsigned http11 = 11;
    const bool isOld = fields.version() == http10;
    if (!isOld && fields.version() != http11)
        return WrongVersion;
    if (std::distance(fields.begin(), fields.end()) > mostFields)
        return HeadTooLarge;
    const auto hosts = countOf(fields, http::field::host);
    if (hosts > 1 || (hosts == 0 && !isOld))
        return BadRequest;
    const auto lengths = countOf(fields, http::field::content_length);
    const auto codings = countOf(fields, http::field::transfer_encoding);
    if (lengths + codings > 1 || (lengths == 1 && !isNumber(fields[http::field::content_length])))
        return BadRequest;
    if (codings == 1 && isOld)
        return BadRequest;
    if (codings == 1 && !boost::beast::iequals(fields[http::field::transfer_encoding], "chunked"))
        return NotImplemented;
    if (countOf(fields, http::field::origin) > 1)
        return BadRequest;
    return countOf(fields, http::field::expect) > 0 ? ExpectationFailed : Accepted;
}

bool hasToken(boost::beast::string_view list, boost::beast::string_view wanted)
{
    return http::token_list(list).exists(wanted);
}

/// "/rooms" of "/rooms?all" and of "http://desk/rooms" (RFC 9112, 3.2); empty when it is neither.
QByteArray pathOf(const QByteArray &target)
{
    QByteArray path = target;
    for (const QByteArray scheme : { "http://", "https://" }) {
        if (!target.toLower().startsWith(scheme))
            continue;
        const qsizetype slash = target.indexOf('/', scheme.size());
        path = slash < 0 ? QByteArray("/") : target.sliced(slash);
    }
    const qsizetype query = path.indexOf('?');
    path.truncate(query < 0 ? path.size() : query);
    return path.startsWith('/') ? path : QByteArray();
}

} // namespace

struct HttpParser::Beast
{
    http::request_parser<http::string_body> parser;
};

HttpParser::HttpParser(const HttpLimits &limits)
    : m_limits(limits)
    , m_beast(std::make_unique<Beast>())
{
    m_beast->parser.header_limit(static_cast<std::uint32_t>(limits.headerBytes + endOfHead.size()));
    m_beast->parser.body_limit(static_cast<std::uint64_t>(limits.bodyBytes));
}

HttpParser::~HttpParser() = default;
HttpParser::HttpParser(HttpParser &&) noexcept = default;
HttpParser &HttpParser::operator=(HttpParser &&) noexcept = default;

qsizetype HttpParser::read(const QByteArray &bytes)
{
    if (m_isWhole || m_refusal)
        return 0;
    if (m_request)
        return readBody(bytes);
    const qsizetype end = bytes.indexOf(endOfHead);
    if ((end < 0 ? earliestEnd(bytes) : end) > m_limits.headerBytes)
        m_refusal = HeadTooLarge;
    if (end < 0 || m_refusal)
        return 0;
    const qsizetype size = end + endOfHead.size();
    readHead(bytes.first(size));
    if (m_refusal)
        return 0;
    m_isWhole = m_beast->parser.is_done();
    return m_isWhole ? size : size + readBody(bytes.sliced(size));
}

void HttpParser::readHead(const QByteArray &head)
{
    auto &parser = m_beast->parser;
    boost::beast::error_code error;
    if (isAmbiguous(head)) {
        m_refusal = BadRequest;
        return;
    }
    parser.put(boost::asio::buffer(head.constData(), static_cast<std::size_t>(head.size())), error);
    if (error == http::error::body_limit)
        m_refusal = ContentTooLarge;
    else if (error || !parser.is_header_done())
        m_refusal = error == http::error::bad_version ? WrongVersion : BadRequest;
    if (m_refusal)
        return;
    const auto &fields = parser.get();
    m_refusal = judge(fields, m_limits.headerFields);
    HttpRequest request { .method = toBytes(fields.method_string()),
                          .path = pathOf(toBytes(fields.target())),
                          .keepsAlive = parser.keep_alive() };
    if (!m_refusal && request.path.isEmpty())
        m_refusal = BadRequest;
    if (fields.count(http::field::origin) > 0)
        request.origin = toBytes(fields[http::field::origin]);
    request.wantsWebSocket = fields.method() == http::verb::get && parser.upgrade()
        && hasToken(fields[http::field::upgrade], "websocket");
    m_request = std::move(request);
}

qsizetype HttpParser::readBody(const QByteArray &bytes)
{
    auto &parser = m_beast->parser;
    // So much follows at least. Beast wants the last chunk whole, with less it fails an assertion.
    if (parser.chunked() && bytes.size() < lastChunk.size())
        return 0;
    parser.eager(true);
    boost::beast::error_code error;
    const auto consumed = static_cast<qsizetype>(parser.put(
        boost::asio::buffer(bytes.constData(), static_cast<std::size_t>(bytes.size())), error));
    if (error == http::error::body_limit)
        m_refusal = ContentTooLarge;
    else if (error && error != http::error::need_more)
        m_refusal = BadRequest;
    // What Beast waits for is a line of a chunk, or a trailer.
    else if (bytes.size() - consumed > m_limits.headerBytes && !parser.is_done())
        m_refusal = HeadTooLarge;
    m_isWhole = !m_refusal && parser.is_done();
    if (m_isWhole)
        m_request->body = toBytes(parser.get().body());
    return consumed;
}

} // namespace chat
