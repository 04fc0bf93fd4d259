#include "common/net/loopbacktransport.h"

#include <QSignalSpy>
#include <QTest>

using namespace chat;

namespace {

Frame frame(const QByteArray &json)
{
    return Frame::fromJson(json);
}

} // namespace

class LoopbackTransportTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<LoopbackTransport> m_ada;
    std::unique_ptr<LoopbackTransport> m_bob;

private Q_SLOTS:
    void init()
    {
        std::tie(m_ada, m_bob) = LoopbackTransport::pair();
        QCOMPARE(m_ada->state(), Transport::State::Connecting);
        QCoreApplication::processEvents();
    }

    void cleanup()
    {
        m_ada.reset();
        m_bob.reset();
    }

    void bothEndsOpenAtTheNextTurn()
    {
        QCOMPARE(m_ada->state(), Transport::State::Open);
        QCOMPARE(m_bob->state(), Transport::State::Open);
    }

    void framesArriveInOrderAndNotBeforeTheNextTurn()
    {
        const QSignalSpy received(m_bob.get(), &Transport::received);
        for (const char *json : { "1", "2", "3" })
            m_ada->send(frame(json));
        QCOMPARE(received.size(), 0);
        QCoreApplication::processEvents();
        QCOMPARE(received.size(), 3);
        QCOMPARE(received.at(0).first().toByteArray(), QByteArray("1"));
        QCOMPARE(received.at(2).first().toByteArray(), QByteArray("3"));
    }

    void heldFramesAreTheBacklogAndComeLater()
    {
        const QSignalSpy received(m_bob.get(), &Transport::received);
        m_ada->setHeld(true);
        m_ada->send(frame("{}"));
        QCoreApplication::processEvents();
        QCOMPARE(received.size(), 0);
        QCOMPARE(m_ada->backlog(), frame("{}").webSocketBytes().size());
        m_ada->setHeld(false);
        QCoreApplication::processEvents();
        QCOMPARE(received.size(), 1);
        QCOMPARE(m_ada->backlog(), 0);
    }

    void aPingIsAnsweredUnlessHeld()
    {
        const QSignalSpy ponged(m_ada.get(), &Transport::ponged);
        m_ada->ping();
        QCoreApplication::processEvents();
        QCOMPARE(ponged.size(), 1);
        m_ada->setHeld(true);
        m_ada->ping();
        QCoreApplication::processEvents();
        QCOMPARE(ponged.size(), 1);
    }

    void bothEndsLearnOfACleanClose()
    {
        const QSignalSpy ada(m_ada.get(), &Transport::closed);
        const QSignalSpy bob(m_bob.get(), &Transport::closed);
        m_ada->close(CloseCode::Superseded, u"elsewhere"_s);
        QCOMPARE(m_ada->state(), Transport::State::Closing);
        QCoreApplication::processEvents();
        const CloseReason reason { .code = 4409, .text = u"elsewhere"_s, .isClean = true };
        QCOMPARE(ada.size(), 1);
        QCOMPARE(bob.size(), 1);
        QCOMPARE(ada.first().first().value<CloseReason>(), reason);
        QCOMPARE(bob.first().first().value<CloseReason>(), reason);
    }

    void whatWasSaidBeforeTheCloseStillArrives()
    {
        const QSignalSpy received(m_bob.get(), &Transport::received);
        m_ada->send(frame("{}"));
        m_ada->close(CloseCode::GoingAway, {});
        QCoreApplication::processEvents();
        QCOMPARE(received.size(), 1);
    }

    void anAbortIsNotClean()
    {
        const QSignalSpy bob(m_bob.get(), &Transport::closed);
        m_ada->abort();
        QCOMPARE(m_ada->state(), Transport::State::Closed);
        QCoreApplication::processEvents();
        QCOMPARE(bob.size(), 1);
        QCOMPARE(bob.first().first().value<CloseReason>(), CloseReason());
    }

    void afterTheEndNothingIsSignalled()
    {
        const QSignalSpy received(m_bob.get(), &Transport::received);
        const QSignalSpy closed(m_bob.get(), &Transport::closed);
        m_bob->abort();
        m_ada->send(frame("{}"));
        m_ada->abort();
        m_bob->close(CloseCode::Internal, {});
        QCoreApplication::processEvents();
        QCOMPARE(received.size(), 0);
        QCOMPARE(closed.size(), 1);
    }

    void anEndThatIsDestroyedIsMissedByTheOther()
    {
        const QSignalSpy closed(m_bob.get(), &Transport::closed);
        m_ada.reset();
        QCoreApplication::processEvents();
        QCOMPARE(closed.size(), 1);
        QCOMPARE(closed.first().first().value<CloseReason>().code, 1001);
        m_bob->send(frame("{}"));
        m_bob->ping();
    }
};

QTEST_GUILESS_MAIN(LoopbackTransportTest)
#include "tst_loopbacktransport.moc"
