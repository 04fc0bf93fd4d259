#pragma once

#include <QAbstractButton>
#include <QColor>

namespace chat {

/// One's own avatar as it will look; a click takes the next colour.
class AvatarButton final : public QAbstractButton
{
    Q_OBJECT

public:
    explicit AvatarButton(QWidget *parent = nullptr);

    void setName(const QString &name);
    void setColor(const QColor &color);
    QColor color() const { return m_color; }
    QSize sizeHint() const override;

Q_SIGNALS:
    void colorChanged(const QColor &color);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    QString m_name;
    QColor m_color;
};

} // namespace chat
