#!/usr/bin/env python3
"""The table of compare.sh: medians of all rounds, and how the others compare with Confab."""

import argparse
import json
import pathlib

import results as r

SERVERS = [("confabd", "Confab"), ("ws", "ws"), ("socketio", "Socket.IO")]

FANOUT = "one room of 1,000, 128 characters, 4 messages at a time"
CROWD = "10,000 in 1,000 rooms of 10, 1,000 messages/s"

# What it says, of which workload, the figure, how it is written, whether less is better.
ROWS = [
    (f"{FANOUT}: server CPU per delivery", "fanout", "serverCpuPerDelivery", "{:.2f} µs", True),
    ("the same: deliveries per second", "fanout", "deliveredPerSecond", "{:,.0f}", False),
    ("the same over TLS: server CPU per delivery", "fanout-tls", "serverCpuPerDelivery",
     "{:.2f} µs", True),
    (f"{CROWD}: from send to delivery, p50", "crowd", "p50", "{:.2f} ms", True),
    ("the same: p99", "crowd", "p99", "{:.2f} ms", True),
    ("the same: server CPU per delivery", "crowd", "serverCpuPerDelivery", "{:.2f} µs", True),
    ("connect, authenticate and join, 10,000 clients, per second", "crowd", "enteredPerSecond",
     "{:,.0f}", False),
    ("server memory per idle connection of 10,000", "crowd", "serverBytesPerConnection", "KiB",
     True),
]


def written(value, style):
    return f"{value / 1024:.1f} KiB" if style == "KiB" else style.format(value)


def cell(results, workload, key, style, is_less_better, server):
    value = r.median(results, key, workload=workload, server=server)
    own = r.median(results, key, workload=workload, server="confabd")
    if value is None:
        return "–"
    if server == "confabd" or not own or not value:
        return written(value, style)
    times = value / own if is_less_better else own / value
    return f"{written(value, style)} ({times:.1f} times Confab's)" if is_less_better \
        else f"{written(value, style)} (Confab: {times:.1f} times)"


def versions(peers):
    lock = json.loads((pathlib.Path(peers) / "package-lock.json").read_text(encoding="utf-8"))
    return {name: lock["packages"][f"node_modules/{package}"]["version"]
            for name, package in (("ws", "ws"), ("socketio", "socket.io"))}


def page(results, machine, peers):
    version = versions(peers)
    head = [""] + [f"{title} {version[server]}" if server in version else title
                   for server, title in SERVERS]
    rows = [head]
    for label, workload, key, style, is_less_better in ROWS:
        cells = [cell(results, workload, key, style, is_less_better, server)
                 for server, _ in SERVERS]
        if any(text != "–" for text in cells):
            rows.append([label] + cells)
    rows.append(["deliveries lost or doubled, clients that did not get in or were thrown out"]
                + [str(troubles(results, server)) for server, _ in SERVERS])
    rounds = len({result["round"] for result in results})
    return (f"{r.today()}, {machine}; {rounds} rounds in turns, medians; the generator "
            f"(`confabctl load`) on the same machine.\n\n{r.table(rows)}")


def troubles(results, server):
    wanted = [result for result in results if result["server"] == server]
    missing = sum(result["found"]["connections"] - result["found"]["entered"]
                  + sum(result["found"]["ended"].values()) for result in wanted)
    return missing + r.total(wanted, "lost") + r.total(wanted, "duplicated")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--machine", required=True)
    parser.add_argument("--peers", required=True)
    parser.add_argument("--write", help="the page with the markers")
    parser.add_argument("results")
    arguments = parser.parse_args()
    text = page(r.read(arguments.results), arguments.machine, arguments.peers)
    print(text)
    if arguments.write:
        r.write_between(arguments.write, "comparison", text)


if __name__ == "__main__":
    main()
