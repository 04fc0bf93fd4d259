#pragma once

#include "server/loop/eventloop.h"

#include <QAbstractEventDispatcher>
#include <QEventLoop>
#include <QTest>
#include <QThread>

namespace chat {

/// For initTestCase_data(): every test function runs once with each event loop of this system.
inline void addEventLoopRows()
{
    qputenv("QT_NO_GLIB", "1"); // "qt" is what confabd would get
    QTest::addColumn<EventLoop>("loop");
    for (const NamedEventLoop &each : eventLoops())
        QTest::newRow(each.name.data()) << each.loop;
}

/// Runs `body` in a thread of its own that waits as the present row says, and returns after it.
template <class Body>
void underEventLoop(Body body)
{
    QFETCH_GLOBAL(const EventLoop, loop);
    const std::unique_ptr<QThread> thread(QThread::create(std::move(body)));
    if (auto dispatcher = makeEventDispatcher(loop))
        thread->setEventDispatcher(dispatcher.release());
    thread->start();
    thread->wait();
}

/// So many turns of this thread's loop, without waiting; whether the last one had anything to do.
inline bool turn(int times = 1, QEventLoop::ProcessEventsFlags flags = QEventLoop::AllEvents)
{
    bool hadWork = false;
    for (int i = 0; i < times; ++i)
        hadWork = QAbstractEventDispatcher::instance()->processEvents(flags);
    return hadWork;
}

} // namespace chat
