#!/usr/bin/env bash
# Installs what is missing, builds with every warning as an error, and runs every test: first the
# whole suite, then common and server again under the address and undefined-behaviour sanitizers,
# then what uses threads under the thread sanitizer, and then it lets a fuzzer loose on everything that
# reads what strangers say. Exits with 0 only if all of it passed.

set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=resources/packages.sh
. resources/packages.sh

jobs="$(nproc)"
fuzz_seconds=60 # for each target
launcher=()

main()
{
    packages_install run build test
    if command -v ccache >/dev/null; then
        launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)
        export CCACHE_SLOPPINESS=pch_defines,time_macros # else it does not keep what uses a PCH
    fi

    configure check
    build check
    run_tests check

    configure asan
    build asan
    run_tests asan

    configure tsan
    mapfile -t threaded < <(tests_labelled tsan threads)
    ((${#threaded[@]})) || { echo "check: no test carries the label threads" >&2; exit 1; }
    build tsan --target "${threaded[@]}"
    run_tests tsan -L threads

    configure fuzz
    build fuzz --target fuzz
    announce "fuzz"
    tests/fuzz/run.sh "$fuzz_seconds"
}

configure()
{
    announce "configure $1"
    cmake --preset "$1" "${launcher[@]}"
}

# build PRESET [cmake option...]: into build/PRESET.
build()
{
    announce "build $1"
    cmake --build --preset "$1" -j "$jobs" "${@:2}"
}

# tests_labelled PRESET LABEL: the programs of these tests, which are called like the tests up to a
# slash.
tests_labelled()
{
    ctest --test-dir "build/$1" -N -L "$2" | sed -n 's|^ *Test *#[0-9]*: \([^/]*\).*|\1|p' | sort -u
}

# run_tests PRESET [ctest option...]
run_tests()
{
    announce "test $1"
    ctest --test-dir "build/$1" --output-on-failure -j "$jobs" "${@:2}"
}

announce()
{
    printf '\n== %s, %d s after the start\n' "$1" "$SECONDS"
}

main
