#include "client/app/clientsettings.h"

#include "common/base/literals.h"
#include "common/base/random.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <algorithm>

namespace chat {

namespace {

constexpr int longestHistory = 10;
constexpr int deviceIdBytes = 16;
constexpr int mostTokens = 1000; // servers; one that has a new id each time fills no disk

/// The file of a profile, made readable by its owner only before anything is written to it.
QString fileOf(const QString &profile, const QString &directory)
{
    const QDir place(directory.isEmpty()
                         ? QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation)
                         : directory);
    place.mkpath(u"."_s);
    const QString name = profile.isEmpty() ? u"default"_s : profile;
    const QString path =
        place.filePath(QString::fromLatin1(QUrl::toPercentEncoding(name)) + ".ini"_L1);
    QFile file(path);
    if (!file.exists() && file.open(QIODevice::WriteOnly))
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    return path;
}

QString tokenKey(const QString &server)
{
    return u"tokens/"_s + QString::fromLatin1(QUrl::toPercentEncoding(server));
}

QString proofKey(const QString &server)
{
    return u"proofs/"_s + QString::fromLatin1(QUrl::toPercentEncoding(server));
}

QList<RoomId> idsOf(const QStringList &texts)
{
    QList<RoomId> ids;
    for (const QString &text : texts)
        ids << RoomId::fromText(text);
    return ids;
}

} // namespace

ClientSettings::ClientSettings(const QString &profile, const QString &directory)
    : m_store(fileOf(profile, directory), QSettings::IniFormat)
{
}

QString ClientSettings::placeOf(const QString &profile, const QString &directory)
{
    return QFileInfo(fileOf(profile, directory)).absoluteFilePath();
}

QString ClientSettings::serverKey(const QUrl &server, QLatin1StringView what)
{
    const QString place = server.toString().replace(u'/', u'|'); // a slash begins another group
    return u"servers/%1/%2"_s.arg(place, what);
}

JoinChoice ClientSettings::lastChoice() const
{
    const QString address = m_store.value(u"join/server"_s).toString();
    return { .name = m_store.value(u"join/name"_s).toString(),
             .avatar = m_store.value(u"join/avatar"_s).toString(),
             .server = ServerAddress::fromText(address).value_or(ServerAddress {}) };
}

void ClientSettings::setLastChoice(const JoinChoice &choice)
{
    const QString address = ServerAddress { choice.server.url }.toText();
    m_store.setValue(u"join/name"_s, choice.name);
    m_store.setValue(u"join/avatar"_s, choice.avatar);
    m_store.setValue(u"join/server"_s, address);
    QStringList addresses = history();
    addresses.removeAll(address);
    addresses.prepend(address);
    m_store.setValue(u"join/history"_s, addresses.mid(0, longestHistory));
}

QStringList ClientSettings::history() const
{
    return m_store.value(u"join/history"_s).toStringList();
}

bool ClientSettings::wasJoined() const
{
    return m_store.value(u"join/isJoined"_s).toBool();
}

void ClientSettings::setJoined(bool isJoined)
{
    m_store.setValue(u"join/isJoined"_s, isJoined);
}

QString ClientSettings::token(const QString &server) const
{
    return m_store.value(tokenKey(server)).toString();
}

bool ClientSettings::setToken(const QString &server, const QString &token)
{
    if (this->token(server).isEmpty() && countOfTokens() >= mostTokens)
        return false;
    m_store.setValue(tokenKey(server), token);
    m_store.sync();
    return m_store.status() == QSettings::NoError;
}

QString ClientSettings::proofOfToken(const QString &server) const
{
    return m_store.value(proofKey(server)).toString();
}

void ClientSettings::bindToken(const QString &server, const QString &proof)
{
    if (token(server).isEmpty() || proofOfToken(server) == proof)
        return;
    m_store.setValue(proofKey(server), proof);
    m_store.sync();
}

Fingerprint ClientSettings::keyAt(const QUrl &address) const
{
    return Fingerprint::fromHex(m_store.value(serverKey(address, "key"_L1)).toString())
        .value_or(Fingerprint());
}

void ClientSettings::setKeyAt(const QUrl &address, const Fingerprint &key)
{
    m_store.setValue(serverKey(address, "key"_L1), key.toHex());
    m_store.sync();
}

bool ClientSettings::knowsKey(const Fingerprint &key)
{
    m_store.beginGroup(u"servers"_s);
    const QStringList places = m_store.childGroups();
    const bool isKnown = std::ranges::any_of(places, [this, &key](const QString &place) {
        return m_store.value(place + "/key"_L1).toString() == key.toHex();
    });
    m_store.endGroup();
    return isKnown && !key.isEmpty();
}

QString ClientSettings::takeTokenOfAddress(const QUrl &address)
{
    const QString key = serverKey(address, "token"_L1);
    const QString token = m_store.value(key).toString();
    m_store.remove(key);
    return token;
}

qsizetype ClientSettings::countOfTokens()
{
    m_store.beginGroup(u"tokens"_s);
    const qsizetype count = m_store.childKeys().size();
    m_store.endGroup();
    return count;
}

QString ClientSettings::serverAt(const QUrl &address) const
{
    return m_store.value(serverKey(address, "id"_L1)).toString();
}

void ClientSettings::setServerAt(const QUrl &address, const QString &server)
{
    m_store.setValue(serverKey(address, "id"_L1), server);
}

QString ClientSettings::storeFolder(const QString &server) const
{
    const QFileInfo file(m_store.fileName());
    // A server names itself: its id is no path, whatever it says.
    const QString name = QString::fromLatin1(QUrl::toPercentEncoding(server, {}, "."));
    return u"%1/%2/server-%3"_s.arg(file.path(), file.completeBaseName(), name);
}

QList<RoomId> ClientSettings::rooms(const QUrl &server) const
{
    return idsOf(m_store.value(serverKey(server, "rooms"_L1)).toStringList());
}

void ClientSettings::setRooms(const QUrl &server, const QList<RoomId> &rooms)
{
    QStringList texts;
    for (const RoomId &id : rooms)
        texts << id.text();
    m_store.setValue(serverKey(server, "rooms"_L1), texts);
}

RoomId ClientSettings::shownRoom(const QUrl &server) const
{
    return RoomId::fromText(m_store.value(serverKey(server, "shownRoom"_L1)).toString());
}

void ClientSettings::setShownRoom(const QUrl &server, const RoomId &room)
{
    m_store.setValue(serverKey(server, "shownRoom"_L1), room.text());
}

QByteArray ClientSettings::geometry() const
{
    return m_store.value(u"window/geometry"_s).toByteArray();
}

void ClientSettings::setGeometry(const QByteArray &geometry)
{
    m_store.setValue(u"window/geometry"_s, geometry);
}

QByteArray ClientSettings::panes() const
{
    return m_store.value(u"window/panes"_s).toByteArray();
}

void ClientSettings::setPanes(const QByteArray &panes)
{
    m_store.setValue(u"window/panes"_s, panes);
}

QString ClientSettings::language() const
{
    return m_store.value(u"window/language"_s).toString();
}

void ClientSettings::setLanguage(const QString &code)
{
    m_store.setValue(u"window/language"_s, code);
}

Theme ClientSettings::theme() const
{
    return themeFromName(m_store.value(u"window/theme"_s).toString());
}

void ClientSettings::setTheme(Theme theme)
{
    m_store.setValue(u"window/theme"_s, themeName(theme));
}

DeviceId ClientSettings::deviceId(Random &random)
{
    const QString key = u"device"_s;
    if (!m_store.contains(key))
        m_store.setValue(key, newRandomHex(random, deviceIdBytes));
    return DeviceId::fromText(m_store.value(key).toString());
}

} // namespace chat
