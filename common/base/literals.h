#pragma once

#include <QString>
#include <Qt>

namespace chat {

// The one using-directive in a header: "key"_L1 and u"text"_s everywhere inside our namespace.
using namespace Qt::Literals::StringLiterals;

} // namespace chat
