#include "client/app/desktopcolors.h"

#include "common/base/literals.h"
#include "common/base/logging.h"

#ifdef CONFAB_DBUS
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QFile>
#include <QStandardPaths>
#endif

namespace chat {

#ifdef CONFAB_DBUS

namespace {

const QString service = u"org.freedesktop.portal.Desktop"_s;
const QString path = u"/org/freedesktop/portal/desktop"_s;
const QString interface = u"org.freedesktop.portal.Settings"_s;
const QString appearance = u"org.freedesktop.appearance"_s;
const QString colorScheme = u"color-scheme"_s;

/// Whether to ask for the session's bus at all: where there is none, libdbus would start one.
bool hasBus()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    return qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS")
        || QFile::exists(folder + "/bus"_L1);
}

/// The portal's answer is a variant, and by the time it is here a variant in a variant.
uint numberIn(QVariant value)
{
    while (value.metaType() == QMetaType::fromType<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value.toUInt();
}

/// Listens to the portal on behalf of a DesktopColors, which owns it.
class Portal final : public QObject
{
    Q_OBJECT

public:
    explicit Portal(DesktopColors &colors)
        : QObject(&colors)
        , m_colors(colors)
    {
        QDBusConnection bus = QDBusConnection::sessionBus();
        // A slot's types must be known before it is looked up, and QtDBus may not know its own yet.
        qDBusRegisterMetaType<QDBusVariant>();
        if (!bus.connect(service, path, interface, u"SettingChanged"_s, this,
                         SLOT(onChanged(QString, QString, QDBusVariant))))
            qCInfo(lcClient, "changes of the desktop's colours are not heard");
        QDBusMessage read = QDBusMessage::createMethodCall(service, path, interface, u"Read"_s);
        read.setArguments({ appearance, colorScheme });
        auto *answer = new QDBusPendingCallWatcher(bus.asyncCall(read), this);
        connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer] {
            const QDBusPendingReply<QDBusVariant> reply = *answer;
            if (reply.isValid())
                m_colors.take(numberIn(reply.value().variant()));
            answer->deleteLater();
        });
    }

private Q_SLOTS:
    void onChanged(const QString &space, const QString &key, const QDBusVariant &value)
    {
        if (space == appearance && key == colorScheme)
            m_colors.take(numberIn(value.variant()));
    }

private:
    DesktopColors &m_colors;
};

} // namespace

DesktopColors::DesktopColors(QObject *parent)
    : QObject(parent)
{
    if (hasBus())
        new Portal(*this);
}

#else

DesktopColors::DesktopColors(QObject *parent)
    : QObject(parent)
{
}

#endif

void DesktopColors::take(uint number)
{
    const Preference preference =
        number <= uint(Preference::Light) ? Preference(number) : Preference::None;
    if (std::exchange(m_preference, preference) != preference)
        Q_EMIT changed(preference);
}

} // namespace chat

#ifdef CONFAB_DBUS
#include "desktopcolors.moc"
#endif
