#include "client/ui/roomspane.h"

#include "client/model/roomlistmodel.h"
#include "client/ui/fonts.h"
#include "client/ui/metrics.h"
#include "common/base/literals.h"

#include <QHBoxLayout>
#include <QKeyEvent>

namespace chat {

RoomsPane::RoomsPane(RoomListModel &rooms, const Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_delegate(clock)
    , m_server(new PeerLabel(this))
    , m_newRoom(new GlyphButton(Glyph::Plus, GlyphButton::Look::Flat, this))
    , m_filter(new QLineEdit(this))
    , m_list(new SideList(this))
{
    m_order.setSourceModel(&rooms);
    m_server->setObjectName(u"serverName"_s);
    m_server->setFont(fonts::large(font()));
    m_newRoom->setObjectName(u"newRoom"_s);
    m_filter->setObjectName(u"roomFilter"_s);
    m_filter->setClearButtonEnabled(true);
    m_filter->installEventFilter(this);
    m_list->setObjectName(u"roomList"_s);
    m_list->setModel(&m_order);
    m_list->setItemDelegate(&m_delegate);
    setFocusProxy(m_list);

    auto *head = new QHBoxLayout;
    head->setContentsMargins(metrics::margin, 0, metrics::margin, 0);
    head->addWidget(m_server, 1);
    head->addWidget(m_newRoom);
    auto *search = new QHBoxLayout;
    search->setContentsMargins(metrics::margin, 0, metrics::margin, metrics::gap);
    search->addWidget(m_filter);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, metrics::gap + 3, 0, 0);
    column->setSpacing(metrics::gap + 2);
    column->addLayout(head);
    column->addLayout(search);
    column->addWidget(m_list, 1);

    const auto choose = [this](const QModelIndex &index) {
        if (index.isValid())
            Q_EMIT roomChosen(RoomOrder::idOf(index));
    };
    connect(m_newRoom, &GlyphButton::clicked, this, &RoomsPane::newRoomWanted);
    connect(m_list, &QListView::clicked, this, choose);
    connect(m_list, &QListView::activated, this, choose);
    connect(m_filter, &QLineEdit::textChanged, &m_order, &RoomOrder::setFilter);
    connect(m_filter, &QLineEdit::returnPressed, this, &RoomsPane::chooseFirst);
    connect(&m_order, &RoomOrder::rowsInserted, this, &RoomsPane::markCurrent);
    connect(&m_order, &RoomOrder::modelReset, this, &RoomsPane::markCurrent);
    retranslate();
}

void RoomsPane::setServerName(const QString &name)
{
    m_server->setText(name);
}

void RoomsPane::setCurrent(const RoomId &id)
{
    m_current = id;
    markCurrent();
}

void RoomsPane::markCurrent()
{
    const QModelIndex index = m_order.indexOf(m_current);
    if (!index.isValid()) {
        m_list->clearSelection();
        return;
    }
    m_list->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
    m_list->scrollTo(index);
}

RoomId RoomsPane::neighbour(int step) const
{
    const QModelIndex current = m_order.indexOf(m_current);
    const int row = current.isValid() ? current.row() + step : 0;
    const QModelIndex wanted = m_order.index(row, 0);
    return wanted.isValid() ? RoomOrder::idOf(wanted) : RoomId();
}

void RoomsPane::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void RoomsPane::chooseFirst()
{
    const QModelIndex first = m_order.index(0, 0);
    if (!first.isValid())
        return;
    const RoomId id = RoomOrder::idOf(first);
    m_filter->clear();
    Q_EMIT roomChosen(id);
}

// From the filter straight into the list.
bool RoomsPane::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress || static_cast<QKeyEvent *>(event)->key() != Qt::Key_Down)
        return QWidget::eventFilter(watched, event);
    m_list->setFocus(Qt::TabFocusReason);
    if (!m_list->currentIndex().isValid())
        m_list->setCurrentIndex(m_order.index(0, 0));
    return true;
}

void RoomsPane::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void RoomsPane::retranslate()
{
    m_newRoom->setMeaning(tr("New room"));
    m_filter->setPlaceholderText(tr("Find a room"));
    m_filter->setAccessibleName(tr("Find a room"));
    m_list->setAccessibleName(tr("Rooms"));
}

} // namespace chat
