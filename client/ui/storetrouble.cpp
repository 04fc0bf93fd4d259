#include "client/ui/storetrouble.h"

#include "common/base/literals.h"

#include <QDir>
#include <QMessageBox>

namespace chat {

void StoreTrouble::tellLost(const QString &file, QWidget *parent)
{
    tell(tr("Messages and drafts that waited on this computer can not be read, because their file "
            "is damaged. What is left of them is in %1")
             .arg(QDir::toNativeSeparators(file)),
         parent);
}

void StoreTrouble::tellUnkept(QWidget *parent)
{
    tell(tr("Nothing can be kept on this computer at the moment. What you write is sent as usual, "
            "but what still waits when you close the window is lost. Is the disk full?"),
         parent);
}

void StoreTrouble::tell(const QString &text, QWidget *parent)
{
    auto *box = new QMessageBox(QMessageBox::Warning, u"Confab"_s, text, QMessageBox::Ok, parent);
    box->setObjectName(u"storeTrouble"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->open();
}

} // namespace chat
