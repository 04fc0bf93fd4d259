#include "common/protocol/dispatcher.h"
#include "common/protocol/protocolpage.h"

#include <QFile>
#include <QTest>

using namespace chat;

class ProtocolPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theStoredPageIsUpToDate()
    {
        QFile file(QStringLiteral(CONFAB_SOURCE_DIR) + "/common/protocol/PROTOCOL.md"_L1);
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
        QVERIFY2(QString::fromUtf8(file.readAll()) == protocolPage(),
                 "PROTOCOL.md is stale; renew it with: cmake --build --preset dev --target "
                 "protocolpage && build/dev/tests/protocolpage > common/protocol/PROTOCOL.md");
    }

    void everyEventHasItsSection()
    {
        const QString page = protocolPage();
        const auto check = [&page]<class E>() {
            const QString title = u"\n### `%1`\n\n%2"_s.arg(E::wireName, E::purpose);
            QVERIFY2(page.count(title) == 1, qPrintable(title));
        };
        Requests::forEach(check);
        Replies::forEach(check);
        Pushes::forEach(check);
    }

    void theConversationIsWhatBothEndsUnderstand()
    {
        const QStringList lines = protocolPage().split(u'\n');
        int typed = 0;
        int seen = 0;
        for (const QString &line : lines) {
            const bool isTyped = line.startsWith("> {"_L1);
            if (!isTyped && !line.startsWith("< {"_L1))
                continue;
            const Result<Envelope> envelope = decodeEnvelope(line.sliced(2).toUtf8());
            QVERIFY2(envelope, qPrintable(line));
            const bool isUnderstood = isTyped
                ? Dispatcher<Requests>::read(*envelope).has_value()
                : Dispatcher<Replies>::read(*envelope) || Dispatcher<Pushes>::read(*envelope);
            QVERIFY2(isUnderstood, qPrintable(line));
            ++(isTyped ? typed : seen);
        }
        QVERIFY(typed >= 3);
        QVERIFY(seen >= 5);
    }
};

QTEST_GUILESS_MAIN(ProtocolPageTest)
#include "tst_protocolpage.moc"
