#pragma once

#include <QWidget>

namespace chat {

/// Who is writing. Its height is the same whether somebody is or not, so that nothing moves.
class TypingBar final : public QWidget
{
    Q_OBJECT

public:
    explicit TypingBar(QWidget *parent = nullptr);

    void setNames(const QStringList &names);
    /// "Ada and Bob are typing"; empty when nobody is.
    QString text() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void adoptFont();

    QStringList m_names;
};

} // namespace chat
