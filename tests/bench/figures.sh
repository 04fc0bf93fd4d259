#!/usr/bin/env bash
# The figures of one desk: how fast a line travels, what an idle client costs, how soon the window is
# there, and how much memory both programs take. Needs Xvfb, xdotool and Python; about 100 s.
#
#   tests/bench/figures.sh BUILD-FOLDER      (a release build with tests)

set -euo pipefail

build="$(cd "${1:?build folder}" && pwd)"
support="$(cd "$(dirname "${BASH_SOURCE[0]}")/../support" && pwd)"
place="$(mktemp -d "${TMPDIR:-/tmp}/confab-figures.XXXXXX")"
idle_seconds=60
rounds=5

main()
{
    trap stop_and_clean EXIT
    start_server
    echo "server, idle: $(memory_of "$server") MB"
    for ((i = 0; i < 3; i++)); do
        echo "line from one client to another, ms: $("$build/bench/latency" "$url" 2000)"
    done
    echo "bytes an idle client received in $idle_seconds s: $(idle_bytes)"
    windows
}

start_server()
{
    "$build/bin/confabd" --port 0 --bind 127.0.0.1 --no-beacon --data "$place/data" \
        --set limits.sends_per_second=1000000 --set limits.sends_burst=1000000 \
        >"$place/server" 2>"$place/server.log" &
    server=$!
    until grep -qs '^READY ' "$place/server"; do sleep 0.05; done
    url="ws://127.0.0.1:$(sed -n 's/^READY .*"port":\([0-9]*\).*/\1/p' "$place/server")"
}

# Resident megabytes of a process.
memory_of()
{
    awk '/^VmRSS/ { printf "%.1f", $2 / 1024 }' "/proc/$1/status"
}

# Everything that arrives on the socket of a client that has joined and then says nothing.
idle_bytes()
{
    python3 - "$support" "$url" "$idle_seconds" <<'PYTHON'
import importlib.util, sys, time
spec = importlib.util.spec_from_file_location("rawchat", sys.argv[1] + "/rawchat.py")
rawchat = importlib.util.module_from_spec(spec)
spec.loader.exec_module(rawchat)
client = rawchat.Connection(sys.argv[2])
client.send(b'{"type":"authenticate","data":{"name":"idle"}}')
client.send(b'{"type":"join-room","data":{"roomId":"general"}}')
client.socket.settimeout(1)
def drain(seconds):
    count, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            chunk = client.socket.recv(65536)
        except TimeoutError:
            continue
        count += len(chunk)
        if chunk[:1] == b"\x89":  # a ping, answered as RFC 6455, 5.5.3 asks
            client.send(chunk[2:], opcode=0xA)
    return count
drain(3)
print(drain(float(sys.argv[3])))
PYTHON
}

# From the start of the process to a visible window with the room in it, and the memory 3 s later.
windows()
{
    Xvfb -displayfd 7 -screen 0 1280x800x24 -nolisten tcp -noreset 7>"$place/display" 2>/dev/null &
    until [[ -s "$place/display" ]]; do sleep 0.05; done
    DISPLAY=":$(<"$place/display")"
    export DISPLAY
    for ((i = 0; i < rounds; i++)); do
        local begun client
        begun=$(date +%s%N)
        XDG_CONFIG_HOME="$place/config$i" XDG_DATA_HOME="$place/share$i" \
            "$build/bin/confab" "${url/ws:/confab:}/general" --name "Guest $i" \
            >/dev/null 2>&1 &
        client=$!
        until xdotool search --onlyvisible --pid "$client" >/dev/null 2>&1; do :; done
        echo "window visible after $((($(date +%s%N) - begun) / 1000000)) ms"
        sleep 3
        echo "client: $(memory_of "$client") MB"
        kill "$client"
        wait "$client" 2>/dev/null || true
    done
}

stop_and_clean()
{
    local running
    mapfile -t running < <(jobs -rp)
    ((${#running[@]})) && kill "${running[@]}" 2>/dev/null
    wait
    rm -rf "$place"
}

main
