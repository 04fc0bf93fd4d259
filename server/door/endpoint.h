#pragma once

#include "server/door/httpparser.h"
#include "server/door/httpresponse.h"

#include <functional>

namespace chat {

/// Who asks for a page.
struct HttpCaller
{
    bool isThisMachine = false;
    bool isEncrypted = false;
    QByteArray destination = {}; // what they have connected to: "192.0.2.7:3001"
};

/// One page of the HTTP server. It is only read: GET, and HEAD.
struct Endpoint
{
    enum class Audience { Everyone, ThisMachine };

    QByteArray path;
    Audience audience = Audience::Everyone;
    std::function<HttpResponse(const HttpCaller &)> get;
};

} // namespace chat
