#include "client/ui/retentiontext.h"

#include "common/base/limits.h"

namespace chat {

QString RetentionText::of(const Retention &retention)
{
    const int amount = static_cast<int>(retention.amount.value_or(0));
    switch (retention.keep) {
    case Keep::All:
        return tr("Keeps everything");
    case Keep::Last:
        return tr("Keeps the last %Ln messages", nullptr, amount);
    case Keep::Days:
        return tr("Keeps messages for %Ln days", nullptr, amount);
    case Keep::None:
        return tr("Forgets everything when everyone has left");
    }
    Q_UNREACHABLE();
}

} // namespace chat
