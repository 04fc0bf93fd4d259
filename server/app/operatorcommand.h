#pragma once

#include "server/app/serverconfig.h"

namespace chat {

/// Whether the word begins a command of the operator: user, ban, room or token.
bool isOperatorWord(const QString &word);
/// "room slow ROOM SECONDS" and the like, each with its meaning.
QList<std::pair<QString, QString>> operatorUsages();

/// Does what such a command asks for, in this data folder, which a server may be using. Answers
/// lines for the operator; the error's detail is one sentence.
Result<QStringList> runOperatorCommand(const OperatorRequest &request, const QString &dataFolder);

} // namespace chat
