#!/usr/bin/env bash
# What a delivery costs confabd as the number of its connections grows: rooms of 1,000 members, four
# messages of 128 characters at a time over all rooms. Writes the table into README.md between its
# markers, and the picture beside it, when all rounds are done.
#
#   tests/bench/scale.sh [--quick] [--rounds N] [--keep FILE] [--dry] [BUILD-FOLDER]
#
# The options are those of compare.sh. Takes about 3 minutes a round.

set -euo pipefail

# shellcheck source=tests/bench/bench.sh
. "$(dirname "${BASH_SOURCE[0]}")/bench.sh"

sizes=(1000 5000 10000 15000)
members=1000
rounds=3
results=
writes=1
build=
seconds=10

main()
{
    read_arguments "$@"
    bench_prepare "$build"
    results="${results:-$bench_place/results}"
    local round size
    local first
    first=$(($(bench_rounds "$results") + 1))
    for ((round = first; round < first + rounds; round++)); do
        for size in "${sizes[@]}"; do measure "$round" "$size"; done
    done
    local files=()
    [[ -z "$writes" ]] \
        || files=(--page "$bench_root/README.md" --picture "$bench_root/resources/scale.svg")
    python3 "$bench_root/tests/bench/scaletable.py" --machine "$(bench_machine)" "${files[@]}" \
        "$results"
}

# measure ROUND CONNECTIONS
measure()
{
    local line status=0
    bench_start confabd
    line="$(bench_load confabd --connections "$2" --rooms $(($2 / members)) --in-flight 4 \
        --size 128 --warm-up 3 --duration "$seconds")" || status=$?
    bench_stop
    [[ -n "$line" ]] || { echo "round $1, $2 connections: no result" >&2; exit 1; }
    printf '{"round":%d,"connections":%d,"status":%d,"found":%s}\n' "$1" "$2" "$status" "$line" \
        >>"$results"
    echo "round $1, $2 connections done" >&2
}

read_arguments()
{
    while (($#)); do
        case "$1" in
        --quick) sizes=(100 500 1000) members=100 rounds=1 seconds=2 writes='' && shift ;;
        --rounds) rounds="$2" && shift 2 ;;
        --keep) results="$2" && shift 2 ;;
        --dry) writes='' && shift ;;
        -*) echo "scale.sh does not know $1" >&2 && exit 2 ;;
        *) build="$(cd "$1" && pwd)" && shift ;;
        esac
    done
}

main "$@"
