// What the mouse does in a timeline: links and buttons, the marking of text, the menu.

#include "client/ui/timelineview.h"

#include "client/model/timelinemodel.h"
#include "client/ui/messagelayout.h"
#include "common/base/literals.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QScrollBar>

#include <algorithm>

namespace chat {

namespace {

constexpr int scrollEvery = 30; // ms
constexpr int mostPerScroll = 60; // pixels, however far outside the pointer is

} // namespace

MessageDelegate::Hit TimelineView::hitAt(QPoint point) const
{
    const QModelIndex index = indexAt(point);
    return index.isValid() ? hitIn(index, point) : MessageDelegate::Hit {};
}

MessageDelegate::Hit TimelineView::hitIn(const QModelIndex &index, QPoint point) const
{
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    return m_delegate.hitTest(option, index, point - visualRect(index).topLeft());
}

/// In the row at this height, or in the one that is nearest to it.
TextPlace TimelineView::placeAt(QPoint point) const
{
    point.setY(std::clamp(point.y(), 0, viewport()->height() - 1));
    QModelIndex index = indexAt({ viewport()->width() / 2, point.y() });
    if (!index.isValid())
        index = m_rows.index(m_rows.rowCount() - 1, 0); // below the newest
    return index.isValid() ? TextPlace { index, hitIn(index, point).position } : TextPlace {};
}

bool TimelineView::isMarked(QPoint point) const
{
    const QModelIndex index = indexAt(point);
    const QString text = MessageLayout::shown(index.data(TimelineModel::ContentRole).toString());
    return index.isValid() && m_marked.rangeIn(index, static_cast<int>(text.size())).length > 0;
}

void TimelineView::mark(const TextSelection &marked)
{
    m_marked = marked;
    viewport()->update();
}

void TimelineView::markUpTo(QPoint point)
{
    m_draggedTo = point;
    if (!m_isDragging
        && (point - m_pressedAt).manhattanLength() < QApplication::startDragDistance())
        return;
    m_isDragging = true;
    clearSelection();
    m_marked.extendTo(placeAt(point));
    viewport()->update();
    const bool isOutside = point.y() < 0 || point.y() >= viewport()->height();
    if (!isOutside)
        m_scrolling.stop();
    else if (!m_scrolling.isActive())
        m_scrolling.start(scrollEvery, this);
}

void TimelineView::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_scrolling.timerId()) {
        QListView::timerEvent(event);
        return;
    }
    const int bottom = viewport()->height() - 1;
    const int outside = m_draggedTo.y() - std::clamp(m_draggedTo.y(), 0, bottom);
    QScrollBar *bar = verticalScrollBar();
    bar->setValue(bar->value() + std::clamp(outside, -mostPerScroll, mostPerScroll));
    markUpTo(m_draggedTo);
}

void TimelineView::selectionChanged(const QItemSelection &selected,
                                    const QItemSelection &deselected)
{
    QListView::selectionChanged(selected, deselected);
    if (!selected.isEmpty())
        mark({});
}

void TimelineView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::RightButton && isMarked(event->pos()))
        return; // the menu will be about what is marked
    QListView::mousePressEvent(event);
    const bool mayMark =
        event->button() == Qt::LeftButton && event->modifiers() == Qt::NoModifier;
    mark(mayMark ? TextSelection(placeAt(event->pos())) : TextSelection());
    m_pressedAt = event->pos();
    m_isDragging = false;
}

void TimelineView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const TextPlace place = placeAt(event->pos());
    if (event->button() != Qt::LeftButton || !place.row.isValid()) {
        QListView::mouseDoubleClickEvent(event);
        return;
    }
    clearSelection();
    const QString content = place.row.data(TimelineModel::ContentRole).toString();
    mark(TextSelection::word(place, MessageLayout::shown(content)));
    m_pressedAt = event->pos();
    m_isDragging = false;
}

void TimelineView::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons().testFlag(Qt::LeftButton) && m_marked.hasAnchor()) {
        markUpTo(event->pos());
        return;
    }
    using Kind = MessageDelegate::Hit::Kind;
    const Kind kind =
        event->buttons() == Qt::NoButton ? hitAt(event->pos()).kind : Kind::Nothing;
    viewport()->setCursor(kind == Kind::Nothing    ? Qt::ArrowCursor
                              : kind == Kind::Text ? Qt::IBeamCursor
                                                   : Qt::PointingHandCursor);
    QListView::mouseMoveEvent(event);
}

void TimelineView::mouseReleaseEvent(QMouseEvent *event)
{
    QListView::mouseReleaseEvent(event);
    m_scrolling.stop();
    if (event->button() != Qt::LeftButton || event->modifiers() != Qt::NoModifier)
        return;
    if (!m_marked.isEmpty()) {
        QClipboard *clipboard = QGuiApplication::clipboard();
        if (clipboard->supportsSelection())
            clipboard->setText(markedText(), QClipboard::Selection);
        return;
    }
    const MessageDelegate::Hit hit = hitAt(event->pos());
    switch (hit.kind) {
    case MessageDelegate::Hit::Kind::Nothing:
    case MessageDelegate::Hit::Kind::Text:
        break;
    case MessageDelegate::Hit::Kind::Link:
        Q_EMIT linkActivated(hit.url);
        break;
    case MessageDelegate::Hit::Kind::Retry:
        Q_EMIT retryWanted(tagAt(indexAt(event->pos())));
        break;
    case MessageDelegate::Hit::Kind::Remove:
        Q_EMIT discardWanted(tagAt(indexAt(event->pos())));
        break;
    }
}

Tag TimelineView::tagAt(const QModelIndex &index) const
{
    return Tag::fromText(index.data(TimelineModel::TagRole).toString());
}

void TimelineView::contextMenuEvent(QContextMenuEvent *event)
{
    const QModelIndex index =
        event->reason() == QContextMenuEvent::Keyboard ? currentIndex() : indexAt(event->pos());
    if (!index.isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(u"messageMenu"_s);
    menu->addAction(tr("Copy"), this, &TimelineView::copySelected);
    if (MessageRow::state(index) == DeliveryState::Failed) {
        const Tag tag = tagAt(index);
        menu->addSeparator();
        menu->addAction(tr("Retry"), this, [this, tag] { Q_EMIT retryWanted(tag); });
        menu->addAction(tr("Delete"), this, [this, tag] { Q_EMIT discardWanted(tag); });
    }
    menu->popup(event->globalPos());
}

QString TimelineView::markedText() const
{
    if (m_marked.isEmpty())
        return {};
    QStringList lines;
    for (int row = m_marked.firstRow(); row <= m_marked.lastRow(); ++row) {
        const QModelIndex index = m_rows.index(row, 0);
        const QString text =
            MessageLayout::shown(index.data(TimelineModel::ContentRole).toString());
        const TextRange range = m_marked.rangeIn(index, static_cast<int>(text.size()));
        lines << text.mid(range.start, range.length).replace(QChar::LineSeparator, u'\n');
    }
    return lines.join(u'\n');
}

QString TimelineView::selectedText() const
{
    QModelIndexList rows = selectionModel()->selectedIndexes();
    std::sort(rows.begin(), rows.end());
    QStringList lines;
    for (const QModelIndex &row : std::as_const(rows))
        lines << row.data(TimelineModel::ContentRole).toString();
    return lines.join(u'\n');
}

void TimelineView::copySelected() const
{
    const QString text = m_marked.isEmpty() ? selectedText() : markedText();
    if (!text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

} // namespace chat
