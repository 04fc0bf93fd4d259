#include "server/core/moderation.h"

#include "common/base/literals.h"

namespace chat {

Error nobodyToActOn()
{
    return { .code = ErrorCode::NotFound, .detail = u"there is no such person"_s };
}

} // namespace chat
