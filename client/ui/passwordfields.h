#pragma once

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>

namespace chat {

/// Where a secret is typed: hidden unless the person wants to see it; a new password twice, unless
/// they see it.
class PasswordFields final : public QWidget
{
    Q_OBJECT

public:
    enum class Kind { Password, FormerPassword, NewPassword, Token };

    explicit PasswordFields(QWidget *parent = nullptr);

    /// `least`: how long a new password is at least, in UTF-16 units.
    void setKind(Kind kind, int least = 0);
    QString secret() const { return m_secret->text(); }
    /// Why this can not be it, as far as that can be told here; empty when it can.
    QString problem() const;
    /// Forgets what was typed, and hides it again.
    void clear();
    void takeFocus();

Q_SIGNALS:
    void edited();

protected:
    void changeEvent(QEvent *event) override;

private:
    static QString nameOf(Kind kind);
    void refresh();

    Kind m_kind = Kind::Password;
    int m_least = 0;
    QLabel *m_label;
    QLineEdit *m_secret;
    QLabel *m_repeatLabel;
    QLineEdit *m_repeat;
    QCheckBox *m_show;
};

} // namespace chat
