#!/usr/bin/env python3
"""A WebSocket client for people and scripts that have nothing but Python.

Each line of standard input goes out as one text frame, as it is; each text frame that comes in is
printed as one line. So it does what `wscat -c URL` does:

    echo '{"type":"list-rooms"}' | rawchat.py ws://127.0.0.1:3001 --until room-list

It ends with 0 when a frame with the text of --until has come in; without --until, when its input
has ended, everything that was asked with an "id" is answered, and, for what had none, nothing more
has come for a second. It ends with 1 when that takes longer than --timeout or the server closes
before.
"""

import argparse
import base64
import hashlib
import json
import os
import select
import socket
import struct
import sys
import time
from urllib.parse import urlsplit

MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455, 1.3
QUIET = 1  # seconds in which a server answers what it can answer
TEXT, CLOSE, PING, PONG = 0x1, 0x8, 0x9, 0xA  # RFC 6455, 5.2


class Connection:
    """Raises ConnectionError when the server is not there, closes, or is no WebSocket server."""

    def __init__(self, url):
        parts = urlsplit(url)
        self.socket = socket.create_connection((parts.hostname, parts.port or 80), timeout=10)
        self.received = b""
        self._shake_hands(parts)

    def _shake_hands(self, parts):
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(
            f"GET {parts.path or '/'} HTTP/1.1\r\nHost: {parts.netloc}\r\n"
            f"Upgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n".encode()
        )
        while b"\r\n\r\n" not in self.received:
            self._receive()
        head, self.received = self.received.split(b"\r\n\r\n", 1)
        accept = base64.b64encode(hashlib.sha1((key + MAGIC).encode()).digest())
        if b" 101 " not in head.split(b"\r\n")[0] or accept not in head:
            raise ConnectionError(f"not a WebSocket server: {head[:80]!r}")

    def _receive(self):
        chunk = self.socket.recv(65536)
        if not chunk:
            raise ConnectionError("the server hung up")
        self.received += chunk

    def send(self, payload, opcode=TEXT):
        """Clients mask what they send (RFC 6455, 5.3)."""
        size = len(payload)
        if size < 126:
            head = struct.pack("!BB", 0x80 | opcode, 0x80 | size)
        elif size < 65536:
            head = struct.pack("!BBH", 0x80 | opcode, 0x80 | 126, size)
        else:
            head = struct.pack("!BBQ", 0x80 | opcode, 0x80 | 127, size)
        mask = os.urandom(4)
        masked = bytes(byte ^ mask[i % 4] for i, byte in enumerate(payload))
        self.socket.sendall(head + mask + masked)

    def read_texts(self):
        """Reads once, and yields the texts of the frames that are complete by then."""
        self._receive()
        yield from self.texts()

    def texts(self):
        """Answers pings on the way. The server never fragments, so a frame is a message."""
        while (frame := self._take_frame()) is not None:
            opcode, payload = frame
            if opcode == TEXT:
                yield payload.decode()
            elif opcode == PING:
                self.send(payload, PONG)
            elif opcode == CLOSE:
                code = struct.unpack("!H", payload[:2])[0] if len(payload) >= 2 else 1005
                raise ConnectionError(f"closed by the server: {code} {payload[2:].decode()}")

    def _take_frame(self):
        if len(self.received) < 2:
            return None
        opcode, size, start = self.received[0] & 0x0F, self.received[1] & 0x7F, 2
        if size >= 126:
            start = 4 if size == 126 else 10
            if len(self.received) < start:
                return None
            size = int.from_bytes(self.received[2:start], "big")
        if len(self.received) < start + size:
            return None
        payload = self.received[start : start + size]
        self.received = self.received[start + size :]
        return opcode, payload


def read_lines(pending):
    """What is complete of standard input, the rest, and whether there can be more."""
    chunk = os.read(sys.stdin.fileno(), 65536)
    *lines, rest = (pending + chunk).split(b"\n")
    if not chunk:  # a last line may lack its end
        lines, rest = lines + [rest], b""
    return [line for line in lines if line.strip()], rest, bool(chunk)


def id_of(text):
    """The "id" of a frame; None where there is none, and where it is no JSON object."""
    try:
        frame = json.loads(text)
    except ValueError:
        return None
    return frame.get("id") if isinstance(frame, dict) else None


class Talk:
    """Standard input to the server, and what it says to standard output."""

    def __init__(self, connection, until):
        self.connection, self.until = connection, until
        self.pending, self.has_input = b"", True
        self.unanswered = set()  # ids
        self.is_found, self.is_quiet = False, True

    def is_over(self):
        if self.until:
            return self.is_found
        return not self.has_input and not self.unanswered and self.is_quiet

    def hear(self, texts):
        for text in texts:
            print(text, flush=True)
            self.is_found = self.is_found or bool(self.until and self.until in text)
            self.unanswered.discard(id_of(text))

    def say(self):
        lines, self.pending, self.has_input = read_lines(self.pending)
        for line in lines:
            self.unanswered.add(id_of(line))
            self.is_quiet = self.is_quiet and id_of(line) is not None
            self.connection.send(line)
        self.unanswered.discard(None)

    def step(self, seconds):
        sources = [self.connection.socket] + ([sys.stdin] if self.has_input else [])
        ready = select.select(sources, [], [], seconds)[0]
        if not ready and not self.has_input:
            self.is_quiet = True
        if self.connection.socket in ready:
            self.hear(self.connection.read_texts())
        if sys.stdin in ready:
            self.say()


def converse(connection, until, deadline):
    """True when `until` was seen, or everything was said and answered."""
    talk = Talk(connection, until)
    talk.hear(connection.texts())
    while not talk.is_over():
        left = deadline - time.monotonic()
        if left <= 0:
            return False
        talk.step(min(left, QUIET) if not talk.has_input else left)
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("url", help="for example ws://127.0.0.1:3001")
    parser.add_argument("--until", help="end when a frame with this text comes in")
    parser.add_argument("--timeout", type=float, default=60, help="in seconds")
    options = parser.parse_args()
    deadline = time.monotonic() + options.timeout
    try:
        done = converse(Connection(options.url), options.until, deadline)
    except OSError as problem:
        print(f"rawchat: {problem}", file=sys.stderr)
        return 1
    if not done:
        missed = repr(options.until) if options.until else "end of the answers"
        print(f"rawchat: no {missed} in {options.timeout:g} s", file=sys.stderr)
    return 0 if done else 1


if __name__ == "__main__":
    sys.exit(main())
