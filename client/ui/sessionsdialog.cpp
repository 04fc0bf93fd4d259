#include "client/ui/sessionsdialog.h"

#include "client/ui/colors.h"
#include "client/ui/errortext.h"
#include "client/ui/fonts.h"
#include "client/ui/metrics.h"
#include "client/ui/plaintext.h"
#include "client/ui/sessionrow.h"
#include "common/base/literals.h"

#include <QMessageBox>
#include <QVBoxLayout>

namespace chat {

SessionsDialog::SessionsDialog(QWidget *parent)
    : QDialog(parent)
    , m_title(new QLabel(tr("Your devices"), this))
    , m_explanation(new QLabel(tr("Here you are signed in. End what you do not know."), this))
    , m_area(new QScrollArea(this))
    , m_problem(new QLabel(this))
    , m_close(new QPushButton(tr("Close"), this))
{
    setObjectName(u"sessionsDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Your devices"));
    m_title->setFont(fonts::display(font()));
    m_area->setObjectName(u"sessionList"_s);
    m_area->setAccessibleName(tr("Your devices"));
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->viewport()->setAutoFillBackground(false);
    m_problem->setObjectName(u"sessionsProblem"_s);
    m_close->setDefault(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(2 * metrics::margin, 2 * metrics::margin, 2 * metrics::margin,
                               2 * metrics::margin);
    column->setSpacing(metrics::gap);
    for (QLabel *label : { m_title, m_explanation, m_problem }) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    column->addWidget(m_title);
    column->addWidget(m_explanation);
    column->addWidget(m_area, 1);
    column->addWidget(m_problem);
    column->addWidget(m_close, 0, Qt::AlignTrailing);
    connect(m_close, &QPushButton::clicked, this, &QDialog::accept);
    say({});
    resize(600, 440);
}

void SessionsDialog::showSessions(const QList<KnownSession> &sessions, const QDate &today)
{
    auto *rows = new QWidget(m_area);
    rows->setAutoFillBackground(false);
    auto *column = new QVBoxLayout(rows);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    for (const KnownSession &session : sessions) {
        auto *row = new SessionRow(session, today, rows);
        connect(row, &SessionRow::endWanted, this, &SessionsDialog::ask);
        column->addWidget(row);
    }
    column->addStretch();
    if (QWidget *former = m_area->takeWidget())
        former->deleteLater(); // a button in it may be what called us
    m_area->setWidget(rows);
    say({});
}

void SessionsDialog::showProblem(const Error &error)
{
    say(error.code == ErrorCode::Conflict
            ? tr("Only this device knows you. Protect your name with a password first, or nobody "
                 "could be you again.")
            : ErrorText::of(error));
}

void SessionsDialog::ask(const KnownSession &session)
{
    const QString device = inSentence(session.device);
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("End session"),
                                session.isCurrent
                                    ? tr("Sign out on this device? To come back, you need your "
                                         "password.")
                                    //: %1 is the name of a device
                                    : tr("End the session of %1? It is signed out at once.")
                                          .arg(device.isEmpty() ? tr("an unknown device") : device),
                                QMessageBox::Cancel, this);
    box->setObjectName(u"endQuestion"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    QPushButton *end = box->addButton(session.isCurrent ? tr("Sign out") : tr("End"),
                                      QMessageBox::DestructiveRole);
    end->setObjectName(u"reallyEnd"_s);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(end, &QPushButton::clicked, this,
            [this, id = session.sessionId] { Q_EMIT endWanted(id); });
    box->open();
}

void SessionsDialog::say(const QString &text)
{
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
    QPalette tone = palette();
    tone.setColor(QPalette::WindowText,
                  colors::readable(colors::negative(palette()), palette().color(QPalette::Window)));
    m_problem->setPalette(tone);
}

} // namespace chat
