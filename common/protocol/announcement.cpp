#include "common/protocol/announcement.h"

#include "common/protocol/codec.h"

#include <QJsonDocument>
#include <QTextBoundaryFinder>

namespace chat {

namespace {

QByteArray toDatagram(const Announcement &announcement)
{
    QByteArray datagram;
    appendJson(datagram, announcement);
    return datagram;
}

// Whole characters as a reader counts them: neither a surrogate pair nor a letter and its accents
// are taken apart.
QString cutTo(const QString &text, qsizetype units)
{
    if (text.size() <= units)
        return text;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    finder.setPosition(units);
    if (!finder.isAtBoundary())
        finder.toPreviousBoundary();
    return text.left(finder.position());
}

Error refused(QString detail)
{
    return Error { .code = ErrorCode::InvalidMessage, .detail = std::move(detail) };
}

} // namespace

QByteArray encodeAnnouncement(Announcement announcement)
{
    announcement.name = cutTo(announcement.name, limits::titleLength);
    QByteArray datagram = toDatagram(announcement);
    while (datagram.size() > limits::beaconBytes && !announcement.name.isEmpty()) {
        announcement.name = cutTo(announcement.name, announcement.name.size() - 1);
        datagram = toDatagram(announcement);
    }
    Q_ASSERT(datagram.size() <= limits::beaconBytes);
    return datagram;
}

Result<Announcement> decodeAnnouncement(const QByteArray &datagram)
{
    if (datagram.size() > limits::beaconBytes)
        return refused(
            u"datagram has %1 bytes, limit is %2"_s.arg(datagram.size()).arg(limits::beaconBytes));
    const QJsonDocument document = QJsonDocument::fromJson(datagram);
    if (!document.isObject())
        return refused(u"datagram is not a JSON object"_s);
    return fromJson<Announcement>(document.object());
}

} // namespace chat
