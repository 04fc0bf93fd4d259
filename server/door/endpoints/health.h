#pragma once

#include "server/door/endpoint.h"

namespace chat::endpoints {

/// `/healthz`: the process runs its event loop.
Endpoint health();

/// `/readyz`: people can be served. `whyNot` answers a sentence when they can not.
Endpoint readiness(std::function<std::optional<QByteArray>()> whyNot);

} // namespace chat::endpoints
