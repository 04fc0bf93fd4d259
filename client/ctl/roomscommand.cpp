#include "client/ctl/roomscommand.h"

#include "client/ctl/plainline.h"

#include <algorithm>
#include <cstdio>

namespace chat {

namespace {

using Cells = std::array<QString, 4>;

Cells cellsOf(const QModelIndex &row)
{
    const auto text = [&row](int role) { return escaped(row.data(role).toString()); };
    return { text(RoomListModel::RoomIdRole), text(RoomListModel::MemberCountRole),
             text(RoomListModel::OnlineCountRole), text(RoomListModel::TitleRole) };
}

void print(const Cells &cells, qsizetype idWidth)
{
    const QString line = u"%1  %2  %3  %4\n"_s.arg(cells[0].leftJustified(idWidth))
                             .arg(cells[1], 7)
                             .arg(cells[2], 6)
                             .arg(cells[3]);
    std::fputs(qUtf8Printable(line), stdout);
}

void printTable(const RoomListModel &model)
{
    QList<Cells> rows;
    for (int row = 0; row < model.rowCount(); ++row)
        rows.append(cellsOf(model.index(row)));
    std::ranges::sort(rows, {}, [](const Cells &cells) { return cells[0]; });
    rows.prepend({ u"ROOM"_s, u"MEMBERS"_s, u"ONLINE"_s, u"TITLE"_s });
    qsizetype idWidth = 0;
    for (const Cells &cells : std::as_const(rows))
        idWidth = std::max(idWidth, cells[0].size());
    for (const Cells &cells : std::as_const(rows))
        print(cells, idWidth);
}

} // namespace

void RoomsCommand::run(ClientSession &session)
{
    RoomStore &store = session.rooms();
    connect(&store, &RoomStore::listed, this, [this, &store] {
        printTable(store.list());
        Q_EMIT done();
    });
}

} // namespace chat
