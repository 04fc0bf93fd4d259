#include "common/protocol/dispatcher.h"

#include <QTest>

using namespace chat;

class DispatcherTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEnvelopeBecomesItsEvent()
    {
        const Envelope envelope { .type = u"join-room"_s,
                                  .data = QJsonObject { { u"roomId"_s, u"tea"_s } } };
        const auto event = Dispatcher<Requests>::read(envelope);
        QVERIFY(event);
        const auto *join = std::get_if<JoinRoom>(&*event);
        QVERIFY(join);
        QCOMPARE(join->roomId, RoomId::fromText(u"tea"_s));
    }

    void everyEventOfTheListIsKnown()
    {
        Requests::forEach([]<class E>() {
            QVERIFY2(Dispatcher<Requests>::knows(E::wireName), E::wireName.data());
        });
    }

    void anEventOfAnotherListIsUnknown()
    {
        QVERIFY(!Dispatcher<Requests>::knows(u"welcome"_s));
        const auto event = Dispatcher<Requests>::read({ .type = u"welcome"_s });
        QVERIFY(!event);
        QCOMPARE(event.error().code, ErrorCode::InvalidMessage);
        QCOMPARE(event.error().detail, u"type \"welcome\" is unknown"_s);
    }

    void aMissingTypeIsSaidToBeMissing()
    {
        QCOMPARE(Dispatcher<Requests>::read({}).error().detail, u"type is missing"_s);
    }

    void aLongUnknownTypeIsNotRepeatedInFull()
    {
        const auto event = Dispatcher<Requests>::read({ .type = QString(100'000, u'x') });
        QVERIFY(event.error().detail.size() < 100);
    }

    void aBrokenRuleIsTheEventsOwnError()
    {
        const auto event = Dispatcher<Requests>::read({ .type = u"join-room"_s });
        QCOMPARE(event.error().detail, u"roomId is missing"_s);
    }
};

QTEST_GUILESS_MAIN(DispatcherTest)
#include "tst_dispatcher.moc"
