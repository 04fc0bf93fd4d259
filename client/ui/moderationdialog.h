#pragma once

#include <QComboBox>
#include <QDialog>
#include <QLineEdit>

#include <optional>

namespace chat {

/// How somebody is to be kept in order: why, and for how long. accepted() when the person is sure.
class ModerationDialog final : public QDialog
{
    Q_OBJECT

public:
    enum class Deed { Remove, Mute, Ban };

    ModerationDialog(Deed deed, const QString &name, QWidget *parent = nullptr);

    std::optional<QString> reason() const;
    /// In milliseconds; nothing: for ever.
    std::optional<qint64> duration() const;

private:
    static QString question(Deed deed, const QString &name);
    static QString verb(Deed deed);

    QComboBox *m_duration;
    QLineEdit *m_reason;
};

} // namespace chat
