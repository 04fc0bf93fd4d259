#include "client/ui/timelineview.h"

#include "client/model/timelinemodel.h"
#include "client/ui/metrics.h"
#include "common/base/literals.h"

#include <QKeyEvent>
#include <QScopedValueRollback>
#include <QScrollBar>

namespace chat {

TimelineView::TimelineView(const Clock &clock, QWidget *parent)
    : QListView(parent)
    , m_delegate(clock, m_marked)
    , m_jump(new GlyphButton(Glyph::Down, GlyphButton::Look::Raised, this))
{
    setObjectName(u"timeline"_s);
    setModel(&m_rows);
    setItemDelegate(&m_delegate);
    setFrameShape(QFrame::NoFrame);
    setEditTriggers(NoEditTriggers);
    setSelectionMode(ExtendedSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // the width must not depend on the height
    setResizeMode(Adjust);
    setMouseTracking(true);
    verticalScrollBar()->setSingleStep(fontMetrics().lineSpacing() * 2);

    m_jump->setObjectName(u"jumpToNewest"_s);
    m_jump->hide();
    connect(m_jump, &GlyphButton::clicked, this, &TimelineView::jumpToNewest);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &TimelineView::onScrolled);
    retranslate();
}

TimelineView::~TimelineView()
{
    setItemDelegate(nullptr); // members go before the base class that knows them
    setModel(nullptr);
}

void TimelineView::setTimeline(TimelineModel *timeline, const ScrollAnchor &anchor)
{
    m_delegate.forget();
    m_jump->setBadge(0);
    m_anchor = anchor;
    m_rows.setSourceModel(timeline);
    relayout();
    m_jump->setVisible(!m_anchor.isAtNewest);
    Q_EMIT isAtNewestChanged(m_anchor.isAtNewest);
}

void TimelineView::jumpToNewest()
{
    setAtNewest(true);
    restoreAnchor();
}

// Every change of the rows, the width or the font ends here: the one place where what is being
// read is put back.
void TimelineView::doItemsLayout()
{
    {
        const QScopedValueRollback placing(m_isPlacing, true);
        QListView::doItemsLayout();
    }
    restoreAnchor();
    lookAround();
}

/// Says what of what is not loaded is in sight, or nearly.
void TimelineView::lookAround()
{
    if (verticalScrollBar()->value() <= viewport()->height())
        Q_EMIT oldestNear();
    const int center = viewport()->width() / 2;
    const QModelIndex last = indexAt({ center, viewport()->height() - 1 });
    for (int row = last.isValid() ? last.row() : m_rows.rowCount() - 1; row >= 0; --row) {
        const QModelIndex index = m_rows.index(row, 0);
        if (visualRect(index).bottom() < 0)
            break;
        if (index.data(TimelineModel::MissingAboveRole).toLongLong() > 0) {
            Q_EMIT holeSeen(Seq::fromNumber(index.data(TimelineModel::SeqRole).toLongLong()));
            break;
        }
    }
}

void TimelineView::reset()
{
    m_delegate.forget(); // rows may begin other groups than before
    const QScopedValueRollback placing(m_isPlacing, true); // it scrolls to the top on its way
    QListView::reset();
}

void TimelineView::rowsInserted(const QModelIndex &parent, int first, int last)
{
    QListView::rowsInserted(parent, first, last);
    const bool isNewest = last == m_rows.rowCount() - 1;
    if (isNewest && !m_anchor.isAtNewest)
        m_jump->setBadge(m_jump->badge() + last - first + 1);
    relayout();
}

void TimelineView::dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight,
                               const QList<int> &roles)
{
    if (roles.contains(TimelineModel::ReadByRole)) {
        QListView::dataChanged(topLeft, bottomRight, roles); // as high as before
        return;
    }
    for (int row = topLeft.row(); row <= bottomRight.row(); ++row)
        m_delegate.forget(topLeft.siblingAtRow(row)); // a failure or a new group makes it higher
    QListView::dataChanged(topLeft, bottomRight, roles);
    scheduleDelayedItemsLayout();
}

void TimelineView::relayout()
{
    m_delegate.setWidth(viewport()->width());
    scheduleDelayedItemsLayout();
    executeDelayedItemsLayout(); // before anything is painted
}

void TimelineView::onScrolled()
{
    if (m_isPlacing)
        return;
    rememberAnchor();
    lookAround();
}

void TimelineView::rememberAnchor()
{
    const QScrollBar *bar = verticalScrollBar();
    const QModelIndex first = indexAt(QPoint(viewport()->width() / 2, 0));
    if (first.isValid()) {
        m_anchor.row = RowIdentity::of(first);
        m_anchor.offset = visualRect(first).top();
    }
    setAtNewest(bar->value() >= bar->maximum());
}

void TimelineView::restoreAnchor()
{
    const QScopedValueRollback placing(m_isPlacing, true);
    QScrollBar *bar = verticalScrollBar();
    if (m_anchor.isAtNewest) {
        bar->setValue(bar->maximum());
        return;
    }
    for (int row = 0; row < m_rows.rowCount(); ++row) {
        const QModelIndex index = m_rows.index(row, 0);
        if (RowIdentity::of(index) == m_anchor.row) {
            bar->setValue(bar->value() + visualRect(index).top() - m_anchor.offset);
            return;
        }
    }
}

void TimelineView::setAtNewest(bool isAtNewest)
{
    if (m_anchor.isAtNewest == isAtNewest)
        return;
    m_anchor.isAtNewest = isAtNewest;
    m_jump->setVisible(!isAtNewest);
    if (isAtNewest)
        m_jump->setBadge(0);
    Q_EMIT isAtNewestChanged(isAtNewest);
}

void TimelineView::resizeEvent(QResizeEvent *event)
{
    m_delegate.setWidth(viewport()->width());
    QListView::resizeEvent(event);
    relayout();
    placeJumpButton();
}

void TimelineView::placeJumpButton()
{
    QRect place(QPoint(0, 0), m_jump->size());
    place.moveBottomRight(viewport()->rect().bottomRight() - QPoint(metrics::margin, metrics::gap));
    const QRect mirrored = QStyle::visualRect(layoutDirection(), viewport()->rect(), place);
    m_jump->move(viewport()->pos() + mirrored.topLeft());
}

void TimelineView::changeEvent(QEvent *event)
{
    QListView::changeEvent(event);
    switch (event->type()) {
    case QEvent::LanguageChange:
        retranslate();
        [[fallthrough]];
    case QEvent::LayoutDirectionChange:
    case QEvent::LocaleChange:
    case QEvent::FontChange:
    case QEvent::StyleChange:
        m_delegate.forget();
        scheduleDelayedItemsLayout();
        placeJumpButton();
        break;
    default:
        break;
    }
}

void TimelineView::retranslate()
{
    setAccessibleName(tr("Messages"));
    m_jump->setMeaning(tr("Jump to the newest message"));
}

// Paging belongs to reading; the item view would move its current row instead.
void TimelineView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copySelected();
        return;
    }
    if (event->key() == Qt::Key_PageUp || event->key() == Qt::Key_PageDown) {
        QAbstractScrollArea::keyPressEvent(event);
        return;
    }
    if (event->key() == Qt::Key_End) {
        jumpToNewest();
        return;
    }
    QListView::keyPressEvent(event);
}

} // namespace chat
