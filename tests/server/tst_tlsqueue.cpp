#include "common/base/limits.h"
#include "server/door/tlsqueue.h"
#include "tests/support/fakeclock.h"

#include <QTest>

using namespace chat;

class TestTlsQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_begun.clear();
        m_queue.reset();
        m_deadlines.emplace(m_clock);
        m_queue.emplace(*m_deadlines, [this](TlsQueue::Ticket ticket) { m_begun << ticket; });
        m_queue->setPlaces(2);
    }

    void beginsInOrderAsPlacesBecomeFree()
    {
        for (const int &visitor : m_visitors)
            m_queue->enter(&visitor);
        QCOMPARE(m_begun, tickets({ 0, 1 }));
        m_queue->leave(&m_visitors[1]);
        QCOMPARE(m_begun, tickets({ 0, 1, 2 }));
        m_queue->leave(&m_visitors[0]);
        QCOMPARE(m_begun, tickets({ 0, 1, 2, 3 }));
        QCOMPARE(m_queue->waiting(), 0);
        QCOMPARE(m_queue->goingOn(), 2);
    }

    void whoLeavesWhileWaitingIsNotCalled()
    {
        for (const int &visitor : m_visitors)
            m_queue->enter(&visitor);
        m_queue->leave(&m_visitors[2]);
        m_queue->leave(&m_visitors[0]);
        QCOMPARE(m_begun, tickets({ 0, 1, 3 }));
    }

    void whoMakesUsWaitLosesThePlace()
    {
        for (const int &visitor : m_visitors)
            m_queue->enter(&visitor);
        m_clock.advance(limits::handshakeTurn + Deadlines::slot);
        m_deadlines->advance();
        QCOMPARE(m_begun, tickets({ 0, 1, 2, 3 }));
        m_queue->leave(&m_visitors[0]); // is through after all, and takes nobody's place away
        QCOMPARE(m_queue->goingOn(), 2);
    }

    void oneThatFailsAtOnceMakesRoomForTheNext()
    {
        m_queue.emplace(*m_deadlines, [this](TlsQueue::Ticket ticket) {
            m_begun << ticket;
            m_queue->leave(ticket);
        });
        for (const int &visitor : m_visitors)
            m_queue->enter(&visitor);
        QCOMPARE(m_begun, tickets({ 0, 1, 2, 3 }));
        QCOMPARE(m_queue->goingOn(), 0);
    }

private:
    QList<TlsQueue::Ticket> tickets(const QList<int> &visitors) const
    {
        QList<TlsQueue::Ticket> tickets;
        for (const int visitor : visitors)
            tickets << &m_visitors[static_cast<std::size_t>(visitor)];
        return tickets;
    }

    std::array<int, 4> m_visitors {};
    FakeClock m_clock;
    std::optional<Deadlines> m_deadlines;
    QList<TlsQueue::Ticket> m_begun;
    std::optional<TlsQueue> m_queue;
};

QTEST_GUILESS_MAIN(TestTlsQueue)
#include "tst_tlsqueue.moc"
