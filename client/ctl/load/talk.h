#pragma once

#include "client/ctl/load/crowd.h"
#include "client/ctl/load/latencies.h"
#include "client/ctl/load/loadledger.h"

#include <QElapsedTimer>
#include <QSet>
#include <QTimer>

namespace chat {

/// What is said in a load: at a rate, or so many messages at a time; by everyone in turn, to the
/// rooms in turn. Keeps the ledger, and the time from each send to each delivery.
class Talk : public QObject, public LoadClient::Ears
{
    Q_OBJECT

public:
    /// All references outlive this object.
    Talk(const LoadPlan &plan, const LoadScript &script);

    /// To be called once, before start(); `crowd` outlives this object.
    void setCrowd(Crowd &crowd) { m_crowd = &crowd; }
    void start();
    void stop();
    /// What is sent between the two counts for latencies(), whenever it is heard.
    void measureFromNow() { m_measuredFrom = now(); }
    void measureUntilNow() { m_measuredUntil = now(); }
    /// Says again, under the same tags, what has no answer: after everyone has come back.
    void repeatUnanswered();

    const LoadLedger &ledger() const { return m_ledger; }
    /// From the send to the delivery at one member.
    const Latencies &latencies() const { return m_latencies; }
    /// How late the generator itself was with what it had to send at a rate.
    const Latencies &lateness() const { return m_lateness; }
    /// What servers refused, by their codes.
    const QMap<QString, int> &refusals() const { return m_refusals; }

private:
    void onSaid(LoadClient &client, QByteArrayView content, qint64 seq) override;
    void onAccepted(qint64 message) override;
    void onRefused(qint64 message, const QString &code) override;

    LoadLedger::Moment now() const { return LoadLedger::Moment { m_clock.nsecsElapsed() }; }
    void sayWhatIsDue();
    void fillWindow();
    void giveUpOld();
    bool sayNext();
    LoadClient *speakerOf(qint64 message);
    void send(qint64 message);

    const LoadPlan &m_plan;
    const LoadScript &m_script;
    Crowd *m_crowd = nullptr;
    LoadLedger m_ledger;
    Latencies m_latencies;
    Latencies m_lateness;
    QMap<QString, int> m_refusals;
    QElapsedTimer m_clock;
    LoadLedger::Moment m_begun {};
    QTimer m_pace;
    QTimer m_patience;
    QSet<qint64> m_window; // in flight
    LoadLedger::Moment m_measuredFrom = LoadLedger::Moment::max();
    LoadLedger::Moment m_measuredUntil = LoadLedger::Moment::max();
    bool m_isOver = true;
};

} // namespace chat
