#pragma once

#include "client/ui/joindialog.h"
#include "client/ui/theme.h"
#include "common/base/fingerprint.h"

#include <QSettings>

namespace chat {

/// What the program remembers between its runs, one file per profile, readable by its owner only
/// since it holds the tokens.
class ClientSettings
{
public:
    /// `directory` is where the files of all profiles lie; empty for the usual place.
    ClientSettings(const QString &profile, const QString &directory);
    /// The file of that profile, which is made when it is not there.
    static QString placeOf(const QString &profile, const QString &directory);

    /// The last choice; without a server when nothing was chosen yet.
    JoinChoice lastChoice() const;
    void setLastChoice(const JoinChoice &choice);
    /// Addresses that were joined, the latest first.
    QStringList history() const;
    /// Whether the last run ended at a server, so that this one starts there.
    bool wasJoined() const;
    void setJoined(bool isJoined);

    /// Of the server with this id; empty when there is none.
    QString token(const QString &server) const;
    /// It is on the disk when this returns; false when it is not.
    bool setToken(const QString &server, const QString &token);
    /// What the server had proved that got it first; empty when it was nothing.
    QString proofOfToken(const QString &server) const;
    void bindToken(const QString &server, const QString &proof);
    /// The key that the server at this address is to show; nobody's when authorities are to vouch
    /// for it, or nobody has met it.
    Fingerprint keyAt(const QUrl &address) const;
    void setKeyAt(const QUrl &address, const Fingerprint &key);
    /// Whether a server at some address has shown this key, and the person found it right.
    bool knowsKey(const Fingerprint &key);
    /// Where earlier versions kept the token: empty when there is none, as it is the next time.
    QString takeTokenOfAddress(const QUrl &address);
    /// The id of the server that last was at this address; empty when none was.
    QString serverAt(const QUrl &address) const;
    void setServerAt(const QUrl &address, const QString &server);
    /// Where what is kept of this server belongs.
    QString storeFolder(const QString &server) const;
    /// The rooms that were open at this server, and the one that was shown.
    QList<RoomId> rooms(const QUrl &server) const;
    void setRooms(const QUrl &server, const QList<RoomId> &rooms);
    RoomId shownRoom(const QUrl &server) const;
    void setShownRoom(const QUrl &server, const RoomId &room);

    QByteArray geometry() const;
    void setGeometry(const QByteArray &geometry);
    QByteArray panes() const;
    void setPanes(const QByteArray &panes);
    /// Empty: nobody has chosen one.
    QString language() const;
    void setLanguage(const QString &code);
    Theme theme() const;
    void setTheme(Theme theme);

    /// Made at the first call, the same from then on.
    DeviceId deviceId(Random &random);

private:
    qsizetype countOfTokens();
    static QString serverKey(const QUrl &server, QLatin1StringView what);

    QSettings m_store;
};

} // namespace chat
