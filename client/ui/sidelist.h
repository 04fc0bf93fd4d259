#pragma once

#include <QListView>

namespace chat {

/// A list at the side of the window: on the window's own ground, without a frame, one row current.
class SideList final : public QListView
{
    Q_OBJECT

public:
    explicit SideList(QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;
};

} // namespace chat
