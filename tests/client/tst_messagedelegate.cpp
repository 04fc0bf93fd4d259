#include "client/ui/colors.h"
#include "client/ui/links.h"
#include "client/ui/messagedelegate.h"
#include "client/ui/messagelayout.h"
#include "common/base/literals.h"
#include "tests/client/lines.h"
#include "tests/support/fakeclock.h"

#include <QImage>
#include <QPainter>
#include <QStyleOptionViewItem>
#include <QTest>

using namespace chat;

namespace {

constexpr int width = 600;

MessageFacts factsOf(const QString &content)
{
    return { .content = content, .author = u"ada"_s, .time = u"12:00"_s };
}

} // namespace

class TestMessageDelegate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void htmlIsShownAsItIsWritten_data();
    void htmlIsShownAsItIsWritten();
    void lineBreaksMakeLines();
    void longLinesWrapWithinTheRow();
    void ownLinesStandApart();
    void everythingIsMirroredRightToLeft();
    void rightToLeftTextStandsAtTheRight();
    void stampStandsWhereTheTextEnds_data();
    void stampStandsWhereTheTextEnds();
    void whoHasReadStandsBesideTheBubble_data();
    void whoHasReadStandsBesideTheBubble();
    void onlyTheFirstOfAGroupNamesItsAuthor();
    void dayIsPartOfTheHeight();
    void onlyWebAddressesAreLinks_data();
    void onlyWebAddressesAreLinks();
    void textReadsOnEveryGround_data();
    void textReadsOnEveryGround();

private:
    QImage painted(const QString &content);

    FakeClock m_clock;
};

QImage TestMessageDelegate::painted(const QString &content)
{
    TimelineModel lines;
    lines.reload({ lineOf(1, u"bob"_s, content) });
    const TextSelection nothing;
    MessageDelegate delegate(m_clock, nothing);
    delegate.setWidth(width);
    QStyleOptionViewItem option;
    option.rect = QRect(0, 0, width, 200);
    QImage image(option.rect.size(), QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    delegate.paint(&painter, option, lines.index(0));
    return image;
}

void TestMessageDelegate::htmlIsShownAsItIsWritten_data()
{
    QTest::addColumn<QString>("content");
    QTest::addColumn<QString>("meant"); // what it would look like, were it understood
    QTest::newRow("tag") << u"<b>hi</b>"_s << u"hi"_s;
    QTest::newRow("image") << u"<img src=\"file:///etc/hostname\">"_s << u" "_s;
    QTest::newRow("entity") << u"&lt;"_s << u"<"_s;
    QTest::newRow("markdown") << u"**hi**"_s << u"hi"_s;
}

void TestMessageDelegate::htmlIsShownAsItIsWritten()
{
    QFETCH(QString, content);
    QFETCH(QString, meant);
    const MessageLayout layout(factsOf(content), width, QFont(), Qt::LeftToRight);
    QCOMPARE(layout.text().text(), content);
    QVERIFY(layout.text().formats().isEmpty());
    QVERIFY(painted(content) != painted(meant));
}

void TestMessageDelegate::lineBreaksMakeLines()
{
    const MessageLayout layout(factsOf(u"one\ntwo\r\nthree"_s), width, QFont(), Qt::LeftToRight);
    QCOMPARE(layout.text().lineCount(), 3);
}

void TestMessageDelegate::longLinesWrapWithinTheRow()
{
    const QRect row(0, 0, 320, 100'000);
    for (const QString &content : { QString(3000, u'x'), u"word "_s.repeated(500) }) {
        const MessageLayout layout(factsOf(content), row.width(), QFont(), Qt::LeftToRight);
        QVERIFY(row.contains(layout.bubble()));
        QVERIFY(layout.bubble().contains(layout.time()));
        QVERIFY(layout.text().lineCount() > 1);
        QCOMPARE(layout.height(), layout.bubble().bottom() + 1);
    }
}

void TestMessageDelegate::ownLinesStandApart()
{
    MessageFacts facts = factsOf(u"hi"_s);
    const MessageLayout theirs(facts, width, QFont(), Qt::LeftToRight);
    facts.isOwn = true;
    const MessageLayout own(facts, width, QFont(), Qt::LeftToRight);
    QVERIFY(theirs.bubble().right() < width / 2);
    QVERIFY(own.bubble().left() > width / 2);
    QVERIFY(!own.mark().isNull());
    QVERIFY(theirs.mark().isNull());
}

void TestMessageDelegate::everythingIsMirroredRightToLeft()
{
    MessageFacts facts = factsOf(u"hi"_s);
    facts.startsGroup = true;
    const MessageLayout left(facts, width, QFont(), Qt::LeftToRight);
    const MessageLayout right(facts, width, QFont(), Qt::RightToLeft);
    QCOMPARE(right.bubble().right(), width - 1 - left.bubble().left());
    QCOMPARE(right.avatar().right(), width - 1 - left.avatar().left());
}

void TestMessageDelegate::rightToLeftTextStandsAtTheRight()
{
    const QString lines = u"مرحبا\nكيف حالك اليوم"_s;
    const MessageLayout layout(factsOf(lines), width, QFont(), Qt::LeftToRight);
    const double edge = layout.bubble().right() - layout.textOrigin().x();
    for (int i = 0; i < layout.text().lineCount(); ++i) {
        const QRectF line = layout.text().lineAt(i).naturalTextRect();
        QVERIFY(line.left() >= 0);
        QVERIFY(edge - line.right() < 24); // the padding
    }
}

void TestMessageDelegate::stampStandsWhereTheTextEnds_data()
{
    QTest::addColumn<QString>("content");
    QTest::addColumn<Qt::LayoutDirection>("window");
    QTest::addColumn<bool>("isAtTheLeft");
    const QString arabic = u"صباح الخير"_s;
    QTest::newRow("English in English") << u"good morning"_s << Qt::LeftToRight << false;
    QTest::newRow("Arabic in English") << arabic << Qt::LeftToRight << true;
    QTest::newRow("English in Arabic") << u"good morning"_s << Qt::RightToLeft << false;
    QTest::newRow("Arabic in Arabic") << arabic << Qt::RightToLeft << true;
}

void TestMessageDelegate::stampStandsWhereTheTextEnds()
{
    QFETCH(QString, content);
    QFETCH(Qt::LayoutDirection, window);
    QFETCH(bool, isAtTheLeft);
    for (const bool isOwn : { false, true }) {
        MessageFacts facts = factsOf(content);
        facts.isOwn = isOwn;
        const MessageLayout layout(facts, width, QFont(), window);
        QRect text = layout.text().lineAt(0).naturalTextRect().toAlignedRect();
        text.translate(layout.textOrigin().toPoint());
        QVERIFY(layout.time().top() < text.bottom()); // beside it
        QVERIFY(!layout.time().intersects(text));
        QCOMPARE(layout.time().right() < text.left(), isAtTheLeft);
        QVERIFY(layout.bubble().contains(layout.time()));
        if (!isOwn)
            continue;
        QVERIFY(layout.bubble().contains(layout.mark()));
        QCOMPARE(layout.mark().right() < layout.time().left(), isAtTheLeft); // outermost
    }
}

void TestMessageDelegate::whoHasReadStandsBesideTheBubble_data()
{
    QTest::addColumn<QString>("content");
    QTest::addColumn<int>("rowWidth");
    QTest::addColumn<bool>("isShown");
    QTest::newRow("short") << u"hi"_s << width << true;
    QTest::newRow("long") << u"word "_s.repeated(80) << width << true;
    QTest::newRow("narrow") << QString(400, u'x') << 300 << false;
}

void TestMessageDelegate::whoHasReadStandsBesideTheBubble()
{
    QFETCH(QString, content);
    QFETCH(int, rowWidth);
    QFETCH(bool, isShown);
    for (const Qt::LayoutDirection direction : { Qt::LeftToRight, Qt::RightToLeft }) {
        MessageFacts facts = factsOf(content);
        facts.isOwn = true;
        const MessageLayout unread(facts, rowWidth, QFont(), direction);
        QVERIFY(unread.readBy().isNull());
        facts.readBy = u"Read by Bartholomew"_s;
        const MessageLayout read(facts, rowWidth, QFont(), direction);
        QCOMPARE(read.height(), unread.height());
        QCOMPARE(read.bubble(), unread.bubble());
        QCOMPARE(!read.readBy().isNull(), isShown);
        if (!isShown)
            continue;
        QVERIFY(QRect(0, 0, rowWidth, read.height()).contains(read.readBy()));
        QVERIFY(!read.readBy().intersects(read.bubble()));
        QCOMPARE(read.readBy().right() < read.bubble().left(), direction == Qt::LeftToRight);
    }
}

void TestMessageDelegate::onlyTheFirstOfAGroupNamesItsAuthor()
{
    MessageFacts facts = factsOf(u"hi"_s);
    QVERIFY(MessageLayout(facts, width, QFont(), Qt::LeftToRight).author().isNull());
    facts.startsGroup = true;
    QVERIFY(!MessageLayout(facts, width, QFont(), Qt::LeftToRight).author().isNull());
}

void TestMessageDelegate::dayIsPartOfTheHeight()
{
    MessageFacts facts = factsOf(u"hi"_s);
    const int plain = MessageLayout(facts, width, QFont(), Qt::LeftToRight).height();
    facts.day = u"Today"_s;
    const MessageLayout layout(facts, width, QFont(), Qt::LeftToRight);
    QVERIFY(layout.height() > plain);
    QVERIFY(layout.day().bottom() < layout.bubble().top());
}

void TestMessageDelegate::onlyWebAddressesAreLinks_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("url");
    QTest::newRow("https") << u"see https://example.org/a?b=c"_s << u"https://example.org/a?b=c"_s;
    QTest::newRow("http") << u"http://example.org"_s << u"http://example.org"_s;
    QTest::newRow("sentence") << u"at https://example.org/x, or not."_s
                              << u"https://example.org/x"_s;
    QTest::newRow("in brackets") << u"(https://example.org/x)"_s << u"https://example.org/x"_s;
    QTest::newRow("with brackets")
        << u"https://example.org/a_(b)"_s << u"https://example.org/a_(b)"_s;
    QTest::newRow("javascript") << u"javascript://example.org/%0aalert(1)"_s << QString();
    QTest::newRow("file") << u"file:///etc/passwd"_s << QString();
    QTest::newRow("no host") << u"https://"_s << QString();
    QTest::newRow("plain") << u"example.org"_s << QString();
}

void TestMessageDelegate::onlyWebAddressesAreLinks()
{
    QFETCH(QString, text);
    QFETCH(QString, url);
    const QList<Link> links = findLinks(text);
    QCOMPARE(links.size(), url.isEmpty() ? 0 : 1);
    if (!links.isEmpty()) {
        QCOMPARE(links.first().url.toString(), url);
        QCOMPARE(text.mid(links.first().start, links.first().length), url);
    }
}

void TestMessageDelegate::textReadsOnEveryGround_data()
{
    QTest::addColumn<QColor>("wanted");
    QTest::addColumn<QColor>("ground");
    QTest::newRow("blue on white") << QColor(0x8f, 0xb0, 0xff) << QColor(Qt::white);
    QTest::newRow("green on black") << QColor(0x1f, 0x5f, 0x37) << QColor(Qt::black);
    QTest::newRow("grey on grey") << QColor(0x80, 0x80, 0x80) << QColor(0x70, 0x70, 0x70);
}

void TestMessageDelegate::textReadsOnEveryGround()
{
    QFETCH(QColor, wanted);
    QFETCH(QColor, ground);
    QVERIFY(colors::contrast(colors::readable(wanted, ground), ground) >= 4.5);
}

QTEST_MAIN(TestMessageDelegate)
#include "tst_messagedelegate.moc"
