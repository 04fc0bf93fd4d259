#pragma once

#include <QCoreApplication>
#include <QUrl>

class QWidget;

namespace chat {

/// Opens addresses that peers wrote, after the person has seen where they lead.
class LinkPrompt
{
    Q_DECLARE_TR_FUNCTIONS(chat::LinkPrompt)

public:
    /// Asks in a dialog over `parent`. Does nothing with anything but http and https.
    static void ask(const QUrl &url, QWidget *parent);
};

} // namespace chat
