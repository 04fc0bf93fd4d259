#pragma once

#include "client/ctl/load/loadclient.h"
#include "client/ctl/load/loadplan.h"
#include "client/ctl/load/readiness.h"

#include <QMap>
#include <QObject>

#include <vector>

namespace chat {

/// All clients of a load: lets them in, so many at a time, and keeps count.
class Crowd : public QObject, private Readiness::Listener, private LoadClient::Host
{
    Q_OBJECT

public:
    /// `target` is where to connect; all references outlive this object.
    Crowd(const LoadPlan &plan, const WirePath &target, const LoadScript &script,
          LoadClient::Ears &ears);
    ~Crowd() override;

    /// Everyone who is away comes in; settled() follows when nobody is on the way any more.
    void open();
    /// All connections break at once.
    void breakOff();

    LoadClient &at(int number) { return m_clients[static_cast<size_t>(number)]; }
    int inCount() const { return m_in; }
    /// Why clients are out that had begun to come in, and how many.
    const QMap<QString, int> &outs() const { return m_outs; }

Q_SIGNALS:
    void settled();

private:
    void openMore();
    void open(LoadClient &client);
    void onReady(quint32 number) override;
    void onIn(LoadClient &client) override;
    void onOut(LoadClient &client, bool wasIn, const QString &why) override;
    void arrived();

    const LoadPlan &m_plan;
    WirePath m_path;
    Readiness m_readiness;
    LoadClient::Surroundings m_around;
    std::vector<LoadClient> m_clients;
    std::vector<char> m_scratch;
    size_t m_next = 0; // to come in
    int m_coming = 0;
    int m_in = 0;
    bool m_isOpening = false;
    QMap<QString, int> m_outs;
};

} // namespace chat
