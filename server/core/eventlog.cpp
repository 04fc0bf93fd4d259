#include "server/core/eventlog.h"

#include "common/protocol/events.h"
#include "common/protocol/frame.h"

#include <algorithm>

namespace chat {

namespace {

using Direction = PageQuery::Direction;

// Names, addresses and escapes weigh too, and anyone chooses theirs.
qsizetype weight(const Message &message)
{
    return Frame::of(NewMessage { message }).json().size();
}

// From `next` on as many as fit into what is left.
template <class Iterator>
Iterator takeWhatFits(Iterator next, Iterator end, qsizetype &left)
{
    for (; next != end; ++next) {
        const qsizetype bytes = weight(*next);
        if (bytes > left)
            break;
        left -= bytes;
    }
    return next;
}

// The one message that is kept whatever its size: the nearest to what was asked for.
qsizetype anchor(const QList<Message> &messages, const PageQuery &query)
{
    if (query.direction == Direction::After)
        return 0;
    if (query.direction != Direction::Around)
        return messages.size() - 1;
    const auto found = std::ranges::lower_bound(messages, query.seq, {}, &Message::seq);
    return std::min<qsizetype>(found - messages.begin(), messages.size() - 1);
}

QList<Message> lightened(const QList<Message> &messages, const PageQuery &query)
{
    if (messages.isEmpty())
        return messages;
    const auto middle = messages.begin() + anchor(messages, query);
    qsizetype left = query.bytes - weight(*middle);
    const auto end = takeWhatFits(middle + 1, messages.end(), left);
    const auto first =
        takeWhatFits(std::make_reverse_iterator(middle), messages.rend(), left).base();
    return { first, end };
}

} // namespace

Page finishedPage(Page page, const PageQuery &query)
{
    page.messages = lightened(page.messages, query);
    // An empty page lies at the end that was asked towards.
    const bool isBackward = query.direction != Direction::After;
    page.atStart = page.messages.isEmpty() ? isBackward : page.messages.first().seq <= page.first;
    page.atEnd = page.messages.isEmpty() ? !isBackward || page.head == Seq()
                                         : page.messages.last().seq >= page.head;
    return page;
}

} // namespace chat
