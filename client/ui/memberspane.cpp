#include "client/ui/memberspane.h"

#include "client/model/memberlistmodel.h"
#include "client/ui/fonts.h"
#include "client/ui/metrics.h"
#include "common/base/literals.h"

#include <QEvent>
#include <QScrollBar>
#include <QVBoxLayout>

namespace chat {

MembersPane::MembersPane(QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_list(new SideList(this))
{
    setObjectName(u"membersPane"_s);
    m_title->setObjectName(u"membersTitle"_s);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setFont(fonts::bold(font()));
    m_title->setContentsMargins(metrics::margin, 0, metrics::margin, 0);
    m_title->setFixedHeight(metrics::headerHeight);
    m_list->setObjectName(u"memberList"_s);
    m_list->setModel(&m_members);
    m_list->setItemDelegate(&m_delegate);
    m_list->setSelectionMode(QAbstractItemView::NoSelection);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, metrics::gap);
    column->setSpacing(0);
    column->addWidget(m_title);
    column->addWidget(m_list, 1);

    connect(&m_members, &SpokenMembers::rowsInserted, this, &MembersPane::retranslate);
    connect(&m_members, &SpokenMembers::rowsRemoved, this, &MembersPane::retranslate);
    connect(&m_members, &SpokenMembers::modelReset, this, &MembersPane::retranslate);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_list, &QWidget::customContextMenuRequested, this, &MembersPane::openMenu);
    connect(m_list->verticalScrollBar(), &QScrollBar::valueChanged, this, &MembersPane::look);
    retranslate();
}

MembersPane::~MembersPane()
{
    m_list->setItemDelegate(nullptr);
    m_list->setModel(nullptr);
}

void MembersPane::setMembers(MemberListModel *members)
{
    if (m_source)
        m_source->disconnect(this);
    m_source = members;
    m_members.setSourceModel(members);
    if (!members)
        return;
    connect(members, &MemberListModel::totalChanged, this, &MembersPane::retranslate);
    connect(members, &MemberListModel::wentStale, this, &MembersPane::look);
    retranslate();
    look();
}

void MembersPane::look()
{
    if (!m_source || !isVisible())
        return;
    const QRect sight = m_list->viewport()->rect();
    const QModelIndex last = m_list->indexAt(sight.bottomLeft());
    m_source->look(m_list->indexAt(sight.topLeft()).row(),
                   last.isValid() ? last.row() : m_source->rowCount() - 1);
}

void MembersPane::openMenu(const QPoint &point)
{
    const QModelIndex under = m_list->indexAt(point);
    const QModelIndex row = under.isValid() ? under : m_list->currentIndex();
    const QString id = row.data(MemberListModel::UserIdRole).toString();
    if (const Member *member = m_source ? m_source->find(UserId::fromText(id)) : nullptr)
        Q_EMIT menuWanted(*member, m_list->viewport()->mapToGlobal(point));
}

void MembersPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    look();
}

void MembersPane::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void MembersPane::retranslate()
{
    const qint64 total = m_source ? m_source->total() : 0;
    m_title->setText(tr("%Ln members", nullptr, static_cast<int>(total)));
    m_list->setAccessibleName(tr("Members"));
}

} // namespace chat
