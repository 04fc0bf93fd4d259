#pragma once

#include "client/ctl/load/loadoptions.h"
#include "client/ctl/load/loadreport.h"
#include "client/ctl/load/talk.h"

namespace chat {

/// A load from its beginning to its end: all come in, are silent for a while, talk, perhaps lose
/// their connections and come back, and wait for the last delivery.
class LoadRun : public QObject
{
    Q_OBJECT

public:
    /// `random` outlives this object.
    LoadRun(const LoadOptions &options, Random &random);
    ~LoadRun() override;

    /// Begins; finished() comes from the event loop. An error when this machine can not do it.
    Result<void> start();
    /// Ends it here: findings() are what there is.
    void stop(const QString &why);

    /// Complete once it has finished.
    const LoadFindings &findings() const { return m_found; }

Q_SIGNALS:
    void finished();

private:
    void onSettled();
    void talk();
    void measure();
    void endMeasuring();
    void breakOff();
    void drain();
    void look();
    void tell();
    void finish();
    void after(std::chrono::milliseconds time, void (LoadRun::*step)());
    LoadMark mark() const;
    qint64 progress() const;

    LoadFindings m_found;
    std::unique_ptr<TlsTrust> m_trust; // null: in plain text
    LoadScript m_script;
    Talk m_talk;
    Crowd m_crowd;
    QElapsedTimer m_clock;
    QTimer m_next; // the next step, while one only waits for its time
    QTimer m_look; // for progress
    QTimer m_tell;
    qint64 m_lastProgress = -1;
    QElapsedTimer m_sinceProgress;
    bool m_isDraining = false;
    bool m_isOver = false;
};

} // namespace chat
