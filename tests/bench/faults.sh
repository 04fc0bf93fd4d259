#!/usr/bin/env bash
# What ctest does once and briefly, many times and longer, from seeds: a crowd of 20 that says 1000
# lines a second through a proxy while its server is killed and started again, over and over; and a
# client that is killed at any moment and at the five moments that matter, 12 times each. Each seed
# ends with the question whether every accepted or shown line is there, once and in its place.
#
#   tests/bench/faults.sh [--seeds N] [--from SEED] [--drivers N] [--long] BUILD-FOLDER
#
# With --long also what takes minutes of real time: frozen programs, black holes, a crowd that comes
# back. Prints one line a seed; ends with 1, and the seeds to look at, when one has gone wrong.

set -euo pipefail

seeds=5
from=1
drivers=20
is_long=
build=
patience=180 # seconds a seed
log=

main()
{
    read_arguments "$@"
    local failed=() seed
    log="$(mktemp "${TMPDIR:-/tmp}/confab-faults.XXXXXX")"
    trap 'rm -f "$log"' EXIT
    for ((seed = from; seed < from + seeds; seed++)); do
        if run "$seed" >"$log" 2>&1; then
            echo "seed $seed: $(sed -n 's/^said //p' "$log" | tail -n 1); $(killed) clients killed"
        else
            failed+=("$seed")
            echo "seed $seed: WRONG"
            grep -A 20 '^FAIL' "$log" || tail -n 20 "$log"
        fi
    done
    if [[ -n "$is_long" ]]; then
        QT_NO_GLIB=1 QT_LOGGING_RULES='chat.*=false' timeout 600 "$build/bench/longfaults"
    fi
    ((${#failed[@]} == 0)) || { echo "wrong with seeds: ${failed[*]}" >&2; exit 1; }
}

run()
{
    export CONFAB_SEED="$1" CONFAB_DRIVERS="$drivers" QT_NO_GLIB=1 QT_LOGGING_RULES='chat.*=false'
    timeout "$patience" "$build/tests/tst_faults" theServerIsKilledInMidBurst \
        && timeout "$patience" "$build/tests/tst_killedclient"
}

killed()
{
    sed -n 's/^killed //p' "$log" | awk '{ all += $1 } END { print all }'
}

read_arguments()
{
    while (($#)); do
        case "$1" in
        --seeds) seeds="$2" && shift 2 ;;
        --from) from="$2" && shift 2 ;;
        --drivers) drivers="$2" && shift 2 ;;
        --long) is_long=1 && shift ;;
        *) build="$1" && shift ;;
        esac
    done
    [[ -x "$build/tests/tst_faults" ]] || { echo "No tests in \"$build\": build them first" >&2; exit 2; }
}

main "$@"
