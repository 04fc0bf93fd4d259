#pragma once

#include <QByteArray>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

/// What a target does with one input, whoever chose it: libFuzzer, or replay.cpp. It ends the
/// program when something happens that must not. The name and the types are libFuzzer's.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *bytes, std::size_t size);

namespace chat::fuzz {

inline QByteArray toBytes(const std::uint8_t *bytes, std::size_t size)
{
    return { reinterpret_cast<const char *>(bytes), static_cast<qsizetype>(size) };
}

/// `what` is said when it is not so.
inline void require(bool isSo, const char *what)
{
    if (isSo)
        return;
    std::fprintf(stderr, "fuzz: %s\n", what);
    std::abort();
}

} // namespace chat::fuzz
