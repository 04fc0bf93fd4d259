#pragma once

namespace chat {

/// What is wrong with a machine at the moment; shared with the process it happens to.
struct MachineSwitches
{
    long isDiskFull = 0; // not 0: nothing can be written to the database's files
    long clockShift = 0; // seconds by which the wall clock is ahead
};

} // namespace chat
