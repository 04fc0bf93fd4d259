#pragma once

#include "common/base/limits.h"

#include <QByteArray>

#include <memory>
#include <optional>

namespace chat {

/// What one HTTP request says, as far as anybody here wants to know.
struct HttpRequest
{
    QByteArray method;
    QByteArray path; // without the query
    std::optional<QByteArray> origin = {}; // who has written the page that asks, RFC 6454
    bool wantsWebSocket = false;
    bool keepsAlive = false;
    QByteArray body = {};
};

/// How large a request may be.
struct HttpLimits
{
    int headerBytes = limits::headerBytes; // without the empty line
    int headerFields = limits::headerFields;
    int bodyBytes = limits::httpBodyBytes;
};

/// Reads one request of HTTP/1.0 or 1.1 from the bytes of a connection. Boost.Beast does the work,
/// without its input and output.
///
/// It is stricter than Beast: what two programs could read in two ways (a line that ends with LF
/// alone or is folded, more than one length, another transfer coding than "chunked", both a length
/// and a coding, none or two hosts) is refused, because somebody may stand in between.
class HttpParser
{
public:
    explicit HttpParser(const HttpLimits &limits);
    ~HttpParser();
    HttpParser(HttpParser &&) noexcept;
    HttpParser &operator=(HttpParser &&) noexcept;

    /// `bytes` are all that have come and were not consumed. Answers how many it has consumed: a
    /// head is when it is whole, and nothing behind the request ever is.
    qsizetype read(const QByteArray &bytes);

    /// What the head says; nothing before it was whole. The body is in it when isWhole().
    const std::optional<HttpRequest> &request() const { return m_request; }
    bool isWhole() const { return m_isWhole; }
    /// The status with which the request is to be refused, for example 400; 0 when it is not. There
    /// is no way to tell where the next request would begin.
    int refusal() const { return m_refusal; }

private:
    struct Beast;

    void readHead(const QByteArray &head);
    qsizetype readBody(const QByteArray &bytes);

    HttpLimits m_limits;
    std::unique_ptr<Beast> m_beast;
    std::optional<HttpRequest> m_request;
    bool m_isWhole = false;
    int m_refusal = 0;
};

} // namespace chat
