#pragma once

#include <QByteArrayView>

/// Values out of compact JSON without reading all of it: a load of hundreds of thousands of frames
/// a second has a microsecond for each. Good for frames of servers under test, which write no
/// spaces, and for values without escapes; never for what must be checked.
namespace chat::json {

/// What follows the first `key`, written as "\"name\":"; empty when it is not there.
QByteArrayView after(QByteArrayView json, QByteArrayView key);
/// The text of the string that follows; empty when there is none.
QByteArrayView textAfter(QByteArrayView json, QByteArrayView key);
/// The whole number, 0 or more, that follows; `otherwise` when there is none.
qint64 numberAfter(QByteArrayView json, QByteArrayView key, qint64 otherwise);
/// The whole number that the text begins with.
qint64 numberAt(QByteArrayView text, qint64 otherwise);

} // namespace chat::json
