#pragma once

#include <QString>

namespace chat {

/// The whole protocol as a Markdown page: what PROTOCOL.md beside this file holds. Derived from
/// the declarations of the events, so that it can not say anything else than they do.
QString protocolPage();

} // namespace chat
