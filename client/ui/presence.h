#pragma once

#include "common/protocol/values.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPalette>

namespace chat {

/// How presence is shown: never by colour alone. Online is a full disc, away a clock face, busy a
/// disc with a bar, offline a ring.
class Presence
{
    Q_DECLARE_TR_FUNCTIONS(chat::Presence)

public:
    static QString text(PresenceStatus status);
    /// `ground` is what lies behind: a rim of it sets the mark off from an avatar.
    static void paint(QPainter &painter, const QRectF &rect, PresenceStatus status,
                      const QPalette &palette, const QColor &ground);
};

} // namespace chat
