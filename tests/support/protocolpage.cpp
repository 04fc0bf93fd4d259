#include "common/protocol/protocolpage.h"

#include <cstdio>

/// Prints the protocol page:
///     build/dev/tests/protocolpage > common/protocol/PROTOCOL.md
int main()
{
    std::fputs(chat::protocolPage().toUtf8().constData(), stdout);
    return 0;
}
