#pragma once

namespace chat {

class ReconnectingSocket;

/// Lets `socket` try at once whenever the machine gets a network back. Does nothing where Qt knows
/// no way to tell.
void watchNetwork(ReconnectingSocket &socket);

} // namespace chat
