"""Turns what a user types as the address of a server into a URL; asks no server."""

from __future__ import annotations

import ipaddress
from urllib.parse import SplitResult, urlsplit, urlunsplit

from qbtui.api.errors import BadAddress


def check_url(text: str) -> str:
    """Return the URL that `text` means: with a scheme, without a trailing slash.

    `nas:8080` becomes `http://nas:8080`; a base path stays; what a browser adds after `#` or `?`
    goes.

    Raises:
        BadAddress: it names no host, or holds what an address cannot.
    """
    text = text.strip()
    if not text:
        raise BadAddress("The address is empty.")
    if not text.isprintable() or " " in text:
        raise BadAddress("The address holds spaces or control characters.")
    parts = _split(text if "://" in text else f"http://{text}")
    return urlunsplit((parts.scheme, parts.netloc.lower(), parts.path.rstrip("/"), "", ""))


def is_loopback(host: str) -> bool:
    """Tell whether `host` is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise BadAddress(f"The address is not valid: {error}.") from error
    if parts.scheme not in {"http", "https"}:
        raise BadAddress(f"The address starts with {parts.scheme}://, not http:// or https://.")
    if not parts.hostname:
        raise BadAddress("The address names no host.")
    if parts.username is not None:
        raise BadAddress(
            "The address holds a user name.", "Give user name and password in their own fields."
        )
    if port == 0:
        raise BadAddress("Port 0 cannot be reached.")
    return parts
