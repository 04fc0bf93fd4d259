#pragma once

#include <QList>
#include <QString>
#include <QUrl>

namespace chat {

/// An address in a text.
struct Link
{
    int start = 0;
    int length = 0;
    QUrl url; // http or https, with a host

    friend bool operator==(const Link &, const Link &) = default;
};

/// The http and https addresses in `text`, in order. Nothing else is ever a link.
QList<Link> findLinks(const QString &text);

} // namespace chat
