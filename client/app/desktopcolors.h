#pragma once

#include <QObject>

namespace chat {

/// Whether the desktop is dark, where it says so by the settings portal of freedesktop.org (GNOME
/// and others), which Qt itself reads from version 6.5 on. Elsewhere, without a bus, and until the
/// portal has answered, there is no preference.
class DesktopColors : public QObject
{
    Q_OBJECT

public:
    enum class Preference { None = 0, Dark = 1, Light = 2 }; // as the portal numbers them

    /// Asks at once; the answer comes from the event loop.
    explicit DesktopColors(QObject *parent = nullptr);

    Preference preference() const { return m_preference; }
    /// What the portal says; None for a number that it does not define.
    void take(uint number);

Q_SIGNALS:
    void changed(chat::DesktopColors::Preference preference);

private:
    Preference m_preference = Preference::None;
};

} // namespace chat
