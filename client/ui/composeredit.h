#pragma once

#include <QPlainTextEdit>

namespace chat {

/// The text field of the composer: as high as its text, up to eight lines; Enter sends, Shift+Enter
/// breaks the line. Takes in nothing but plain text.
class ComposerEdit final : public QPlainTextEdit
{
    Q_OBJECT

public:
    static constexpr int mostLines = 8;

    explicit ComposerEdit(QWidget *parent = nullptr);

    /// What the empty field says; one line, elided.
    void setHint(const QString &hint);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void sendPressed();
    /// The person changed the text by keyboard, input method or paste.
    void edited();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;
    void changeEvent(QEvent *event) override;

private:
    void adoptHeight();
    void adoptDirection();

    QString m_hint;
    int m_height = 0;
};

} // namespace chat
