#pragma once

#include <QLabel>

namespace chat {

/// A place without content: a picture and a friendly sentence in the middle.
class EmptyPage final : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyPage(QWidget *parent = nullptr);

    /// What is the matter, and what one can do; either may be empty.
    void setWords(const QString &title, const QString &hint);

private:
    QLabel *m_title;
    QLabel *m_hint;
};

} // namespace chat
