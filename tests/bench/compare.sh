#!/usr/bin/env bash
# Confab beside what a person could use instead: the same loads on confabd (with its store durable)
# and on plain chat servers on `ws` and Socket.IO 4 (in memory), in turns, on this machine. Medians
# and ratios go into README.md, between its markers, when all rounds are done.
#
#   tests/bench/compare.sh [--quick] [--rounds N] [--keep FILE] [--dry] [BUILD-FOLDER]
#
# Without a folder it installs what is missing and makes a release build. --quick is a short try
# that writes nothing; --dry measures as usual and only prints; --keep appends each result to FILE,
# so that the rounds may be several calls'; with --rounds 0 the table is made of what the file has.
# Takes about 2 minutes a round.

set -euo pipefail

# shellcheck source=tests/bench/bench.sh
. "$(dirname "${BASH_SOURCE[0]}")/bench.sh"

servers=(confabd ws socketio)
rounds=5
results=
writes=1
build=
seconds=10
many=10000

main()
{
    read_arguments "$@"
    bench_prepare "$build"
    results="${results:-$bench_place/results}"
    bench_install_peers
    local round server
    local first
    first=$(($(bench_rounds "$results") + 1))
    for ((round = first; round < first + rounds; round++)); do
        for server in "${servers[@]}"; do measure "$round" fanout "$server" "${fanout[@]}"; done
        measure "$round" fanout-tls confabd "${fanout[@]}"
        for server in "${servers[@]}"; do measure "$round" crowd "$server" "${crowd[@]}"; done
    done
    local readme=()
    [[ -z "$writes" ]] || readme=(--write "$bench_root/README.md")
    python3 "$bench_root/tests/bench/comparetable.py" --machine "$(bench_machine)" \
        --peers "$bench_peers" "${readme[@]}" "$results"
}

# measure ROUND WORKLOAD SERVER OPTION...
measure()
{
    local line status=0 secure=()
    bench_start "$3"
    [[ "$2" != *-tls ]] \
        || secure=(--url "wss://127.0.0.1:$bench_port" --fingerprint "$bench_fingerprint")
    line="$(bench_load "$3" "${@:4}" "${secure[@]}")" || status=$?
    bench_stop
    [[ -n "$line" ]] || { echo "round $1, $2, $3: no result" >&2; exit 1; }
    printf '{"round":%d,"workload":"%s","server":"%s","status":%d,"found":%s}\n' \
        "$1" "$2" "$3" "$status" "$line" >>"$results"
    echo "round $1, $2, $3 done" >&2
}

read_arguments()
{
    while (($#)); do
        case "$1" in
        --quick) rounds=1 seconds=2 many=1000 writes='' && shift ;;
        --rounds) rounds="$2" && shift 2 ;;
        --keep) results="$2" && shift 2 ;;
        --dry) writes='' && shift ;;
        -*) echo "compare.sh does not know $1" >&2 && exit 2 ;;
        *) build="$(cd "$1" && pwd)" && shift ;;
        esac
    done
    # One room of a thousand, four messages at a time.
    fanout=(--connections 1000 --rooms 1 --in-flight 4 --size 128
        --warm-up 3 --duration "$seconds")
    # Ten to a room, silent at first: what coming in and being there costs.
    crowd=(--connections "$many" --rooms $((many / 10)) --rate $((many / 10)) --size 128
        --settle 3 --warm-up 3 --duration "$seconds")
}

main "$@"
