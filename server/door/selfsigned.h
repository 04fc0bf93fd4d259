#pragma once

#include "server/door/tlsidentity.h"

namespace chat {

/// A certificate that nobody vouches for, and its key, both in PEM.
struct SelfSigned
{
    QByteArray certificate;
    QByteArray key;
};

/// Makes one for these names. An address that no other machine could use is left out.
Result<SelfSigned> makeSelfSigned(const TlsNames &names);

/// Whether the first certificate is about this key. Both in PEM.
bool belongTogether(const QByteArray &certificate, const QByteArray &key);

} // namespace chat
