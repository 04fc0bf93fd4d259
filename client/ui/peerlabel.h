#pragma once

#include <QWidget>

namespace chat {

/// One line that a peer wrote: plain text, elided where it does not fit, at the leading edge of
/// the window whatever its own direction.
class PeerLabel final : public QWidget
{
    Q_OBJECT

public:
    explicit PeerLabel(QWidget *parent = nullptr);

    QString text() const { return m_text; }
    void setText(const QString &text);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return { 0, sizeHint().height() }; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_text;
};

} // namespace chat
