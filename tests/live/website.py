"""A small web site on this machine, for feeds, search plugins and .torrent files by URL."""

from __future__ import annotations

import functools
import socket
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.live.loopback import HOST, free_port


class Website:
    """Serves the files of a folder while the test runs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.requests: list[str] = []
        """The path and query of each request so far."""
        handler = functools.partial(_Handler, self.requests, directory=str(folder))
        self._server = ThreadingHTTPServer((HOST, free_port()), handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    def publish(self, name: str, content: bytes) -> str:
        """Write a file and return its URL."""
        self.folder.joinpath(name).write_bytes(content)
        return f"http://{HOST}:{self._server.server_port}/{name}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Handler(SimpleHTTPRequestHandler):
    def __init__(
        self,
        requests: list[str],
        request: socket.socket,
        client_address: tuple[str, int],
        server: ThreadingHTTPServer,
        *,
        directory: str,
    ) -> None:
        self._requests = requests
        super().__init__(request, client_address, server, directory=directory)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Remember what was asked for, instead of printing it."""
        self._requests.append(self.path)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Print nothing."""
