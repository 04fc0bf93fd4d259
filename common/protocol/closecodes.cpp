#include "common/protocol/closecodes.h"

namespace chat {

bool mayComeBack(int code)
{
    return code < 4400 || code > 4499;
}

} // namespace chat
