"""A server of made-up answers, in a process of its own: `python -m tests.bench.server COUNT`.

It prints its port, then a line for each answer to `sync/maindata`: what was in it, and the moment
it was ready to be sent. A line `five` or `unseen` on its input makes that the next answer; without
one nothing changes. It knows HTTP as far as one local client needs it.
"""

from __future__ import annotations

import json
import queue
import sys
import threading
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

from tests.bench.payload import VISIBLE, Json, World

HOST = "127.0.0.1"
VISIBLE_ROWS = {"five": VISIBLE, "unseen": 0}
TEXTS = {"app/version": "v5.1.0", "app/webapiVersion": "2.11.4"}


class Script:
    """What `sync/maindata` answers."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.next_ticks: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._full = json.dumps({"rid": 1, **world.full()}).encode()
        self._rid = 1

    def answer(self, asked: int) -> tuple[str, bytes]:
        """Return a word for the answer, and the answer to a client that has seen `asked`."""
        if asked == 0:
            return "full", self._full
        self._rid += 1
        try:
            tick = self.next_ticks.get_nowait()
        except queue.Empty:
            return "none", json.dumps({"rid": self._rid}).encode()
        changes = self.world.tick(VISIBLE_ROWS[tick])
        return tick, json.dumps({"rid": self._rid, **changes}).encode()


class Handler(BaseHTTPRequestHandler):
    """Answers every call of the API that the main screen makes."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    script: Script

    def do_GET(self) -> None:
        """Answer a call whose parameters are in the address."""
        name, _question, query = self.path.removeprefix("/api/v2/").partition("?")
        self._answer(name, query)

    def do_POST(self) -> None:
        """Answer a call whose parameters are in the body."""
        length = int(self.headers.get("Content-Length") or 0)
        self._answer(self.path.removeprefix("/api/v2/"), self.rfile.read(length).decode())

    def _answer(self, name: str, query: str) -> None:
        if name in TEXTS:
            self._send(TEXTS[name].encode(), "text/plain")
        elif name == "sync/maindata":
            rid = int(parse_qs(query).get("rid", ["0"])[0])
            kind, body = self.script.answer(rid)
            sys.stdout.write(f"{kind} {time.monotonic()}\n")
            sys.stdout.flush()
            self._send(body)
        else:
            details: Json = self.script.world.properties() if name.endswith("/properties") else {}
            self._send(json.dumps(details).encode())

    def _send(self, body: bytes, kind: str = "application/json") -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Print nothing."""


def main(arguments: list[str]) -> None:
    """Serve until the input ends."""
    script = Script(World(int(arguments[0])))
    handler = type("ScriptHandler", (Handler,), {"script": script})
    server = ThreadingHTTPServer((HOST, 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    for line in sys.stdin:
        script.next_ticks.put(line.strip())
    server.shutdown()


if __name__ == "__main__":
    main(sys.argv[1:])
