#include "server/door/httpresponse.h"

#include "common/base/clock.h"
#include "common/base/literals.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>

namespace chat {

namespace {

struct StatusRow
{
    int status;
    const char *phrase;
    const char *reason; // for those that the parser gives
};

constexpr std::array statuses {
    StatusRow { 200, "OK", "" },
    StatusRow { 400, "Bad Request", "This is not a request that can be understood in one way." },
    StatusRow { 403, "Forbidden", "" },
    StatusRow { 404, "Not Found", "" },
    StatusRow { 405, "Method Not Allowed", "" },
    StatusRow { 413, "Content Too Large", "The body of the request is too large." },
    StatusRow { 417, "Expectation Failed", "Nothing can be expected here." },
    StatusRow { 426, "Upgrade Required", "" },
    StatusRow { 431, "Request Header Fields Too Large", "The request head is too large." },
    StatusRow { 501, "Not Implemented", "No transfer coding but \"chunked\" is known here." },
    StatusRow { 503, "Service Unavailable", "" },
    StatusRow { 505, "HTTP Version Not Supported", "HTTP/1.1 is spoken here." },
};

const StatusRow &rowOf(int status)
{
    const auto *row = std::ranges::find(statuses, status, &StatusRow::status);
    Q_ASSERT(row != statuses.end());
    return *row;
}

/// RFC 9110, 5.6.7
QByteArray dateText()
{
    const auto now = SystemClock().wallTime().time_since_epoch();
    return QLocale::c()
        .toString(QDateTime::fromMSecsSinceEpoch(now.count(), Qt::UTC),
                  u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s)
        .toLatin1();
}

} // namespace

HttpResponse HttpResponse::refusal(int status, const QByteArray &reason)
{
    return { .status = status, .body = reason + '\n' };
}

HttpResponse parserRefusal(int status)
{
    return HttpResponse::refusal(status, rowOf(status).reason);
}

QByteArray toBytes(const HttpResponse &response, HttpEnd end, HttpBody body)
{
    QByteArray bytes = "HTTP/1.1 " + QByteArray::number(response.status) + ' '
        + rowOf(response.status).phrase + "\r\nDate: " + dateText() + "\r\nContent-Type: "
        + response.contentType + "\r\nContent-Length: " + QByteArray::number(response.body.size())
        + "\r\nConnection: " + (end == HttpEnd::Closes ? "close" : "keep-alive")
        + "\r\nX-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\n";
    for (const HttpResponse::Field &field : response.fields)
        bytes += field.name + ": " + field.value + "\r\n";
    bytes += "\r\n";
    return body == HttpBody::Omitted ? bytes : bytes + response.body;
}

} // namespace chat
