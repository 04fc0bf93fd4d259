#pragma once

#include <QHostAddress>
#include <QStringList>

namespace chat {

/// The addresses that a client may type for a server that listens on `bound`; `own` are all
/// addresses of this machine. Link-local IPv6 addresses are left out: on another machine they mean
/// something else.
QStringList ownUrls(const QHostAddress &bound, quint16 port, const QList<QHostAddress> &own);

} // namespace chat
