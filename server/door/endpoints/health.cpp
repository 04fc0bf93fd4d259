#include "server/door/endpoints/health.h"

namespace chat::endpoints {

Endpoint health()
{
    return { .path = "/healthz",
             .get = [](const HttpCaller &) { return HttpResponse { .body = "ok\n" }; } };
}

Endpoint readiness(std::function<std::optional<QByteArray>()> whyNot)
{
    return { .path = "/readyz", .get = [whyNot = std::move(whyNot)](const HttpCaller &) {
                const auto reason = whyNot();
                return reason ? HttpResponse::refusal(503, *reason)
                              : HttpResponse { .body = "ready\n" };
            } };
}

} // namespace chat::endpoints
