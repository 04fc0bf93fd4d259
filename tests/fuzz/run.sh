#!/usr/bin/env bash
# Lets libFuzzer loose on each target for some seconds, and fails when it finds something. What it
# found is kept in the build folder, and its path is printed: put it into tests/fuzz/corpus/TARGET
# with the mend.
#
#   tests/fuzz/run.sh [SECONDS [TARGET...]]      (after: cmake --build --preset fuzz --target fuzz)

set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/../.."
seconds="${1:-60}"
targets=("${@:2}")
((${#targets[@]})) || mapfile -t targets < <(ls tests/fuzz/corpus)
build=build/fuzz
failed=()

main()
{
    local target
    for target in "${targets[@]}"; do
        run "$target" || failed+=("$target")
    done
    ((${#failed[@]} == 0)) || { echo "fuzz: found something: ${failed[*]}" >&2; exit 1; }
}

# run TARGET: what it learns goes into the build folder, the corpus of the tree is only read.
run()
{
    local learnt="$build/corpus/$1" log="$build/$1.log" options=()
    mkdir -p "$learnt" "$build/findings"
    [[ ! -f "tests/fuzz/$1.dict" ]] || options+=("-dict=tests/fuzz/$1.dict")
    if "$build/tests/fuzz_$1" -max_total_time="$seconds" -max_len=4096 -timeout=5 \
        -rss_limit_mb=1024 -print_final_stats=1 -artifact_prefix="$build/findings/$1-" \
        "${options[@]}" "$learnt" "tests/fuzz/corpus/$1" >"$log" 2>&1; then
        printf '%s: %s executions, %s inputs\n' "$1" \
            "$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")" \
            "$(find "$learnt" -type f | wc -l)"
        return
    fi
    tail -n 60 "$log" >&2
    return 1
}

main
