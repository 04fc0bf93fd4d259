#pragma once

#include "server/core/measure.h"
#include "server/door/endpoint.h"

namespace chat::endpoints {

/// `/metrics`: in the text format of Prometheus, 0.0.4.
Endpoint metrics(Endpoint::Audience audience, std::function<QList<Measure>()> measures);

} // namespace chat::endpoints
