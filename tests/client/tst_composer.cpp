#include "client/ui/composer.h"
#include "common/base/limits.h"
#include "common/base/literals.h"
#include "tests/support/fakeclock.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>

using namespace chat;

class TestComposer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_composer.reset(); }

    void enterSendsAndEmptiesTheField();
    void shiftEnterBreaksTheLine();
    void spaceAroundTheTextIsNotSent();
    void nothingIsNotSent();
    void growsToEightLinesAndNotFurther();
    void textRunsAsItsFirstLetterSays();
    void hintKeepsClearOfTheCursor_data();
    void hintKeepsClearOfTheCursor();
    void pasteIsPlainText();
    void counterShowsNearTheLimit();
    void tooLongIsRefused();
    void draftsStayWithTheirRooms();
    void typingIsToldWhenThereIsSomething();
    void draftOfAnotherRoomIsNoTyping();
    void keptDraftIsTakenUp();
    void whatIsWrittenIsToldAsADraft();
    void fullOutboxKeepsTheLineInTheField();
    void whatWaitsForTheServerIsCountedDown();

private:
    ComposerEdit *edit() { return m_composer->findChild<ComposerEdit *>(u"composerEdit"_s); }

    FakeClock m_clock;
    std::unique_ptr<Composer> m_composer;
};

void TestComposer::init()
{
    m_composer = std::make_unique<Composer>(m_clock);
    m_composer->resize(500, 80);
    m_composer->setRoom(RoomId::fromText(u"tea"_s), u"Tea"_s);
    m_composer->show();
}

void TestComposer::enterSendsAndEmptiesTheField()
{
    QSignalSpy sent(m_composer.get(), &Composer::sendWanted);
    QTest::keyClicks(edit(), u"hello"_s);
    QTest::keyClick(edit(), Qt::Key_Return);
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent.first().first().toString(), u"hello"_s);
    QVERIFY(m_composer->text().isEmpty());
}

void TestComposer::shiftEnterBreaksTheLine()
{
    QSignalSpy sent(m_composer.get(), &Composer::sendWanted);
    QTest::keyClicks(edit(), u"one"_s);
    QTest::keyClick(edit(), Qt::Key_Return, Qt::ShiftModifier);
    QTest::keyClicks(edit(), u"two"_s);
    QVERIFY(sent.isEmpty());
    QCOMPARE(m_composer->text(), u"one\ntwo"_s);
}

void TestComposer::spaceAroundTheTextIsNotSent()
{
    QSignalSpy sent(m_composer.get(), &Composer::sendWanted);
    edit()->setPlainText(u"\n  hello \n"_s);
    QTest::keyClick(edit(), Qt::Key_Return);
    QCOMPARE(sent.first().first().toString(), u"hello"_s);
}

void TestComposer::nothingIsNotSent()
{
    QSignalSpy sent(m_composer.get(), &Composer::sendWanted);
    edit()->setPlainText(u" \n "_s);
    QTest::keyClick(edit(), Qt::Key_Return);
    QVERIFY(sent.isEmpty());
    QVERIFY(!m_composer->findChild<GlyphButton *>(u"sendButton"_s)->isEnabled());
}

void TestComposer::growsToEightLinesAndNotFurther()
{
    const auto heightOf = [this](int lines) {
        edit()->setPlainText(u"x\n"_s.repeated(lines - 1) + u'x');
        return edit()->sizeHint().height();
    };
    const int line = edit()->fontMetrics().lineSpacing();
    const int one = heightOf(1);
    QCOMPARE(heightOf(3), one + 2 * line);
    QCOMPARE(heightOf(8), one + 7 * line);
    QCOMPARE(heightOf(20), heightOf(8));
    QCOMPARE(heightOf(1), one);
}

void TestComposer::textRunsAsItsFirstLetterSays()
{
    edit()->setPlainText(u"مرحبا Ada"_s);
    QVERIFY(edit()->cursorRect().left() > edit()->width() / 2);
    edit()->setPlainText(u"hello"_s);
    QVERIFY(edit()->cursorRect().left() < edit()->width() / 2);
    edit()->clear();
    edit()->setLayoutDirection(Qt::RightToLeft);
    QVERIFY(edit()->cursorRect().left() > edit()->width() / 2);
}

void TestComposer::hintKeepsClearOfTheCursor_data()
{
    QTest::addColumn<Qt::LayoutDirection>("direction");
    QTest::addColumn<QString>("hint");
    QTest::newRow("left to right") << Qt::LeftToRight << u"Write to Tea"_s;
    QTest::newRow("right to left") << Qt::RightToLeft << u"اكتب إلى Tea"_s;
    QTest::newRow("longer than the field") << Qt::RightToLeft << u"اكتب إلى "_s.repeated(40);
}

void TestComposer::hintKeepsClearOfTheCursor()
{
    QFETCH(Qt::LayoutDirection, direction);
    QFETCH(QString, hint);
    edit()->setLayoutDirection(direction);
    edit()->setHint(QString());
    const QImage empty = edit()->viewport()->grab().toImage();
    edit()->setHint(hint);
    const QImage hinted = edit()->viewport()->grab().toImage();
    QVERIFY(hinted != empty);
    QCOMPARE(hinted.copy(edit()->cursorRect()), empty.copy(edit()->cursorRect()));
    edit()->insertPlainText(u"x"_s);
    edit()->setHint(QString());
    const QImage written = edit()->viewport()->grab().toImage();
    edit()->setHint(hint);
    QCOMPARE(edit()->viewport()->grab().toImage(), written);
}

void TestComposer::pasteIsPlainText()
{
    auto *rich = new QMimeData;
    rich->setHtml(u"<b>bold</b><img src=\"file:///etc/passwd\">"_s);
    rich->setText(u"<b>as written</b>"_s);
    QGuiApplication::clipboard()->setMimeData(rich);
    edit()->paste();
    QCOMPARE(m_composer->text(), u"<b>as written</b>"_s);
}

void TestComposer::counterShowsNearTheLimit()
{
    const auto *counter = m_composer->findChild<QLabel *>(u"composerCounter"_s);
    edit()->setPlainText(QString(limits::messageLength - 501, u'x'));
    QVERIFY(!counter->isVisible());
    edit()->setPlainText(QString(limits::messageLength - 100, u'x'));
    QVERIFY(counter->isVisible());
    QCOMPARE(counter->text(), u"100"_s);
}

void TestComposer::tooLongIsRefused()
{
    QSignalSpy sent(m_composer.get(), &Composer::sendWanted);
    edit()->setPlainText(QString(limits::messageLength + 1, u'x'));
    QTest::keyClick(edit(), Qt::Key_Return);
    QVERIFY(sent.isEmpty());
    QCOMPARE(m_composer->text().size(), limits::messageLength + 1); // nothing was cut off
    edit()->setPlainText(QString(limits::messageLength, u'x'));
    QTest::keyClick(edit(), Qt::Key_Return);
    QCOMPARE(sent.size(), 1);
}

void TestComposer::draftsStayWithTheirRooms()
{
    QTest::keyClicks(edit(), u"for tea"_s);
    m_composer->setRoom(RoomId::fromText(u"cake"_s), u"Cake"_s);
    QVERIFY(m_composer->text().isEmpty());
    QTest::keyClicks(edit(), u"for cake"_s);
    m_composer->setRoom(RoomId::fromText(u"tea"_s), u"Tea"_s);
    QCOMPARE(m_composer->text(), u"for tea"_s);
}

void TestComposer::typingIsToldWhenThereIsSomething()
{
    QSignalSpy typed(m_composer.get(), &Composer::typed);
    QTest::keyClick(edit(), Qt::Key_Left);
    QCOMPARE(typed.size(), 0);
    QTest::keyClicks(edit(), u"ab"_s);
    QCOMPARE(typed.size(), 2);
    QTest::keyClick(edit(), Qt::Key_Backspace);
    QCOMPARE(typed.size(), 3);
    QTest::keyClick(edit(), Qt::Key_Backspace); // nothing is left
    QCOMPARE(typed.size(), 3);
}

void TestComposer::draftOfAnotherRoomIsNoTyping()
{
    QTest::keyClicks(edit(), u"for tea"_s);
    m_composer->setRoom(RoomId::fromText(u"cake"_s), u"Cake"_s);
    QSignalSpy typed(m_composer.get(), &Composer::typed);
    m_composer->setRoom(RoomId::fromText(u"tea"_s), u"Tea"_s);
    QCOMPARE(typed.size(), 0);
}

void TestComposer::keptDraftIsTakenUp()
{
    const RoomId tea = RoomId::fromText(u"tea"_s);
    const RoomId cake = RoomId::fromText(u"cake"_s);
    m_composer->offerDraft(tea, u"I was"_s);
    m_composer->offerDraft(cake, u"Elsewhere"_s);
    QCOMPARE(m_composer->text(), u"I was"_s);
    m_composer->offerDraft(tea, u"older"_s);
    QCOMPARE(m_composer->text(), u"I was"_s);
    m_composer->setRoom(cake, u"Cake"_s);
    QCOMPARE(m_composer->text(), u"Elsewhere"_s);
}

void TestComposer::whatIsWrittenIsToldAsADraft()
{
    QSignalSpy drafted(m_composer.get(), &Composer::drafted);
    QTest::keyClicks(edit(), u"hi"_s);
    QCOMPARE(drafted.last().at(1).toString(), u"hi"_s);
    QTest::keyClick(edit(), Qt::Key_Backspace);
    QTest::keyClick(edit(), Qt::Key_Backspace);
    QCOMPARE(drafted.last().at(1).toString(), QString());
}

void TestComposer::fullOutboxKeepsTheLineInTheField()
{
    QSignalSpy sent(m_composer.get(), &Composer::sendWanted);
    QSignalSpy asked(m_composer.get(), &Composer::spaceWanted);
    m_composer->setFull(true);
    QTest::keyClicks(edit(), u"hello"_s);
    QCOMPARE(asked.size(), 0);
    QTest::keyClick(edit(), Qt::Key_Return);
    m_composer->findChild<GlyphButton *>(u"sendButton"_s)->click();
    QCOMPARE(asked.size(), 2);
    QCOMPARE(sent.size(), 0);
    QCOMPARE(m_composer->text(), u"hello"_s);
    QVERIFY(m_composer->findChild<QLabel *>(u"composerCounter"_s)->isVisible());
    m_composer->setFull(false);
    QTest::keyClick(edit(), Qt::Key_Return);
    QCOMPARE(sent.size(), 1);
}

void TestComposer::whatWaitsForTheServerIsCountedDown()
{
    auto *const note = m_composer->findChild<QLabel *>(u"composerCounter"_s);
    m_composer->showWait(std::chrono::milliseconds(200)); // too short to be read
    QVERIFY(!note->isVisible());
    m_composer->showWait(std::chrono::milliseconds(2400));
    QCOMPARE(note->text(), u"Goes out in 3 s"_s);
    m_clock.advance(std::chrono::milliseconds(2400));
    QTRY_VERIFY(!note->isVisible());
}

QTEST_MAIN(TestComposer)
#include "tst_composer.moc"
