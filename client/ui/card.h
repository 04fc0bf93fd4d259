#pragma once

#include <QWidget>

namespace chat {

/// A round-cornered panel on the window's ground that holds one widget.
class Card final : public QWidget
{
    Q_OBJECT

public:
    Card(QWidget *content, QWidget *parent);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace chat
