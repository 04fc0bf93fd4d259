#pragma once

#include "common/base/ids.h"

#include <QUrl>

#include <optional>

namespace chat {

/// Where a server is, and perhaps a room there, as people write it: "desk", "192.0.2.7:3001",
/// "[::1]:3001", "ws://chat.example.org", "confab://desk:3001/tea". What names no protocol means
/// wss://, except on this machine, where there is nobody to hide from: ws://.
struct ServerAddress
{
    QUrl url; // ws:// or wss://, always with a port
    RoomId room = {}; // empty: none was named

    /// Whether it is on this machine, by the way that it is written.
    bool isHere() const;

    /// Nothing for a text that names no host.
    static std::optional<ServerAddress> fromText(const QString &text);
    /// As short as fromText() understands it.
    QString toText() const;

    friend bool operator==(const ServerAddress &, const ServerAddress &) = default;
};

} // namespace chat
