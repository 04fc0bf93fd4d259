#pragma once

#include "client/ui/messagesizes.h"
#include "client/ui/textselection.h"
#include "common/base/clock.h"

#include <QAbstractItemDelegate>
#include <QUrl>

namespace chat {

class MessageLayout;
struct MessageFacts;

/// Paints the lines of a timeline. Text of peers is laid out as plain text, never interpreted.
class MessageDelegate final : public QAbstractItemDelegate
{
    Q_OBJECT

public:
    /// What is under a point of a row.
    struct Hit
    {
        enum class Kind { Nothing, Text, Link, Retry, Remove };
        Kind kind = Kind::Nothing;
        QUrl url = {}; // of a Link
        int position = 0; // in the text, or the nearest one
    };

    /// Shows what is in `marked` as marked; whose it is says when that changes. Both outlive this.
    MessageDelegate(const Clock &clock, const TextSelection &marked, QObject *parent = nullptr);

    /// The width of the rows; the view says so whenever it changes.
    void setWidth(int width) { m_width = width; }
    /// Words or sizes have changed, or the rows are those of another timeline.
    void forget() { m_sizes.clear(); }
    /// This row has changed.
    void forget(const QModelIndex &index) { m_sizes.forget(RowIdentity::of(index)); }
    const MessageSizes &sizes() const { return m_sizes; }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    Hit hitTest(const QStyleOptionViewItem &option, const QModelIndex &index, QPoint point) const;

private:
    QDate today() const;
    void paintSeparator(QPainter &painter, const QStyleOptionViewItem &option, const QString &text,
                        const QRect &rect) const;
    void paintBubble(QPainter &painter, const QStyleOptionViewItem &option,
                     const MessageFacts &facts, const MessageLayout &layout,
                     const TextRange &marked) const;
    void paintStamp(QPainter &painter, const QStyleOptionViewItem &option,
                    const MessageFacts &facts, const MessageLayout &layout) const;
    void paintReaders(QPainter &painter, const QStyleOptionViewItem &option,
                      const MessageFacts &facts, const MessageLayout &layout) const;
    void paintFailure(QPainter &painter, const QStyleOptionViewItem &option,
                      const MessageFacts &facts, const MessageLayout &layout) const;

    const Clock &m_clock;
    const TextSelection &m_marked;
    int m_width = 400;
    mutable MessageSizes m_sizes; // a cache behind sizeHint(), which Qt declares const
};

} // namespace chat
