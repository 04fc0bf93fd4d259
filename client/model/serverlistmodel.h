#pragma once

#include "common/base/clock.h"

#include <QAbstractListModel>
#include <QHostAddress>

class QUrl;

namespace chat {

/// A server that was heard nearby.
struct ServerRow
{
    QString id;
    QString name;
    QHostAddress address;
    quint16 port = 0;
    int onlineCount = 0;
    bool isEncrypted = false;
    QString fingerprint;
    Instant heardAt {};

    friend bool operator==(const ServerRow &, const ServerRow &) = default;
};

/// The servers nearby, in the order in which they were first heard. One that is heard over several
/// interfaces is one row, with the address that was heard first for as long as it is heard.
class ServerListModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Roles {
        NameRole = Qt::UserRole + 1, // QString
        AddressRole, // QString, "192.0.2.7:3001" or "[2001:db8::1]:3001"
        OnlineCountRole, // int
        IsEncryptedRole, // bool
        UrlRole, // QUrl, ws:// or wss://
    };

    explicit ServerListModel(QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    /// The key, in hexadecimal digits, that the server says it has which announces itself at this
    /// address; empty when none does. Anybody on the network can say anything.
    QString keyAnnouncedAt(const QUrl &url) const;

    /// A new server is left out while the list holds limits::serversNearby already.
    void upsert(const ServerRow &row);
    /// Drops the rows that were last heard before `limit`.
    void removeOlderThan(Instant limit);

private:
    struct Entry
    {
        ServerRow row;
        Instant addressHeardAt; // the shown address; `row` may be heard over others since
    };

    QList<Entry> m_entries;
};

} // namespace chat
