#pragma once

#include "client/ui/glyphs.h"

#include <QAbstractButton>

namespace chat {

/// A round button that shows a pictogram. It has no text: whoever makes it gives it a tooltip and
/// an accessible name.
class GlyphButton final : public QAbstractButton
{
    Q_OBJECT

public:
    enum class Look {
        Flat, // nothing but the glyph until the pointer is over it
        Accent, // filled with the accent colour
        Raised, // filled and edged, to float over other things
    };

    GlyphButton(Glyph glyph, Look look, QWidget *parent);

    /// A number at the upper edge; nothing when 0.
    void setBadge(int count);
    int badge() const { return m_badge; }
    /// The same words as tooltip and for screen readers.
    void setMeaning(const QString &text);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QColor ground() const;
    void paintBadge(QPainter &painter) const;

    Glyph m_glyph;
    Look m_look;
    int m_badge = 0;
};

} // namespace chat
