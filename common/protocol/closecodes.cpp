#include "common/protocol/closecodes.h"

namespace chat {

bool mayComeBack(int code)
{
    const bool isFinal = code >= 4400 && code <= 4499;
    return !isFinal && code != int(CloseCode::Untrusted);
}

} // namespace chat
