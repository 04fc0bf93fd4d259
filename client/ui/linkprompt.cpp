#include "client/ui/linkprompt.h"

#include "common/base/literals.h"

#include <QDesktopServices>
#include <QMessageBox>
#include <QPushButton>

namespace chat {

void LinkPrompt::ask(const QUrl &url, QWidget *parent)
{
    const QString scheme = url.scheme();
    if (scheme != "http"_L1 && scheme != "https"_L1)
        return;
    // Encoded, so that letters which look like others do not pass for them.
    const QString host = url.host(QUrl::FullyEncoded);
    const QString address = url.toString(QUrl::FullyEncoded).left(300);
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("Open link"),
                                tr("Open a page of %1?").arg(host) + "\n\n"_L1 + address,
                                QMessageBox::Cancel, parent);
    box->setObjectName(u"linkPrompt"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    QPushButton *open = box->addButton(tr("Open"), QMessageBox::AcceptRole);
    box->setDefaultButton(open);
    QObject::connect(open, &QPushButton::clicked, box, [url] { QDesktopServices::openUrl(url); });
    box->open();
}

} // namespace chat
