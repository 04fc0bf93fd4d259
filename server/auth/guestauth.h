#pragma once

#include "server/core/authenticator.h"

namespace chat {

class Clock;
class Random;

/// Lets everyone in under any free name. Who comes back with the token that they were given is the
/// same person as before.
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
