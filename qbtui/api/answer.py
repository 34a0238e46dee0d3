"""Reads an HTTP answer: which error a status means, and what a body decodes to.

Knows nothing of connections or logins; the session asks it about every answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Any

import msgspec
from msgspec import Struct

from qbtui.api import decoding
from qbtui.api.decoding import DEEPEST
from qbtui.api.endpoint import Endpoint, Last
from qbtui.api.errors import (
    ApiError,
    BadReply,
    Conflict,
    Forbidden,
    NotFound,
    NotQbittorrent,
    ProxyRejected,
    Rejected,
    ServerFailure,
    WrongHost,
)
from qbtui.api.models.server import MaindataReply
from qbtui.api.pages import Part
from qbtui.api.split import decode_maindata
from qbtui.text import enter, fit, width

_LONGEST_QUOTE = 160
_BARE = frozenset({"", "bad request", "conflict", "forbidden", "not found", "unauthorized"})
"""Bodies that only repeat the status."""

_MEANING: dict[int, tuple[type[ApiError], str]] = {
    403: (Forbidden, "The server denied access"),
    404: (NotFound, "The server does not have this, or no longer"),
    405: (Rejected, "Something in front of the server does not let this call through"),
    409: (Conflict, "The server cannot do this in its present state"),
    413: (Rejected, "This is too large for the server"),
    415: (Rejected, "The server does not take this for a valid torrent or certificate"),
}


class Answer(Struct, frozen=True):
    """One HTTP answer."""

    status: int
    headers: Mapping[str, str]
    """By lower-case name."""
    parts: Sequence[Part]
    """The body as it came."""

    @property
    def size(self) -> int:
        """Bytes of the body."""
        return sum(map(len, self.parts))

    @property
    def content(self) -> bytes:
        """The body."""
        return b"".join(self.parts)

    @property
    def text(self) -> str:
        """The body as text, with what is not UTF-8 replaced."""
        return self.content.decode(errors="replace")

    @property
    def is_html(self) -> bool:
        """Whether it is a page for a browser, which no call to qBittorrent answers."""
        start = b"".join(self.parts[:1])[:64].lstrip().lower()
        return start.startswith((b"<!doctype", b"<html"))

    @property
    def says_why(self) -> bool:
        """Whether the body tells more than the status."""
        return not self.is_html and self.text.strip().lower() not in _BARE

    @property
    def quote(self) -> str:
        """The first line of the body, safe to show."""
        return _quoted(self.text.strip().split("\n", 1)[0])


def _quoted(text: str) -> str:
    line = enter(text)
    return line if width(line) <= _LONGEST_QUOTE else fit(line, _LONGEST_QUOTE)


def check(answer: Answer, path: str) -> None:
    """Accept any 2xx.

    Raises:
        ApiError: the class that the status means.
    """
    if 200 <= answer.status < 300:
        return
    if 300 <= answer.status < 400:
        target = _quoted(answer.headers.get("location", "another address"))
        raise NotQbittorrent(f"The address only redirects, to {target}.")
    if answer.status == 401:
        raise _unauthorized(answer)
    if answer.status == 404 and answer.is_html:
        raise NotQbittorrent("There is no qBittorrent at this address, only a web server.")
    kind, sentence = _MEANING.get(answer.status) or _by_class(answer.status)
    raise kind(f"{sentence}: {answer.quote}" if answer.says_why else f"{sentence} ({path}).")


def _unauthorized(answer: Answer) -> ApiError:
    if answer.headers.get("www-authenticate", "").lower().startswith("basic"):
        return ProxyRejected("A proxy in front of the server wants a user name and password.")
    return WrongHost("The server does not accept the host name or port in the address.")


def _by_class(status: int) -> tuple[type[ApiError], str]:
    if status in {502, 503, 504}:
        return ServerFailure, f"A proxy answers, but qBittorrent behind it does not ({status})"
    if status >= 500:
        return ServerFailure, f"The server failed ({status})"
    return Rejected, "The server refused a value"


def decode_again(answer: Answer, endpoint: Endpoint, last: Last) -> Any:  # noqa: ANN401 - as `decode`
    """Do as `decode`, but return what is in `last` where the body is still the same.

    What is decoded is in `last` from then on.
    """
    digest = blake2b()
    for part in answer.parts:
        digest.update(part)
    before = last.get(endpoint.path)
    if before is None or before[0] != digest.digest():
        before = last[endpoint.path] = (digest.digest(), decode(answer, endpoint))
    return before[1]


def decode(answer: Answer, endpoint: Endpoint) -> Any:  # noqa: ANN401 - typed by the decorators
    """Return the body as `endpoint.reply` says, its texts safe to show.

    Raises:
        BadReply: it is something else.
        NotQbittorrent: it is a page for a browser.
    """
    if endpoint.reply is bytes:
        return answer.content
    if answer.is_html:
        raise NotQbittorrent(f"A web page came instead of an answer to {endpoint.path}.")
    if endpoint.reply is None:
        return None
    if endpoint.reply is str:
        return enter(answer.text)
    try:
        return entered(_from_json(answer, endpoint.reply))
    except (msgspec.DecodeError, RecursionError) as error:
        raise BadReply(f"The answer to {endpoint.path} makes no sense: {error}.") from error


def _from_json(answer: Answer, reply: Any) -> Any:  # noqa: ANN401 - any type msgspec knows
    if reply is MaindataReply:
        return decode_maindata(answer.parts)
    return decoding.decode(answer.content, reply)


def entered(value: Any, room: int = DEEPEST) -> Any:  # noqa: ANN401 - plain JSON
    """Make the texts in lists and objects safe to show; replies with a type did it themselves.

    What lies within more than `room` of them is None.
    """
    if isinstance(value, str):
        return enter(value)
    if isinstance(value, list | dict) and not room:
        return None
    if isinstance(value, list):
        return [entered(item, room - 1) for item in value]
    if isinstance(value, dict):
        return {entered(key): entered(item, room - 1) for key, item in value.items()}
    return value


def check_version(answer: Answer) -> None:
    """Accept an answer of `app/webapiVersion` that is the version of an API.

    Raises:
        ApiError: the answer is an error, or not a version.
    """
    # The last one is how a server of files only refuses a POST.
    if answer.status in {400, 404, 405, 501}:
        raise NotQbittorrent("What answers at this address is not qBittorrent.")
    check(answer, "app/webapiVersion")
    # A version is short, and whatever is not need not be looked at.
    if answer.size > _LONGEST_QUOTE or not re.fullmatch(r"\d+(\.\d+)*", answer.text.strip()):
        raise NotQbittorrent("What answers at this address is not qBittorrent.")
