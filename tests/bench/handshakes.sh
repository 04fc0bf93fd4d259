#!/usr/bin/env bash
# How many TLS handshakes a second the server answers, what each costs it, how long a person's
# handshake takes while 500 others are half-open, and what 10,000 who say nothing cost. Needs openssl
# and Python; about a minute.
#
#   tests/bench/handshakes.sh BUILD-FOLDER      (a release build)

set -euo pipefail

build="$(cd "${1:?build folder}" && pwd)"
place="$(mktemp -d "${TMPDIR:-/tmp}/confab-handshakes.XXXXXX")"
seconds=5

main()
{
    trap stop_and_clean EXIT
    start_server
    for version in tls1_3 tls1_2; do measure "$version"; done
    echo "resident after that: $(memory) MB"
    half_open
    silent
    echo "resident after that: $(memory) MB"
}

start_server()
{
    "$build/bin/confabd" --port 0 --bind 127.0.0.1 --no-beacon --data "$place/data" \
        --set limits.accepts_per_second=1000000 >"$place/server" 2>"$place/server.log" &
    server=$!
    until grep -qs '^READY ' "$place/server"; do sleep 0.05; done
    port="$(sed -n 's/^READY .*"port":\([0-9]*\).*/\1/p' "$place/server")"
}

# Clock ticks that the server has run.
ticks()
{
    awk '{ print $14 + $15 }' "/proc/$server/stat"
}

memory()
{
    awk '/^VmRSS/ { printf "%.1f", $2 / 1024 }' "/proc/$server/status"
}

# measure VERSION: two clients at once, each opening one connection after the other.
measure()
{
    local before count clients=() i
    before="$(ticks)"
    for i in 1 2; do
        openssl s_time -connect "127.0.0.1:$port" -new "-$1" -time "$seconds" \
            >"$place/client$i" 2>&1 &
        clients+=($!)
    done
    wait "${clients[@]}"
    count="$(sed -n 's/^\([0-9]*\) connections in [0-9]* real seconds.*/\1/p' "$place"/client? \
        | awk '{ sum += $1 } END { print sum }')"
    awk -v version="$1" -v count="$count" -v seconds="$seconds" \
        -v ticks="$(($(ticks) - before))" -v hertz="$(getconf CLK_TCK)" 'BEGIN {
        printf "%s: %d handshakes/s, %.0f us of server CPU each\n", version, count / seconds,
            ticks / hertz / count * 1e6 }'
}

half_open()
{
    python3 - "$port" <<'PYTHON'
import socket, ssl, sys, time
port = int(sys.argv[1])
context = ssl.create_default_context()
context.check_hostname = False
context.verify_mode = ssl.CERT_NONE

def hello():
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    try:
        context.wrap_bio(incoming, outgoing).do_handshake()
    except ssl.SSLWantReadError:
        return outgoing.read()

def decent():
    begun = time.monotonic()
    with context.wrap_socket(socket.create_connection(("127.0.0.1", port))) as client:
        client.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        while client.recv(4096):
            pass
    return (time.monotonic() - begun) * 1000

print("alone: %.1f ms" % min(decent() for _ in range(20)))
stuck = []
for i in range(500):
    other = socket.create_connection(("127.0.0.1", port))
    other.sendall(hello() if i % 2 else hello()[:50])
    stuck.append(other)
print("behind 500 half-open handshakes: %.1f ms" % decent())
PYTHON
}

# Connections that never say anything; those over the limit of strangers wait in the kernel's queue.
silent()
{
    ulimit -n "$(ulimit -Hn)"
    python3 - "$port" <<'PYTHON'
import select, socket, sys, time
port, count = int(sys.argv[1]), 10_000
begun = time.monotonic()
crowd = [socket.socket() for _ in range(count)]
for i, one in enumerate(crowd):
    one.bind(("127.0.0.%d" % (2 + i % 20), 0))
    one.setblocking(False)
    one.connect_ex(("127.0.0.1", port))
over, poll = 0, select.poll()
for one in crowd:
    poll.register(one, select.POLLIN)
waiting = {one.fileno(): one for one in crowd}
while waiting and time.monotonic() - begun < 60:
    for number, event in poll.poll(1000):
        poll.unregister(number)
        waiting.pop(number).close()
        over += 1
print("of %d silent connections %d were turned away within %.0f s" % (count, over, time.monotonic() - begun))
PYTHON
}

stop_and_clean()
{
    kill "$server" 2>/dev/null || true
    wait
    rm -rf "$place"
}

main
