#include "client/core/networkwatch.h"

#include "client/core/reconnectingsocket.h"
#include "common/base/logging.h"

#include <QNetworkInformation>

namespace chat {

void watchNetwork(ReconnectingSocket &socket)
{
    if (!QNetworkInformation::loadDefaultBackend()) {
        qCInfo(lcClient, "no way to notice that the network comes back");
        return;
    }
    const QNetworkInformation *const network = QNetworkInformation::instance();
    QObject::connect(network, &QNetworkInformation::reachabilityChanged, &socket,
                     [&socket](QNetworkInformation::Reachability reachability) {
                         if (reachability != QNetworkInformation::Reachability::Disconnected)
                             socket.networkCameBack();
                     });
}

} // namespace chat
