#pragma once

#include <QHostAddress>
#include <QStringList>

namespace chat {

/// The addresses that a client may type for a server that listens on `bound`: each can be reached,
/// by this machine at least, and by others too if `servesOthers`. `own` are all addresses of this
/// machine. Link-local IPv6 addresses are left out: on another machine they mean something else.
QStringList ownUrls(const QHostAddress &bound, quint16 port, bool servesOthers,
                    const QList<QHostAddress> &own);

} // namespace chat
