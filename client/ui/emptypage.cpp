#include "client/ui/emptypage.h"

#include "client/ui/colors.h"
#include "client/ui/fonts.h"
#include "client/ui/glyphs.h"
#include "client/ui/metrics.h"
#include "common/base/literals.h"

#include <QVBoxLayout>

namespace chat {

namespace {

class Picture final : public QWidget
{
public:
    using QWidget::QWidget;
    QSize sizeHint() const override { return { 64, 64 }; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        QRectF mark(0, 0, 56, 56);
        mark.moveCenter(QRectF(rect()).center());
        paintAppMark(painter, mark);
    }
};

} // namespace

EmptyPage::EmptyPage(QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_hint(new QLabel(this))
{
    m_title->setObjectName(u"emptyTitle"_s);
    m_title->setFont(fonts::display(font()));
    m_hint->setObjectName(u"emptyHint"_s);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    for (QLabel *label : { m_title, m_hint }) {
        label->setTextFormat(Qt::PlainText);
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
    }
    auto *picture = new Picture(this);
    picture->setFixedHeight(picture->sizeHint().height());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(2 * metrics::margin, 0, 2 * metrics::margin, 0);
    column->setSpacing(metrics::gap);
    column->addStretch(2);
    column->addWidget(picture);
    column->addSpacing(metrics::gap);
    column->addWidget(m_title);
    column->addWidget(m_hint);
    column->addStretch(3);
}

void EmptyPage::setWords(const QString &title, const QString &hint)
{
    m_title->setText(title);
    m_hint->setText(hint);
}

} // namespace chat
