#pragma once

#include "common/base/result.h"
#include "common/protocol/values.h"

#include <QByteArray>

/// What a server says about itself on the local network, and the datagram that says it.
///
/// The datagram is one JSON object in UTF-8 of at most limits::beaconBytes bytes:
///
///     {"confab":1,"id":"5f0c...","name":"Tea
///     kitchen","port":3001,"online":4,"fingerprint":"9a1e..."}
///
/// `confab` is the version: a listener drops what it does not know. Keys may be added within a
/// version, and unknown ones are ignored. The server's address is the sender's. Datagrams carry no
/// proof of where they come from: they are good for filling a list, never for trusting a server.
namespace chat {

/// The multicast group of announcements. 239.255.0.0/16 is the IPv4 Local Scope (RFC 2365, 6.1),
/// which routers at the edge of a site do not let through; the rest is "CF" in ASCII.
inline constexpr QLatin1StringView announcementGroup = "239.255.67.70"_L1;

struct Announcement
{
    static constexpr qint64 currentVersion = 1;
    static constexpr qint64 maxOnline = 1'000'000; // more in one place is a lie

    qint64 version = currentVersion;
    QString id; // of the server, stable while its name and its address change
    QString name;
    qint64 port = 0; // TCP
    qint64 online = 0; // people, not connections
    /// Of the server's key, see common/base/fingerprint.h; absent when it speaks plain text only.
    std::optional<QString> fingerprint = {};

    friend bool operator==(const Announcement &, const Announcement &) = default;

    template <class Self, class Visit>
    static void fields(Self &self, Visit &visit)
    {
        visit("confab"_L1, self.version, NumberRule { currentVersion, currentVersion });
        visit("id"_L1, self.id, rules::id);
        visit("name"_L1, self.name, rules::title);
        visit("port"_L1, self.port, NumberRule { 1, 65535 });
        visit("online"_L1, self.online, NumberRule { 0, maxOnline });
        visit("fingerprint"_L1, self.fingerprint, TextRule { 64, 64 });
    }
};

/// The datagram of an announcement whose other fields are within their rules. A name that is longer
/// than its rule, or too long for the datagram, is cut between two characters.
/// Requires an id and a fingerprint of ASCII letters and digits, as servers have them.
QByteArray encodeAnnouncement(Announcement announcement);

/// Refused: what is too long, is not one JSON object, or breaks a rule of the fields.
Result<Announcement> decodeAnnouncement(const QByteArray &datagram);

} // namespace chat
