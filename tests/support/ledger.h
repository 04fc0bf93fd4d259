#pragma once

#include "common/base/ids.h"
#include "common/base/result.h"

#include <QFile>
#include <QHash>
#include <QList>
#include <QMap>

#include <optional>

class QJsonObject;

namespace chat {

/// A line of a room, as a log has it and as a timeline shows it.
struct LedgerLine
{
    Seq seq;
    UserId user;
    Tag tag;
    QString content;

    friend bool operator==(const LedgerLine &, const LedgerLine &) = default;
};

/// What one driver has done and seen.
struct Ledger
{
    struct Sent
    {
        RoomId room;
        Tag tag;
        QString content;
    };

    QString driver;
    UserId user;
    QList<Sent> sent; // in the order of writing
    QHash<Tag, Seq> accepted;
    QHash<Tag, QString> failed; // refused for good, with the code
    QMap<RoomId, QList<LedgerLine>> timelines; // as shown, from top to bottom

    /// Reads what a LedgerWriter has written. A last line that was cut off by the end of its writer
    /// does not count. The error's detail names the file.
    static Result<Ledger> read(const QString &path);
};

/// Writes a ledger to a file while it happens, so that it outlives a killed driver. Opened again it
/// goes on.
class LedgerWriter
{
public:
    /// `path` without its folder and its ending is the name of the driver.
    explicit LedgerWriter(const QString &path);

    bool isOpen() const { return m_file.isOpen(); }
    QString path() const { return m_file.fileName(); }

    void isUser(const UserId &user);
    /// To be called before the line is given away.
    void sent(const RoomId &room, const Tag &tag, const QString &content);
    void accepted(const Tag &tag, Seq seq);
    void failed(const Tag &tag, const QString &code);
    /// The timeline of the room is empty again.
    void cleared(const RoomId &room);
    /// At the bottom of the timeline.
    void shown(const RoomId &room, const LedgerLine &line);

private:
    void write(const QString &what, const QJsonObject &data);

    QFile m_file;
};

} // namespace chat
