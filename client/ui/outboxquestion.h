#pragma once

#include <QCoreApplication>

#include <functional>

class QWidget;

namespace chat {

/// What shall become of the messages that wait to be sent, when there are as many as can wait.
class OutboxQuestion
{
    Q_DECLARE_TR_FUNCTIONS(chat::OutboxQuestion)

public:
    /// Asks over `parent`, and calls `discard` if the person wants them gone. Returns at once.
    static void ask(int waiting, QWidget *parent, std::function<void()> discard);
};

} // namespace chat
