#!/usr/bin/env bash
# A person with a terminal talks to a server: says who they are, joins, sends a line, and hears it
# come back. With npm's wscat where it can be had, and else with tests/support/rawchat.py, which
# does the same with Python alone.
#
#   tests/e2e/wscat.sh path/to/confabd

set -euo pipefail

confabd="${1:?path of confabd}"
support="$(cd "$(dirname "${BASH_SOURCE[0]}")/../support" && pwd)"
patience=20 # seconds for each step
place="$(mktemp -d "${TMPDIR:-/tmp}/confab-wscat.XXXXXX")"

main()
{
    trap stop_and_clean EXIT
    "$confabd" --port 0 --bind 127.0.0.1 --beacon-interface lo --data "$place/data" \
        >"$place/server" 2>&1 &
    wait_for READY server
    port="$(sed -n 's/^READY .*"port":\([0-9]*\).*/\1/p' "$place/server")"

    start_client
    wait_for '"type":"welcome"' heard
    say '{"type":"authenticate","id":1,"data":{"name":"Carol"}}'
    wait_for '"type":"authenticated","id":1' heard
    say '{"type":"join-room","id":2,"data":{"roomId":"general"}}'
    wait_for '"type":"room-history","id":2' heard
    say '{"type":"send-message","id":3,"data":{"roomId":"general","content":"Hello Everyone"}}'
    wait_for '"type":"message-accepted","id":3' heard
    wait_for '"type":"new-message".*"content":"Hello Everyone"' heard
    echo "Heard it come back."
    pipe_a_script
}

# All lines at once, the last without its end, to the client that every machine has.
pipe_a_script()
{
    printf '%s\n%s\n%s' \
        '{"type":"authenticate","id":1,"data":{"name":"Robot"}}' \
        '{"type":"join-room","id":2,"data":{"roomId":"general"}}' \
        '{"type":"send-message","id":3,"data":{"roomId":"general","content":"The build is green"}}' \
        | "$support/rawchat.py" --timeout "$patience" "ws://127.0.0.1:$port" >"$place/piped"
    wait_for '"type":"room-history","id":2' piped
    wait_for '"type":"message-accepted","id":3' piped
    wait_for '"content":"The build is green"' heard
    echo "A piped script had its answers."
}

start_client()
{
    local url="ws://127.0.0.1:$port"
    mkfifo "$place/said"
    if wscat="$(find_wscat)"; then
        echo "Talking with $wscat"
        "$wscat" --no-color --connect "$url" <"$place/said" >"$place/heard" 2>&1 &
    else
        echo "No wscat here; talking with rawchat.py"
        "$support/rawchat.py" "$url" <"$place/said" >"$place/heard" 2>&1 &
    fi
    exec 3>"$place/said"
}

# Prints the path of wscat; fails where there is neither wscat nor npm, or npm can not get it.
find_wscat()
{
    if command -v wscat; then return 0; fi
    command -v npm >/dev/null || return 1
    timeout 60 npm install --prefix "$place" --silent --no-audit --no-fund wscat \
        >/dev/null 2>&1 </dev/null || return 1
    local wscat="$place/node_modules/.bin/wscat"
    # What npm has got may ask for a newer node than there is.
    timeout 10 "$wscat" --version >/dev/null 2>&1 </dev/null || return 1
    echo "$wscat"
}

say()
{
    echo "$1" >&3
}

# wait_for PATTERN FILE
wait_for()
{
    local end=$((SECONDS + patience))
    until grep -qs -e "$1" "$place/$2"; do
        if ((SECONDS >= end)); then
            echo "No $1 within $patience s. What there was:" >&2
            tail -n 20 "$place/$2" "$place/server" >&2
            return 1
        fi
        sleep 0.05
    done
}

stop_and_clean()
{
    local process
    for process in $(jobs -rp); do
        kill "$process" || true
        wait "$process" || true
    done 2>/dev/null
    rm -rf "$place"
}

main
