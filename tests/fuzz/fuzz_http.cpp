#include "server/door/httpparser.h"
#include "tests/fuzz/target.h"

#include <algorithm>

/// The bytes of a connection, which come in pieces of any size: how they are cut must not change
/// what is understood.
namespace chat {

namespace {

// Small, so that they are met.
constexpr HttpLimits bounds { .headerBytes = 512, .headerFields = 8, .bodyBytes = 1024 };

/// What came of one request, and how many bytes it has consumed.
struct Outcome
{
    std::optional<HttpRequest> request;
    int refusal = 0;
    qsizetype consumed = 0;
};

Outcome readInPieces(const QByteArray &bytes, qsizetype piece)
{
    HttpParser parser(bounds);
    Outcome outcome;
    QByteArray waiting;
    for (qsizetype at = 0; at < bytes.size() && !parser.isWhole() && !parser.refusal();
         at += piece) {
        waiting += bytes.mid(at, piece);
        const qsizetype consumed = parser.read(waiting);
        fuzz::require(consumed >= 0 && consumed <= waiting.size(), "more is consumed than came");
        waiting.remove(0, consumed);
        outcome.consumed += consumed;
    }
    outcome.refusal = parser.refusal();
    if (parser.isWhole())
        outcome.request = parser.request();
    return outcome;
}

bool areSame(const HttpRequest &a, const HttpRequest &b)
{
    return a.method == b.method && a.path == b.path && a.origin == b.origin && a.body == b.body
        && a.wantsWebSocket == b.wantsWebSocket && a.keepsAlive == b.keepsAlive;
}

void judge(const HttpRequest &request)
{
    fuzz::require(request.path.startsWith('/'), "a path does not begin with a slash");
    fuzz::require(request.body.size() <= bounds.bodyBytes, "a body is too long");
    fuzz::require(!request.method.contains('\n') && !request.path.contains('\n')
                      && !request.path.contains('\0') && !request.path.contains('?'),
                  "a line has got into a request");
}

/// The size of the first request, 0 when there is none.
qsizetype readOne(const QByteArray &bytes, qsizetype piece)
{
    const Outcome atOnce = readInPieces(bytes, std::max<qsizetype>(bytes.size(), 1));
    const Outcome cut = readInPieces(bytes, piece);
    // Of what comes to nothing, one may see it earlier, and from something else.
    fuzz::require(atOnce.request.has_value() == cut.request.has_value(),
                  "it depends on the pieces whether a request is whole");
    if (!atOnce.request)
        return 0;
    judge(*atOnce.request);
    fuzz::require(areSame(*atOnce.request, *cut.request), "a request depends on the pieces");
    fuzz::require(atOnce.consumed == cut.consumed && atOnce.consumed > 0,
                  "the end of a request depends on the pieces");
    return atOnce.consumed;
}

} // namespace

} // namespace chat

/// The first byte is the size of the pieces, the others are what comes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *bytes, std::size_t size)
{
    if (size == 0)
        return 0;
    const qsizetype piece = bytes[0] % 64 + 1;
    QByteArray rest = chat::fuzz::toBytes(bytes + 1, size - 1);
    while (const qsizetype consumed = chat::readOne(rest, piece))
        rest.remove(0, consumed);
    return 0;
}
