#include "client/ui/messagefacts.h"

#include "client/ui/avatar.h"
#include "client/ui/errortext.h"
#include "client/ui/plaintext.h"
#include "client/ui/readerstext.h"
#include "client/ui/timetext.h"
#include "common/base/literals.h"

#include <algorithm>
#include <limits>

namespace chat {

MessageFacts MessageRow::facts(const QModelIndex &index, const QDate &today)
{
    using Model = TimelineModel;
    const QDateTime time = index.data(Model::TimestampRole).toDateTime();
    MessageFacts facts {
        .content = index.data(Model::ContentRole).toString(),
        .author = oneLine(index.data(Model::UserNameRole).toString()),
        .time = TimeText::ofDay(time),
        .readBy = readBy(index),
        .state = state(index),
        .isOwn = index.data(Model::IsOwnRole).toBool(),
        .startsGroup = index.data(Model::StartsGroupRole).toBool(),
    };
    facts.authorColor = avatarColor(index.data(Model::AvatarRole).toString(), facts.author);
    if (index.data(Model::StartsDayRole).toBool())
        facts.day = TimeText::day(time.toLocalTime().date(), today);
    if (const qint64 missing = index.data(Model::MissingAboveRole).toLongLong(); missing > 0)
        facts.missing = tr("%Ln message(s) not loaded", nullptr,
                           int(std::min<qint64>(missing, std::numeric_limits<int>::max())));
    if (facts.state == DeliveryState::Failed) {
        const auto code = static_cast<ErrorCode>(index.data(Model::FailureRole).toInt());
        facts.failure = tr("Not sent. %1").arg(ErrorText::of(code));
        facts.retry = tr("Retry");
        facts.remove = tr("Delete");
    }
    return facts;
}

QString MessageRow::spoken(const QModelIndex &index)
{
    const QString author = oneLine(index.data(TimelineModel::UserNameRole).toString());
    const QString time = TimeText::ofDay(index.data(TimelineModel::TimestampRole).toDateTime());
    const QString content = index.data(TimelineModel::ContentRole).toString();
    const QString state = stateText(index);
    //: A line of a conversation for screen readers: author, time, text
    const QString line = tr("%1, %2, %3").arg(author, time, content);
    //: The same, followed by how far it has come: sent, failed
    return state.isEmpty() ? line : tr("%1, %2").arg(line, state);
}

DeliveryState MessageRow::state(const QModelIndex &index)
{
    return static_cast<DeliveryState>(index.data(TimelineModel::StateRole).toInt());
}

QString MessageRow::stateText(const QModelIndex &index)
{
    switch (state(index)) {
    case DeliveryState::Queued:
        return tr("waiting");
    case DeliveryState::Sending:
        return tr("sending");
    case DeliveryState::Sent:
        return tr("sent");
    case DeliveryState::Received:
        return index.data(TimelineModel::IsOwnRole).toBool() ? tr("sent") : QString();
    case DeliveryState::Read:
        return ReadersText::spoken(index.data(TimelineModel::ReadByRole).toStringList());
    case DeliveryState::Failed:
        return tr("not sent");
    }
    Q_UNREACHABLE();
}

QString MessageRow::toolTip(const QModelIndex &index)
{
    const QStringList readers = index.data(TimelineModel::ReadByRole).toStringList();
    return readers.isEmpty() ? QString() : toolTipOf(ReadersText::full(readers));
}

/// Said beside the last of the lines that are read by as many.
QString MessageRow::readBy(const QModelIndex &index)
{
    const QStringList readers = index.data(TimelineModel::ReadByRole).toStringList();
    const QModelIndex below = index.siblingAtRow(index.row() + 1);
    const bool isRepeated = below.data(TimelineModel::ReadByRole).toStringList() == readers;
    return readers.isEmpty() || isRepeated ? QString() : ReadersText::brief(readers);
}

} // namespace chat
