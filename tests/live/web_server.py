"""A web server of the tests' own, in a thread; what it answers is its handler's business."""

from __future__ import annotations

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from tests.live.loopback import HOST, free_port


class WebServer:
    """Answers on a free port of this machine while `with` runs it."""

    def __init__(self, handler: Callable[[Any, Any, Any], BaseHTTPRequestHandler]) -> None:
        self._server = ThreadingHTTPServer((HOST, free_port()), handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self.root = f"http://{HOST}:{self._server.server_port}"
        """The address, without a slash at its end."""

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
