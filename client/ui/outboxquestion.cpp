#include "client/ui/outboxquestion.h"

#include "common/base/literals.h"

#include <QMessageBox>
#include <QPushButton>

namespace chat {

void OutboxQuestion::ask(int waiting, QWidget *parent, std::function<void()> discard)
{
    auto *box = new QMessageBox(
        QMessageBox::NoIcon, tr("Messages that wait"),
        tr("%Ln message(s) wait to be sent. More can not wait.", nullptr, waiting) + "\n\n"_L1
            + tr("They go out by themselves as soon as that is possible. What you have written "
                 "stays in the field until then."),
        QMessageBox::NoButton, parent);
    box->setObjectName(u"outboxQuestion"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    QPushButton *keep = box->addButton(tr("Let them wait"), QMessageBox::RejectRole);
    QPushButton *remove = box->addButton(tr("Delete them"), QMessageBox::DestructiveRole);
    keep->setObjectName(u"letThemWait"_s);
    remove->setObjectName(u"deleteThem"_s);
    box->setDefaultButton(keep);
    box->setEscapeButton(keep);
    QObject::connect(remove, &QPushButton::clicked, box, std::move(discard));
    box->open();
}

} // namespace chat
