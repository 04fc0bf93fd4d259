#include "server/core/moderation.h"

#include "common/base/literals.h"
#include "server/core/wiretext.h"

namespace chat {

BanKey BanKey::fromText(const QString &text)
{
    const qsizetype space = text.indexOf(u' ');
    return { .kind = fromWireText(text.left(space), BanKind::Account),
             .target = text.sliced(space + 1) };
}

QString BanKey::toText() const
{
    return wireText(kind) + u' ' + target;
}

Error nobodyToActOn()
{
    return { .code = ErrorCode::NotFound, .detail = u"there is no such person"_s };
}

} // namespace chat
