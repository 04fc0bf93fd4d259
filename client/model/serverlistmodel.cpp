#include "client/model/serverlistmodel.h"

#include "common/base/limits.h"
#include "common/base/literals.h"

#include <QUrl>

#include <algorithm>

namespace chat {

namespace {

QString hostText(const QHostAddress &address)
{
    const QString text = address.toString();
    return address.protocol() == QAbstractSocket::IPv6Protocol ? u'[' + text + u']' : text;
}

QUrl urlOf(const ServerRow &row)
{
    QUrl url;
    url.setScheme(row.isEncrypted ? u"wss"_s : u"ws"_s);
    url.setHost(row.address.toString());
    url.setPort(row.port);
    return url;
}

} // namespace

ServerListModel::ServerListModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

int ServerListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

QVariant ServerListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ServerRow &row = m_entries.at(index.row()).row;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
    case NameRole:
        return row.name;
    case AddressRole:
        return u"%1:%2"_s.arg(hostText(row.address)).arg(row.port);
    case OnlineCountRole:
        return row.onlineCount;
    case IsEncryptedRole:
        return row.isEncrypted;
    case UrlRole:
        return urlOf(row);
    }
    return {};
}

QHash<int, QByteArray> ServerListModel::roleNames() const
{
    return { { NameRole, "name" },
             { AddressRole, "address" },
             { OnlineCountRole, "onlineCount" },
             { IsEncryptedRole, "isEncrypted" },
             { UrlRole, "url" } };
}

QString ServerListModel::keyAnnouncedAt(const QUrl &url) const
{
    const auto found =
        std::ranges::find(m_entries, url, [](const Entry &entry) { return urlOf(entry.row); });
    return found == m_entries.end() ? QString() : found->row.fingerprint;
}

void ServerListModel::upsert(const ServerRow &row)
{
    const auto found =
        std::ranges::find(m_entries, row.id, [](const Entry &entry) { return entry.row.id; });
    if (found == m_entries.end()) {
        if (m_entries.size() >= limits::serversNearby)
            return;
        beginInsertRows({}, int(m_entries.size()), int(m_entries.size()));
        m_entries.append({ .row = row, .addressHeardAt = row.heardAt });
        endInsertRows();
        return;
    }

    ServerRow next = row;
    const bool isStale = row.heardAt - found->addressHeardAt > limits::beaconExpiry;
    if (row.address == found->row.address || isStale)
        found->addressHeardAt = row.heardAt;
    else
        next.address = found->row.address;
    const ServerRow previous = std::exchange(found->row, next);
    next.heardAt = previous.heardAt; // being heard again changes nothing that is shown
    if (next == previous)
        return;
    const QModelIndex changed = index(int(found - m_entries.begin()));
    Q_EMIT dataChanged(changed, changed);
}

void ServerListModel::removeOlderThan(Instant limit)
{
    for (qsizetype at = m_entries.size() - 1; at >= 0; --at) {
        if (m_entries.at(at).row.heardAt >= limit)
            continue;
        beginRemoveRows({}, int(at), int(at));
        m_entries.removeAt(at);
        endRemoveRows();
    }
}

} // namespace chat
