"""Parsing of parameters as each release does it, with its defects.

Nothing here knows endpoints: a request goes in, parameters and files come out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

from qbtui.sim.messages import Request
from qbtui.sim.releases import Release

URLENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"

PLUS_IN_BODY_SINCE = "4.1.6"
"""Earlier releases leave a plus in a body as it is."""
SPLIT_FIRST_SINCE = "4.1.7"
"""Earlier releases decode a whole query before they split it."""
BLANK_LINES_SINCE = "4.5.0"
"""Earlier releases refuse an uploaded file that holds an empty line."""
FILES_BY_NAME_SINCE = "4.1.1"
"""Before, only the last uploaded file is seen."""


_Decode = Callable[[str], str]


class BadForm(Exception):  # noqa: N818 - an answer to the client, not a failure here
    """A body that the server does not understand: 400, and the connection ends."""


@dataclass(frozen=True, slots=True)
class Form:
    """The parameters of a call."""

    fields: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    """Uploaded files by their file name: equal names hide each other."""


def parse(request: Request, release: Release) -> Form:
    """Read the parameters: a POST only from its body, anything else only from its query.

    Raises:
        BadForm: the body is neither URL-encoded nor well-formed multipart.
    """
    if request.method != "POST":
        return Form(parse_query(request.query, release))
    if not request.body:
        return Form()
    content_type = request.headers.get("content-type", "")
    if content_type.lower().startswith(URLENCODED):
        return Form(parse_urlencoded(request.body, release))
    if content_type.startswith(MULTIPART):
        return parse_multipart(request.body, content_type, release)
    raise BadForm(content_type)


def parse_query(query: str, release: Release) -> dict[str, str]:
    """Read the query of a URL; no release can be told a literal plus from 4.1.7 on."""
    if not release.at_least(SPLIT_FIRST_SINCE):
        return _pairs(_unescaped(query), lambda text: text)
    return _pairs(query, lambda text: _unescaped(text).replace("+", " "))


def parse_urlencoded(body: bytes, release: Release) -> dict[str, str]:
    """Read a URL-encoded body."""
    text = body.decode("latin-1")
    if release.at_least(PLUS_IN_BODY_SINCE):
        text = text.replace("+", " ")
    return _pairs(text, _unescaped, bare=True)


def parse_multipart(body: bytes, content_type: str, release: Release) -> Form:
    """Read a multipart body.

    Raises:
        BadForm: no boundary, or a part that the release cannot split.
    """
    found = re.search(r'boundary="?([^";]+)', content_type)
    if found is None:
        raise BadForm("no boundary")
    boundary = b"--" + found[1].encode("latin-1")
    parts = body.removesuffix(boundary + b"--\r\n").split(boundary + b"\r\n")
    if len(parts) < 2:
        raise BadForm("no parts")
    fields: dict[str, str] = {}
    files: dict[str, bytes] = {}
    for part in filter(None, parts):
        names, content = _part(part, release)
        if "filename" in names:
            if not release.at_least(FILES_BY_NAME_SINCE):
                files.clear()
            files[names["filename"]] = content
        elif "name" in names:
            fields[names["name"]] = content.decode("utf-8", "replace")
        else:
            raise BadForm("a part without a name")
    return Form(fields, files)


def _unescaped(text: str) -> str:
    """Decode percent escapes; the text holds a byte in each letter, as it came."""
    return unquote_to_bytes(text.encode("latin-1")).decode("utf-8", "replace")


def _pairs(text: str, decode: _Decode, *, bare: bool = False) -> dict[str, str]:
    """Split names and values; a name without an equals sign counts only if `bare`."""
    pairs: dict[str, str] = {}
    for pair in text.split("&"):
        name, equals, value = pair.partition("=")
        if name and (equals or bare):
            pairs[decode(name)] = decode(value)
    return pairs


def _part(part: bytes, release: Release) -> tuple[dict[str, str], bytes]:
    """Split a part into the attributes of its disposition and its content."""
    head, blank, content = part.partition(b"\r\n\r\n")
    content = content.removesuffix(b"\r\n")
    if not blank:
        raise BadForm("a part without content")
    if b"\r\n\r\n" in content and not release.at_least(BLANK_LINES_SINCE):
        raise BadForm("a part with an empty line")
    names: dict[str, str] = {}
    for line in head.decode("latin-1").split("\r\n"):
        header, _, value = line.partition(":")
        if header.strip().lower() == "content-disposition":
            # A semicolon within quotes ends an attribute for the server too.
            attributes = (attribute.partition("=") for attribute in value.split(";"))
            names |= {name.strip().lower(): text.strip().strip('"') for name, _, text in attributes}
    return names, content
