#pragma once

#include "client/core/clientsession.h"

namespace chat {

/// What a script can rely on.
enum class ExitCode {
    Done = 0,
    Refused = 1, // by the server
    WrongUsage = 2,
    NoConnection = 3, // or no answer, in time
};

/// One thing to do with a session. It ends by saying done() or refused(), once.
class Command : public QObject
{
    Q_OBJECT

public:
    /// The rooms that must be joined for it.
    virtual QList<RoomId> rooms() const = 0;
    /// Called once, before the session starts; `session` outlives this object.
    virtual void run(ClientSession &session) = 0;

Q_SIGNALS:
    /// From now on it may take as long as it likes.
    void underWay();
    void done();
    /// Why the server does not want it; a sentence.
    void refused(const QString &why);
};

} // namespace chat
