"""A small web site on this machine, for .torrent files by URL and for trackers."""

from __future__ import annotations

import functools
import socket
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.live.web_server import WebServer


class Website(WebServer):
    """Serves the files of a folder while the test runs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.requests: list[str] = []
        """The path and query of each request so far."""
        handler = functools.partial(_Handler, self.requests, directory=str(folder))
        super().__init__(handler)

    def publish(self, name: str, content: bytes) -> str:
        """Write a file and return its URL."""
        self.folder.joinpath(name).write_bytes(content)
        return f"{self.root}/{name}"


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
