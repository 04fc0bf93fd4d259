#pragma once

#include "common/protocol/codec.h"

#include <QJsonDocument>

namespace chat {

/// An event as its reader meets it, to be changed and read.
template <Fielded T>
QJsonObject toJsonObject(const T &value)
{
    QByteArray text;
    appendJson(text, value);
    return QJsonDocument::fromJson(text).object();
}

} // namespace chat
