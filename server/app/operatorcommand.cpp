#include "server/app/operatorcommand.h"

#include "common/base/literals.h"
#include "server/app/datafolder.h"
#include "server/core/bans.h"
#include "server/core/wiretext.h"
#include "server/storage/operatordesk.h"

#include <QDateTime>

#include <array>

namespace chat {

namespace {

using Lines = Result<QStringList>;

Error sentence(const QString &text)
{
    return { .code = ErrorCode::InvalidMessage, .detail = text };
}

// Names and reasons were chosen by others, and this goes to a terminal.
QString printable(QString text)
{
    for (QChar &character : text) {
        if (!character.isPrint())
            character = u'?';
    }
    return text;
}

QString timeText(Timestamp time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC)
        .toString(Qt::ISODate);
}

/// One command at work.
struct Work
{
    OperatorDesk &desk;
    const OperatorRequest &request;
    QStringList operands; // the words after the verb
    Timestamp now;

    Result<Act> perform(Act act) const
    {
        act.at = now;
        act.reason = request.reason;
        if (request.duration)
            act.until = now + *request.duration;
        const auto done = desk.perform(act);
        if (!done && done.error().code == ErrorCode::NotFound)
            return sentence(u"there is nothing that this could be done to"_s);
        return done;
    }
    Lines report(const Act &act) const
    {
        const auto done = perform(act);
        if (!done)
            return done.error();
        return QStringList { u"Done; this is act %1."_s.arg(done->seq) };
    }
    /// The act with the person of this name in it.
    Lines reportAbout(const QString &name, Act act) const
    {
        const auto person = desk.personNamed(name);
        if (!person)
            return person.error();
        act.user = *person;
        return report(act);
    }
    Lines reportIn(const QString &room, Act act) const
    {
        act.room = RoomId::fromText(room);
        if (const auto isThere = desk.requireRoom(act.room); !isThere)
            return isThere.error();
        return report(act);
    }
};

template <WireEnum E>
Result<E> read(const QString &text)
{
    QStringList names;
    for (const auto &[value, name] : wireNames(E {})) {
        if (text == name)
            return value;
        names << name;
    }
    return sentence(u"\"%1\" is not one of %2"_s.arg(text, names.join(", "_L1)));
}

Lines listPeople(const Work &work)
{
    const auto people = work.desk.people();
    if (!people)
        return people.error();
    QStringList lines;
    for (const auto &person : *people)
        lines << u"%1  %2  %3"_s.arg(person.id.text(), wireText(person.role),
                                     printable(person.name));
    return lines;
}

Lines setServerRole(const Work &work)
{
    const auto role = read<Role>(work.operands.at(1));
    if (!role)
        return role.error();
    return work.reportAbout(work.operands.at(0),
                            { .action = ModeratorAction::SetServerRole, .value = wireText(*role) });
}

Lines listBans(const Work &work)
{
    const auto state = work.desk.state(work.now);
    if (!state)
        return state.error();
    QStringList lines;
    for (const Ban &ban : state->bans)
        lines << printable(u"%1 %2  %3  by %4  until %5  %6"_s.arg(
            wireText(ban.kind), ban.target, ban.userName.value_or(u"-"_s),
            ban.byName.value_or(u"the operator"_s),
            ban.until ? timeText(*ban.until) : u"for ever"_s, ban.reason.value_or(QString())));
    return lines;
}

/// The act for KIND TARGET; an account is named by its name or its id.
Result<Act> banAct(const Work &work, ModeratorAction action)
{
    const auto kind = read<BanKind>(work.operands.at(0));
    if (!kind)
        return kind.error();
    QString target = work.operands.at(1);
    Act act { .action = action };
    if (*kind == BanKind::Address && !isNetwork(target))
        return sentence(u"\"%1\" is no address, and no network like 192.0.2.0/24"_s.arg(target));
    if (*kind == BanKind::Account) {
        const auto person = work.desk.personNamed(target);
        if (!person)
            return person.error();
        act.user = *person;
        target = person->text();
    }
    act.value = BanKey { .kind = *kind, .target = target }.toText();
    return act;
}

Lines changeBan(const Work &work, ModeratorAction action)
{
    const auto act = banAct(work, action);
    return act ? work.report(*act) : act.error();
}

Lines kick(const Work &work)
{
    return work.reportAbout(
        work.operands.at(1),
        { .action = ModeratorAction::Kick, .room = RoomId::fromText(work.operands.at(0)) });
}

Lines setRoomRole(const Work &work)
{
    const RoomId room = RoomId::fromText(work.operands.at(0));
    const auto role = read<RoomRole>(work.operands.at(2));
    if (!role)
        return role.error();
    if (const auto isThere = work.desk.requireRoom(room); !isThere)
        return isThere.error();
    return work.reportAbout(
        work.operands.at(1),
        { .action = ModeratorAction::SetRole, .room = room, .value = wireText(*role) });
}

Lines setSlowMode(const Work &work)
{
    bool isNumber = false;
    const int seconds = work.operands.at(1).toInt(&isNumber);
    if (!isNumber || seconds < 0 || seconds > limits::slowestMode)
        return sentence(u"\"%1\" is not a number of seconds from 0 to %2"_s.arg(work.operands.at(1))
                            .arg(limits::slowestMode));
    return work.reportIn(
        work.operands.at(0),
        { .action = ModeratorAction::SetSlowMode, .value = QString::number(seconds) });
}

Lines listActs(const Work &work)
{
    const auto acts = work.desk.acts(RoomId::fromText(work.operands.value(0)), limits::auditPage);
    if (!acts)
        return acts.error();
    QStringList lines;
    for (const Act &act : *acts)
        lines << printable(u"%1  %2  %3 %4 %5  by %6  %7"_s.arg(
            QString::number(act.seq), timeText(act.at), wireText(act.action), act.userName,
            act.value, act.actor.isEmpty() ? u"the operator"_s : act.actorName, act.reason));
    return lines;
}

Lines listTokens(const Work &work)
{
    const auto person = work.desk.personNamed(work.operands.at(0));
    if (!person)
        return person.error();
    const auto sessions = work.desk.sessions(*person);
    if (!sessions)
        return sessions.error();
    QStringList lines;
    for (const StoredSession &session : *sessions)
        lines << printable(u"%1  used %2  %3"_s.arg(
            sessionIdOf(session.tokenHash), timeText(session.facts.usedAt), session.device));
    return lines;
}

Lines endSessions(const Work &work)
{
    return work.reportAbout(
        work.operands.at(0),
        { .action = ModeratorAction::EndSessions, .value = work.operands.value(1) });
}

struct Command
{
    QLatin1StringView words;
    QLatin1StringView operands;
    int least; // of them
    int most;
    QLatin1StringView meaning;
    Lines (*run)(const Work &work);
};

constexpr std::array commands {
    Command { "user list"_L1, ""_L1, 0, 0, "List everyone who was ever here."_L1, listPeople },
    Command { "user role"_L1, "NAME ROLE"_L1, 2, 2,
              "Make somebody guest, member, moderator or owner of the whole server."_L1,
              setServerRole },
    Command { "ban list"_L1, ""_L1, 0, 0, "List who may not come in."_L1, listBans },
    Command { "ban add"_L1, "KIND TARGET"_L1, 2, 2,
              "Keep out an account (by name), a device, or an address or network."_L1,
              [](const Work &work) { return changeBan(work, ModeratorAction::Ban); } },
    Command { "ban lift"_L1, "KIND TARGET"_L1, 2, 2, "Let them in again."_L1,
              [](const Work &work) { return changeBan(work, ModeratorAction::LiftBan); } },
    Command { "room kick"_L1, "ROOM NAME"_L1, 2, 2, "Remove somebody from a room."_L1, kick },
    Command { "room role"_L1, "ROOM NAME ROLE"_L1, 3, 3,
              "Make somebody owner, moderator, member, muted or banned in a room."_L1,
              setRoomRole },
    Command { "room slow"_L1, "ROOM SECONDS"_L1, 2, 2,
              "Let people write in a room once in so many seconds; 0: as they like."_L1,
              setSlowMode },
    Command { "room audit"_L1, "[ROOM]"_L1, 0, 1,
              "List what was done in a room, or to the whole server."_L1, listActs },
    Command { "token list"_L1, "NAME"_L1, 1, 1, "List the devices that know somebody."_L1,
              listTokens },
    Command { "token revoke"_L1, "NAME [ID]"_L1, 1, 2, "End one of them, or all."_L1, endSessions },
};

} // namespace

bool isOperatorWord(const QString &word)
{
    return QStringList { u"user"_s, u"ban"_s, u"room"_s, u"token"_s }.contains(word);
}

QList<std::pair<QString, QString>> operatorUsages()
{
    QList<std::pair<QString, QString>> usages;
    for (const Command &command : commands)
        usages.append(
            { u"%1 %2"_s.arg(command.words, command.operands).trimmed(), command.meaning });
    return usages;
}

Result<QStringList> runOperatorCommand(const OperatorRequest &request, const QString &dataFolder)
{
    const QString words = request.words.mid(0, 2).join(u' ');
    const QStringList operands = request.words.mid(2);
    for (const Command &command : commands) {
        if (words != command.words)
            continue;
        if (operands.size() < command.least || operands.size() > command.most
            || operands.contains(QString()))
            return sentence(
                u"write it as: confabd %1 %2"_s.arg(command.words, command.operands).trimmed());
        const auto desk = OperatorDesk::open(datafolder::databaseFile(dataFolder));
        if (!desk)
            return desk.error();
        const SystemClock clock;
        return command.run(
            { .desk = **desk, .request = request, .operands = operands, .now = clock.wallTime() });
    }
    return sentence(
        u"there is no command \"%1\"; see confabd --help"_s.arg(request.words.join(u' ')));
}

} // namespace chat
