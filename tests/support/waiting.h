#pragma once

#include <QAbstractEventDispatcher>
#include <QEventLoop>
#include <QTimer>

namespace chat {

/// Runs the event loop until `isDone`; false when that takes so long that something hangs. Looks
/// whenever the loop has nothing more to do, so unlike QTest::qWaitFor it never sleeps between two
/// looks, and a thousand waits cost nothing.
template <class Predicate>
bool waitUntil(Predicate isDone)
{
    if (isDone())
        return true;
    QEventLoop loop;
    QTimer::singleShot(std::chrono::seconds { 30 }, &loop, &QEventLoop::quit);
    QObject::connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::aboutToBlock,
                     &loop, [&] {
                         if (isDone())
                             loop.quit();
                     });
    loop.exec();
    return isDone();
}

} // namespace chat
