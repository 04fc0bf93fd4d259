#pragma once

#include <QCoreApplication>

class QWidget;

namespace chat {

/// What went wrong with what this machine keeps, as far as the person has to know.
class StoreTrouble
{
    Q_DECLARE_TR_FUNCTIONS(chat::StoreTrouble)

public:
    /// Messages that waited to be sent could not be read; what is left of them is in `file`.
    static void tellLost(const QString &file, QWidget *parent);
    /// What is written and not sent will be gone when the program ends.
    static void tellUnkept(QWidget *parent);

private:
    static void tell(const QString &text, QWidget *parent);
};

} // namespace chat
