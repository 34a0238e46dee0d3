"""An HTTP request and response as the simulated server sees them.

Neither the socket nor httpx is known here; `serve` and `transport` translate.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

REASONS = {
    200: "OK",
    202: "Accepted",
    204: "No Content",
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    409: "Conflict",
    413: "Payload Too Large",
    415: "Unsupported Media Type",
    500: "Internal Server Error",
    501: "Not Implemented",
}
"""The reason phrases; the body of an error that says nothing else."""

_API_PATH = re.compile(r"/api/v2/([A-Za-z_]\w*/[A-Za-z_]\w*)")
TEXT = "text/plain; charset=UTF-8"
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Request:
    """What arrived, not parsed beyond HTTP."""

    method: str
    path: str
    query: str = ""
    """As it stood in the URL, still encoded."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """By name in lower case."""
    body: bytes = b""
    client: str = "127.0.0.1"
    """The address that it came from."""

    @property
    def page(self) -> str:
        """The path without escapes."""
        return unquote(self.path)

    @property
    def endpoint(self) -> str:
        """Scope and name of what is called, such as `torrents/stop`; "" for a page."""
        found = _API_PATH.fullmatch(self.page)
        return found[1] if found else ""


@dataclass(slots=True)
class Response:
    """What goes back."""

    status: int = 200
    body: bytes = b""
    content_type: str = TEXT
    headers: list[tuple[str, str]] = field(default_factory=list)
    """Beside Content-Type and Content-Length; a name may stand twice."""
    close: bool = False
    """Whether the connection ends with it."""
    seconds: float = 0
    """How long the body takes to arrive."""
    cut: bool = False
    """Whether the connection ends in the middle of the body."""

    @property
    def fields(self) -> list[tuple[str, str]]:
        """The header, Content-Type first; an answer without a body has one only if all is well."""
        has_type = self.body or self.status == 200
        return [("Content-Type", self.content_type)] * bool(has_type) + self.headers

    @property
    def reason(self) -> str:
        """The reason phrase of the status."""
        return REASONS.get(self.status, "")
