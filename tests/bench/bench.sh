# shellcheck shell=bash
# To be sourced by what measures: builds, starts servers one at a time, puts a load on them.

bench_root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
# shellcheck source=resources/packages.sh
. "$bench_root/resources/packages.sh"

bench_build= # a release build; made here when none is given
bench_place= # for data and results; goes when the script ends
bench_peers= # where the peers are installed
bench_server= # process of the server that is running

# bench_prepare [BUILD-FOLDER]: programs to measure, and a place of one's own.
bench_prepare()
{
    bench_place="$(mktemp -d "${TMPDIR:-/tmp}/confab-bench.XXXXXX")"
    trap bench_end EXIT
    trap 'exit 130' INT TERM
    bench_build="${1:-}"
    if [[ -z "$bench_build" ]]; then
        packages_install run build
        bench_build="$bench_root/build/bench"
        cmake -S "$bench_root" -B "$bench_build" -G Ninja -DCMAKE_BUILD_TYPE=Release \
            -DCONFAB_TESTS=OFF >"$bench_place/log" || { tail "$bench_place/log" >&2; exit 1; }
        cmake --build "$bench_build" --target confabd confabctl >"$bench_place/log" \
            || { tail -n 40 "$bench_place/log" >&2; exit 1; }
    fi
    [[ -x "$bench_build/bin/confabd" && -x "$bench_build/bin/confabctl" ]] \
        || { echo "No confabd and confabctl in \"$bench_build/bin\"" >&2; exit 2; }
}

# The chat servers to compare with, in the versions of their lock file.
bench_install_peers()
{
    bench_peers="$bench_build/peers"
    command -v npm >/dev/null || packages_install bench
    mkdir -p "$bench_peers"
    cp "$bench_root"/tests/bench/peers/*.js* "$bench_peers"
    (cd "$bench_peers" && npm ci --omit=dev --no-audit --no-fund >"$bench_place/log" 2>&1) \
        || { tail -n 20 "$bench_place/log" >&2; exit 1; }
}

# bench_start NAME: confabd (with everything that it does by default, and limits out of the way of
# a load), ws or socketio. Sets bench_server, bench_port and, of confabd, bench_fingerprint.
bench_start()
{
    local ready="$bench_place/ready"
    : >"$ready"
    case "$1" in
    confabd)
        # shellcheck disable=SC2046
        "$bench_build/bin/confabd" --port 0 --bind 127.0.0.1 --no-beacon \
            --data "$(mktemp -d "$bench_place/data.XXXXXX")" $(bench_limits) \
            >"$ready" 2>"$bench_place/server.log" &
        ;;
    *) NODE_ENV=production node "$bench_peers/$1.js" >"$ready" 2>"$bench_place/server.log" & ;;
    esac
    bench_server=$!
    until grep -qs '^READY ' "$ready"; do
        kill -0 "$bench_server" 2>/dev/null || { tail "$bench_place/server.log" >&2; exit 1; }
        sleep 0.05
    done
    bench_port="$(sed -n 's/^READY .*"port":\([0-9]*\).*/\1/p' "$ready")"
    # shellcheck disable=SC2034 # for those that connect with TLS
    bench_fingerprint="$(sed -n 's/^READY .*"fingerprint":"\([0-9a-f]*\)".*/\1/p' "$ready")"
}

# What bounds strangers would bound a load, which comes from one address and asks a lot.
bench_limits()
{
    printf -- '--set %s ' limits.sends_per_second=1000000 limits.sends_burst=1000000 \
        limits.requests_per_second=1000000 limits.requests_burst=1000000 \
        limits.accepts_per_second=1000000 limits.unauthenticated_connections=1000000 \
        rooms.most=10000
}

# bench_load NAME OPTION...: prints the line of JSON, and fails when the load did.
bench_load()
{
    local codec=confab
    [[ "$1" == socketio ]] && codec=socketio
    "$bench_build/bin/confabctl" --url "ws://127.0.0.1:$bench_port" load --codec "$codec" --quiet \
        --server-pid "$bench_server" "${@:2}"
}

bench_stop()
{
    [[ -n "$bench_server" ]] || return 0
    kill "$bench_server" 2>/dev/null || true
    # Who does not go when asked has had its time.
    local tries
    for ((tries = 0; tries < 100; tries++)); do
        kill -0 "$bench_server" 2>/dev/null || break
        sleep 0.1
    done
    kill -9 "$bench_server" 2>/dev/null || true
    wait "$bench_server" 2>/dev/null || true
    bench_server=
    rm -rf "$bench_place"/data.*
}

bench_end()
{
    bench_stop
    rm -rf "$bench_place"
}

# bench_rounds FILE: how many rounds have left results in it, so that a call may go on where an
# earlier one has ended.
bench_rounds()
{
    { grep -o '^{"round":[0-9]*' "$1" 2>/dev/null || true; } | sort -u | wc -l
}

# The machine, in a few words.
bench_machine()
{
    local model memory
    model="$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -n 1)"
    memory="$(awk '/^MemTotal/ { printf "%.0f GB", $2 / 1e6 }' /proc/meminfo)"
    echo "$(nproc) processors (${model:-unknown}), $memory, Linux $(uname -r | cut -d- -f1)"
}
