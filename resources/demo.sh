#!/usr/bin/env bash
# Confab in one command: installs what is missing, builds, starts a server with a fresh data folder
# and two clients that talk in `general`.
#
#   resources/demo.sh [--lan] [--out FOLDER]
#
# With a display the windows stay open; the demo ends when both are closed, or with Ctrl+C. Without
# one (or with --headless) it plays a short conversation on a virtual screen, leaves screenshots and
# a transcript in the folder, and ends with 0 if every line arrived.
#
# Nothing leaves this machine, unless --lan lets others in: then the server listens on every
# interface, with TLS for other machines, and announces itself on the local network.

set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
# shellcheck source=resources/packages.sh
. "$root/resources/packages.sh"

patience=30 # seconds until a window or a line must be there

main()
{
    read_options "$@"
    trap stop_what_was_started EXIT
    trap 'exit 130' INT TERM

    if $headless; then packages_install run build test; else packages_install run build; fi
    build
    start_server
    if $headless; then play; else show; fi
}

read_options()
{
    lan=false
    headless=false
    out=
    [[ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]] || headless=true
    while (($#)); do
        case "$1" in
            --lan) lan=true ;;
            --headless) headless=true ;;
            --out) out="${2:?--out needs a folder}"; shift ;;
            *) sed -n '2,/^$/s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
        esac
        shift
    done
    if [[ -n "$out" ]]; then
        mkdir -p "$out"
        out="$(cd "$out" && pwd)"
    else
        out="$(mktemp -d "${TMPDIR:-/tmp}/confab-demo.XXXXXX")"
    fi
}

build()
{
    local launcher=()
    if command -v ccache >/dev/null; then launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache); fi
    cmake -S "$root" -B "$root/build/demo" -G Ninja -DCMAKE_BUILD_TYPE=Release \
        -DCONFAB_TESTS=OFF "${launcher[@]}" >"$out/build.log"
    cmake --build "$root/build/demo" --target confabd confab
}

# start NAME COMMAND...: in the background, its output in NAME.log.
start()
{
    local name="$1"
    shift
    "$@" >"$out/$name.log" 2>&1 &
}

# The last first: clients before the server, the server before the screen.
stop_what_was_started()
{
    local i running
    mapfile -t running <<<"$(jobs -rp)" # a pipe would know of no jobs
    for ((i = ${#running[@]} - 1; i >= 0; i--)); do
        kill "${running[i]}" || true
        wait "${running[i]}" || true
    done 2>/dev/null
}

# wait_until WHAT COMMAND...: until the command succeeds; gives up after $patience.
wait_until()
{
    local what="$1" end=$((SECONDS + patience))
    shift
    until "$@" >/dev/null 2>&1; do
        if ((SECONDS >= end)); then
            echo "demo: $what did not happen within $patience s; see $out" >&2
            return 1
        fi
        sleep 0.1
    done
}

start_server()
{
    local reach=(--bind 127.0.0.1 --beacon-interface lo)
    if $lan; then reach=(); fi
    start server "$root/build/demo/bin/confabd" \
        --port 0 --data "$out/data" --name "Confab demo" "${reach[@]}"
    wait_until "the server's start" grep -q '^READY ' "$out/server.log"
    port="$(sed -n 's/^READY .*"port":\([0-9]*\).*/\1/p' "$out/server.log")"
    echo "Server: ws://127.0.0.1:$port"
    if $lan; then
        echo "Others near you see it in their list, or type $(hostname -I | cut -d' ' -f1):$port"
        echo "Their programs ask for these words: $(sed -n "s/.*the server's key: \(.*\) (SHA.*/\1/p" \
            "$out/server.log")"
    fi
}

# start_client NAME: with settings of its own, so that nothing of the person's is touched.
start_client()
{
    local own="$out/${1,,}"
    mkdir -p "$own/run"
    chmod 700 "$own/run"
    start "${1,,}" env XDG_CONFIG_HOME="$own/config" XDG_DATA_HOME="$own/data" \
        XDG_STATE_HOME="$own/state" XDG_CACHE_HOME="$own/cache" \
        XDG_RUNTIME_DIR="${XDG_RUNTIME_DIR:-$own/run}" \
        "$root/build/demo/bin/confab" "confab://127.0.0.1:$port/general" --name "$1"
}

show()
{
    start_client Ada
    local ada=$!
    start_client Bob
    echo "Ada's and Bob's windows are open. Close both, or press Ctrl+C, to end. Logs: $out"
    wait "$ada" $! || true
}

# --- Without a display: a conversation on a virtual screen -------------------------------------

play()
{
    local ada bob
    start_screen
    start_client Ada
    ada="$(placed_window $! 0)"
    start_client Bob
    bob="$(placed_window $! 800)"
    start_carol

    say "$ada" "Hello Bob, is the kettle on?"
    picture 1-first-line
    say "$bob" "It is. Who else is here?"
    carol_says "I am, from a terminal."
    write "$bob" "Then it is three cups"
    sleep 0.5 # the time that a person has to see who is typing
    picture 2-typing
    press_return "$bob"
    wait_until "Bob's second line" heard "Then it is three cups"
    sleep 0.5
    picture 3-conversation
    echo "Ada, Bob and Carol have talked. Pictures and transcript.txt are in $out"
}

start_screen()
{
    start screen Xvfb -displayfd 3 -screen 0 1600x900x24 -nolisten tcp 3>"$out/display"
    wait_until "the virtual screen" test -s "$out/display"
    DISPLAY=":$(<"$out/display")"
    export DISPLAY
    unset WAYLAND_DISPLAY
    export QT_QPA_PLATFORM=xcb
}

# placed_window PROCESS X: waits for its window, gives it its half of the screen, and names it.
placed_window()
{
    wait_until "a client's window" xdotool search --onlyvisible --pid "$1"
    local window
    window="$(xdotool search --onlyvisible --pid "$1" | tail -n 1)"
    xdotool windowsize "$window" 800 900 windowmove "$window" "$2" 0
    echo "$window"
}

# Carol is no desktop client: she speaks the protocol by hand, and what she hears is the transcript.
start_carol()
{
    mkfifo "$out/carol"
    "$root/tests/support/rawchat.py" "ws://127.0.0.1:$port" --timeout 600 \
        <"$out/carol" >"$out/transcript.txt" 2>"$out/carol.log" &
    exec 4>"$out/carol"
    echo '{"type":"authenticate","data":{"name":"Carol"}}' >&4
    wait_until "Carol's welcome" heard '"authenticated"'
    echo '{"type":"join-room","data":{"roomId":"general"}}' >&4
    wait_until "the company of three" heard '"onlineCount":3'
}

carol_says()
{
    echo '{"type":"send-message","data":{"roomId":"general","content":"'"$1"'","tag":"carol-1"}}' >&4
    wait_until "Carol's line" heard "$1"
}

heard()
{
    grep -qF -- "$1" "$out/transcript.txt"
}

# write WINDOW TEXT: types it, as a person would.
write()
{
    xdotool windowfocus --sync "$1" type --delay 20 -- "$2"
}

press_return()
{
    xdotool windowfocus --sync "$1" key Return
}

# say WINDOW TEXT: and waits until the third person has heard it.
say()
{
    write "$1" "$2"
    press_return "$1"
    wait_until "the line '$2'" heard "$2"
}

picture()
{
    scrot --overwrite "$out/$1.png"
}

main "$@"
