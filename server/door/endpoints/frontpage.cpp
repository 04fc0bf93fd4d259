#include "server/door/endpoints/frontpage.h"

#include "common/base/literals.h"

namespace chat::endpoints {

namespace {

constexpr auto page = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>%1</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 36rem; margin: 3rem auto; padding: 0 1rem;
       color-scheme: light dark; }
code { font-size: 1.05em; }
</style>
</head>
<body>
<h1>%1</h1>
<p>This is a Confab server: a chat for a desk and a LAN.</p>
<p>To join, start <code>confab</code> and click this server in the list, or type its address:
<code>%2</code></p>
<p>The program shows eight words when it meets the server for the first time. They must be these
on the server's console, too: <code>%3</code></p>
</body>
</html>
)"_L1;

} // namespace

Endpoint frontPage(std::function<FrontPageFacts()> facts)
{
    return { .path = "/", .get = [facts = std::move(facts)](const HttpCaller &caller) {
                const FrontPageFacts now = facts();
                const QString text =
                    QString(page).arg(now.name.toHtmlEscaped(),
                                      QString::fromLatin1(caller.destination).toHtmlEscaped(),
                                      now.fingerprint.toWords().join(u' '));
                return HttpResponse {
                    .contentType = "text/html; charset=utf-8",
                    .body = text.toUtf8(),
                    .fields = { { "Content-Security-Policy",
                                  "default-src 'none'; style-src 'unsafe-inline'; "
                                  "frame-ancestors 'none'" } },
                };
            } };
}

} // namespace chat::endpoints
