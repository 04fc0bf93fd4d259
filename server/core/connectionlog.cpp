#include "server/core/connectionlog.h"

#include "common/base/logging.h"

namespace chat {

namespace {

constexpr double linesPerSecond = 10; // of one kind: less than 200 MB a day of all
constexpr double linesAtOnce = 200;

/// ", user 0197..."; nothing of somebody who is none yet.
QByteArray userOf(const Session &session)
{
    return session.isAuthenticated() ? ", user " + session.identity().id.text().toUtf8()
                                     : QByteArray();
}

} // namespace

ConnectionLog::ConnectionLog(const Clock &clock)
    : m_clock(clock)
    , m_budgets { LineBudget(linesPerSecond, linesAtOnce, clock.now()),
                  LineBudget(linesPerSecond, linesAtOnce, clock.now()),
                  LineBudget(linesPerSecond, linesAtOnce, clock.now()),
                  LineBudget(linesPerSecond, linesAtOnce, clock.now()),
                  LineBudget(linesPerSecond, linesAtOnce, clock.now()),
                  LineBudget(linesPerSecond, linesAtOnce, clock.now()) }
{
}

void ConnectionLog::turnedAway(const QString &peerName, const QString &why)
{
    if (const auto end = ending(TurnedAway))
        qCWarning(lcCore, "%s refused: %s%s", qPrintable(peerName), qPrintable(why),
                  end->constData());
}

void ConnectionLog::connected(const Session &session)
{
    if (const auto end = ending(Connected))
        qCInfo(lcCore, "session %llu connected%s", session.id(), end->constData());
}

void ConnectionLog::authenticated(const Session &session)
{
    if (const auto end = ending(Authenticated))
        qCInfo(lcCore, "session %llu is user %s%s", session.id(),
               qPrintable(session.identity().id.text()), end->constData());
}

void ConnectionLog::notLetIn(const Session &session, const Error &error)
{
    if (const auto end = ending(NotLetIn))
        qCInfo(lcCore, "session %llu was not let in: %s%s", session.id(),
               qPrintable(error.toText()), end->constData());
}

void ConnectionLog::refused(const Session &session, QLatin1StringView request, ErrorCode code)
{
    if (const auto end = ending(Refused))
        qCInfo(lcCore, "session %llu was refused a %s: %s%s%s", session.id(), request.data(),
               errorRow(code).wireName.data(), userOf(session).constData(), end->constData());
}

void ConnectionLog::ended(const Session &session, const CloseReason &reason)
{
    if (const auto end = ending(Ended))
        qCInfo(lcCore, "session %llu ended: %d %s%s%s", session.id(), reason.code,
               qPrintable(reason.text), userOf(session).constData(), end->constData());
}

std::optional<QByteArray> ConnectionLog::ending(Kind kind)
{
    const auto omitted = m_budgets[kind].take(m_clock.now());
    if (!omitted)
        return std::nullopt;
    if (*omitted == 0)
        return QByteArray();
    return " (" + QByteArray::number(*omitted) + " more lines were left out)";
}

} // namespace chat
