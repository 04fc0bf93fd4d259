#pragma once

#include "common/base/ids.h"

#include <QUrl>

#include <optional>

namespace chat {

/// Where a server is, and perhaps a room there, as people write it: "desk", "192.0.2.7:3001",
/// "[::1]:3001", "wss://chat.example.org", "confab://desk:3001/tea".
struct ServerAddress
{
    QUrl url; // ws:// or wss://, always with a port
    RoomId room = {}; // empty: none was named

    /// Nothing for a text that names no host.
    static std::optional<ServerAddress> fromText(const QString &text);
    /// As short as fromText() understands it.
    QString toText() const;

    friend bool operator==(const ServerAddress &, const ServerAddress &) = default;
};

} // namespace chat
