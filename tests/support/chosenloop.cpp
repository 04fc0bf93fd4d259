#include "server/loop/eventloop.h"

#include <QString>

/// Linked into a test, it makes the test wait as the environment variable CONFAB_EVENT_LOOP says.
/// That is to be done before there is an application, and Qt Test makes one first thing in main().
namespace {

const bool isChosen = [] {
    const QString name = qEnvironmentVariable("CONFAB_EVENT_LOOP");
    for (const chat::NamedEventLoop &each : chat::eventLoops()) {
        if (name == each.name)
            chat::installEventLoop(each.loop);
    }
    return true;
}();

} // namespace
