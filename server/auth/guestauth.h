#pragma once

#include "server/core/authenticator.h"

namespace chat {

class Clock;
class Random;

/// Lets everyone in under any free name. Who comes back with their token is the same person as
/// before. A token is made by whoever comes, or else here; a malformed one is refused, since it
/// is a mistake or one that can be guessed.
class GuestAuth final : public Authenticator
{
public:
    GuestAuth(Directory &directory, const Clock &clock, Random &random);

    void admit(const Authenticate &credentials, Done<Admission> done) override;
    void recall(const QString &token, Done<Recalled> done) override;

private:
    Directory &m_directory;
    const Clock &m_clock;
    Random &m_random;
};

} // namespace chat
