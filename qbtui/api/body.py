"""Writes the body of a request the one way that every release reads correctly.

Old servers do not turn `+` into a space, know no chunks, and stumble over file names: so nothing
is left to an HTTP library's form encoder. Nothing here sends anything.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from urllib.parse import quote

from qbtui.api.endpoint import Params, Upload, Value
from qbtui.text import raw

_QUOTED = {sign: quote(sign, safe="") for sign in ("%", *map(chr, range(128)))}
_UNSAFE = [(sign, quoted) for sign, quoted in _QUOTED.items() if quoted != sign]
"""What is not sent as it is, and as what; the percent sign first."""


def encode(content: Params | Upload) -> tuple[str, bytes]:
    """Return the content type and the bytes of a request."""
    if isinstance(content, Upload):
        return _multipart(content)
    return "application/x-www-form-urlencoded", _form(content)


def _form(params: Params) -> bytes:
    return "&".join(f"{_quoted(name)}={_quoted(text)}" for name, text in _texts(params)).encode()


def _multipart(upload: Upload) -> tuple[str, bytes]:
    # Random, so that no file can hold it.
    boundary = secrets.token_hex(16)
    parts = [
        _part(f'name="{name}"', text.encode(errors="replace"))
        for name, text in _texts(upload.params)
    ]
    disposition = 'name="torrents"; filename="upload.torrent"'
    parts.append(_part(disposition, upload.file, "Content-Type: application/x-bittorrent\r\n"))
    opening = f"--{boundary}\r\n".encode()
    body = b"".join(opening + part for part in parts) + f"--{boundary}--\r\n".encode()
    return f"multipart/form-data; boundary={boundary}", body


def _part(disposition: str, content: bytes, header: str = "") -> bytes:
    head = f"Content-Disposition: form-data; {disposition}\r\n{header}\r\n"
    return head.encode() + content + b"\r\n"


def _texts(params: Params) -> Iterator[tuple[str, str]]:
    return ((name, _text(value)) for name, value in params.items() if value is not None)


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return raw(value) if isinstance(value, str) else str(value)


def _quoted(text: str) -> str:
    if not text.isascii():
        return quote(text, safe="", errors="replace")
    # `quote` looks at every byte by itself: too slow for tens of thousands of hashes.
    for sign, quoted in _UNSAFE:
        if sign in text:
            text = text.replace(sign, quoted)
    return text
