#pragma once

#include "common/base/fingerprint.h"
#include "server/door/endpoint.h"

namespace chat::endpoints {

/// What the page tells of the server.
struct FrontPageFacts
{
    QString name;
    Fingerprint fingerprint;
};

/// `/`: says to somebody with a browser what this is, and how to join.
Endpoint frontPage(std::function<FrontPageFacts()> facts);

} // namespace chat::endpoints
