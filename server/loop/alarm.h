#pragma once

#include <QtGlobal>

#include <atomic>

namespace chat {

/// Wakes a thread that waits. One thread owns it and waits; any thread may ring(), and whatever it
/// did before is seen by the owner once take() has said true. Ringing costs a system call only
/// when the owner is waiting.
class Alarm
{
    Q_DISABLE_COPY(Alarm)

public:
    Alarm();
    ~Alarm();

    /// Any thread.
    void ring();

    /// Whether somebody has rung since the last take().
    bool isRung() const { return m_state == State::Rung; }
    /// The same, and forgets it. Ends a wait.
    bool take() { return m_state.exchange(State::Quiet) == State::Rung; }
    /// From now on ringing makes descriptor() readable. False when somebody has rung: do not wait.
    bool beginWait();
    int descriptor() const { return m_descriptor; }
    /// To be called when descriptor() was readable, so that it no longer is.
    void silence() const;

private:
    enum class State { Quiet, Waiting, Rung };

    std::atomic<State> m_state { State::Quiet };
    const int m_descriptor;
};

} // namespace chat
