#pragma once

#include "common/base/clock.h"

#include <QLabel>
#include <QPushButton>
#include <QTimer>

namespace chat {

/// The strip that says how the connection is, when there is anything to say: broken, and when it
/// is tried again; back; refused, and why.
class ConnectionBanner final : public QWidget
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds goodNews { 1000 }; // how long "Back online" stays
    static constexpr std::chrono::milliseconds patience { 700 }; // a first connect may take so long

    explicit ConnectionBanner(const Clock &clock, QWidget *parent = nullptr);

    /// A first connection is being made: says so when it takes long.
    void showConnecting();
    /// The connection is broken; the next attempt starts at `retryAt`.
    void showWaiting(Instant retryAt);
    /// An attempt is being made after the connection was broken.
    void showTrying();
    /// Hides, after a word about it when the connection had been broken.
    void showOnline();
    /// The server does not want us: `closeCode` says why.
    void showRefused(int closeCode);

    QString text() const { return m_label->text(); }
    /// Counts down. Called by its own timer, and by tests after they moved the clock.
    void refresh();

Q_SIGNALS:
    void tryNowWanted();
    void changeServerWanted();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    enum class Mode { Hidden, Connecting, Waiting, Trying, Back, Refused };

    void setMode(Mode mode);
    QString words() const;
    QString tryNowWords() const;
    QColor tone() const;

    const Clock &m_clock;
    Mode m_mode = Mode::Hidden;
    bool m_wasBroken = false;
    Instant m_until {}; // of the wait, or of the good news
    int m_closeCode = 0;
    QLabel *m_label;
    QPushButton *m_tryNow;
    QPushButton *m_changeServer;
    QTimer m_tick;
};

} // namespace chat
