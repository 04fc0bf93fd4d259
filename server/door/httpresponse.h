#pragma once

#include <QByteArray>
#include <QList>

namespace chat {

/// What is answered to an HTTP request.
struct HttpResponse
{
    struct Field
    {
        QByteArray name;
        QByteArray value;
    };

    int status = 200;
    QByteArray contentType = "text/plain; charset=utf-8";
    QByteArray body = {};
    QList<Field> fields = {};

    /// `reason` is a sentence in English, for people.
    static HttpResponse refusal(int status, const QByteArray &reason);
};

enum class HttpEnd { KeepsAlive, Closes };
enum class HttpBody { Sent, Omitted }; // omitted in an answer to HEAD

/// The bytes of the response. They say how long the body is, also where it is omitted.
QByteArray toBytes(const HttpResponse &response, HttpEnd end, HttpBody body = HttpBody::Sent);

/// The response to a request that breaks a rule of HTTP, by HttpParser::refusal().
HttpResponse parserRefusal(int status);

} // namespace chat
