#include "common/protocol/announcement.h"
#include "tests/fuzz/target.h"

#include <algorithm>

/// Datagrams that anybody on the network may send: what is believed can be announced again.
namespace chat {

namespace {

bool isPlain(const QString &text)
{
    return std::ranges::all_of(text, [](QChar c) { return c < u'\x80' && c.isLetterOrNumber(); });
}

// As encodeAnnouncement() requires it.
bool isLikeAServers(const Announcement &announcement)
{
    return isPlain(announcement.id) && isPlain(announcement.fingerprint.value_or(QString()));
}

void comesBack(const Announcement &announcement)
{
    const QByteArray datagram = encodeAnnouncement(announcement);
    fuzz::require(datagram.size() <= limits::beaconBytes, "a datagram is too long");
    const Result<Announcement> read = decodeAnnouncement(datagram);
    fuzz::require(bool(read), "a datagram that was written is not read");
    fuzz::require(announcement.name.startsWith(read->name), "a name is changed, and not cut");
    Announcement expected = announcement;
    expected.name = read->name;
    fuzz::require(*read == expected, "an announcement is read otherwise than it was written");
}

} // namespace

} // namespace chat

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *bytes, std::size_t size)
{
    const auto announcement = chat::decodeAnnouncement(chat::fuzz::toBytes(bytes, size));
    if (announcement && chat::isLikeAServers(*announcement))
        chat::comesBack(*announcement);
    return 0;
}
