#pragma once

#include "client/ui/glyphbutton.h"
#include "client/ui/messagedelegate.h"
#include "client/ui/spokentimeline.h"
#include "common/base/ids.h"

#include <QBasicTimer>
#include <QListView>

namespace chat {

class TimelineModel;

/// Where a person is in a timeline: at its newest line, or with this row this far below the upper
/// edge.
struct ScrollAnchor
{
    bool isAtNewest = true;
    RowIdentity row;
    int offset = 0; // in pixels, negative when the row begins above the edge

    friend bool operator==(const ScrollAnchor &, const ScrollAnchor &) = default;
};

/// The lines of a room. What is being read stays where it is, whatever comes above or below it;
/// who is at the newest line stays at the newest line.
///
/// Rows are selected by click and by key; text is marked by dragging over it, within one row or
/// across many, and words by a double click. Either puts the other aside, and is what is copied.
class TimelineView final : public QListView
{
    Q_OBJECT

public:
    explicit TimelineView(const Clock &clock, QWidget *parent = nullptr);
    ~TimelineView() override;

    /// Shows this timeline, at `anchor`; null shows none. The model outlives this view, or is
    /// taken away before it dies.
    void setTimeline(TimelineModel *timeline, const ScrollAnchor &anchor = {});
    const ScrollAnchor &anchor() const { return m_anchor; }
    bool isAtNewest() const { return m_anchor.isAtNewest; }
    const MessageSizes &sizes() const { return m_delegate.sizes(); }

    /// What is marked, line by line; empty when nothing is.
    QString markedText() const;

    void jumpToNewest();
    void doItemsLayout() override;
    void reset() override;

Q_SIGNALS:
    /// The first lines come into sight: the ones before them are wanted. Repeated freely.
    void oldestNear();
    /// The line of a hole is in sight: what is missing above the line with this seq is wanted.
    /// Repeated freely.
    void holeSeen(chat::Seq below);
    /// The newest line came into or went out of sight.
    void isAtNewestChanged(bool isAtNewest);
    void linkActivated(const QUrl &url);
    void retryWanted(const chat::Tag &tag);
    void discardWanted(const chat::Tag &tag);

protected:
    void rowsInserted(const QModelIndex &parent, int first, int last) override;
    void dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight,
                     const QList<int> &roles) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void selectionChanged(const QItemSelection &selected,
                          const QItemSelection &deselected) override;
    void timerEvent(QTimerEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void onScrolled();
    void lookAround();
    void rememberAnchor();
    void restoreAnchor();
    void setAtNewest(bool isAtNewest);
    void relayout();
    void placeJumpButton();
    void retranslate();
    MessageDelegate::Hit hitAt(QPoint point) const;
    MessageDelegate::Hit hitIn(const QModelIndex &index, QPoint point) const;
    TextPlace placeAt(QPoint point) const;
    bool isMarked(QPoint point) const;
    void mark(const TextSelection &marked);
    void markUpTo(QPoint point);
    Tag tagAt(const QModelIndex &index) const;
    QString selectedText() const;
    void copySelected() const;

    TextSelection m_marked; // before m_delegate, which looks at it
    QPoint m_pressedAt;
    QPoint m_draggedTo;
    bool m_isDragging = false; // far enough from m_pressedAt to mean it
    QBasicTimer m_scrolling; // while the pointer is dragged over the edge
    MessageDelegate m_delegate;
    SpokenTimeline m_rows;
    ScrollAnchor m_anchor;
    GlyphButton *m_jump;
    bool m_isPlacing = false; // the scroll bar moves on our account, not the person's
};

} // namespace chat
