#include "client/ui/rowidentity.h"

#include "client/model/timelinemodel.h"

namespace chat {

RowIdentity RowIdentity::of(const QModelIndex &index)
{
    const Seq seq = Seq::fromNumber(index.data(TimelineModel::SeqRole).toLongLong());
    if (seq != Seq())
        return { .seq = seq };
    return { .tag = Tag::fromText(index.data(TimelineModel::TagRole).toString()) };
}

} // namespace chat
