#pragma once

#include "client/model/timelinemodel.h"

#include <QColor>
#include <QCoreApplication>
#include <QDate>
#include <QModelIndex>

namespace chat {

/// What one row of a timeline shows, in words: everything that its layout and its painting need.
struct MessageFacts
{
    QString content = {}; // the peer's own, as it is; plain text
    QString author = {};
    QColor authorColor = {};
    QString time = {};
    QString missing = {}; // empty: no line is missing right above
    QString day = {}; // empty: no day begins here
    QString failure = {}; // empty: not failed
    QString retry = {}; // the words on the two things one can do about a failure
    QString remove = {};
    QString readBy = {}; // empty: the next line says the same, or nobody has
    DeliveryState state = DeliveryState::Received;
    bool isOwn = false;
    bool startsGroup = false;
};

/// Reads rows of a TimelineModel, or of a proxy over one.
class MessageRow
{
    Q_DECLARE_TR_FUNCTIONS(chat::MessageRow)

public:
    static MessageFacts facts(const QModelIndex &index, const QDate &today);
    /// "Ada, 14:32, hello, sent": the whole row, for screen readers.
    static QString spoken(const QModelIndex &index);
    /// Who has read the line; empty where nothing is to be said.
    static QString toolTip(const QModelIndex &index);
    static DeliveryState state(const QModelIndex &index);

private:
    static QString stateText(const QModelIndex &index);
    static QString readBy(const QModelIndex &index);
};

} // namespace chat
