"""Turns what a user types as the address of a server into a URL; asks no server."""

from __future__ import annotations

import ipaddress
from urllib.parse import SplitResult, urlsplit, urlunsplit

_PORTS = {"http": 80, "https": 443}


def parse_url(text: str) -> str:
    """Return the URL that `text` means: with a scheme, without a last slash.

    `nas:8080` becomes `http://nas:8080`; a base path stays; what a browser adds after `#` or `?`
    goes.

    Raises:
        ValueError: it names no host, or holds what an address cannot; no secret is repeated.
    """
    text = text.strip()
    if not text:
        raise ValueError("the address is empty")
    if not text.isprintable() or " " in text:
        raise ValueError("the address holds blanks or control characters")
    parts = _split(text if "://" in text else f"http://{text}")
    return urlunsplit((parts.scheme, parts.netloc.lower(), parts.path.rstrip("/"), "", ""))


def is_loopback(host: str) -> bool:
    """Tell whether `host` is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def is_same_server(before: str, after: str) -> bool:
    """Tell whether what lets us in at `before` may be sent to `after`, both in their normal form.

    Another port may be somebody else's program, or the end of a tunnel to somewhere else; without
    TLS everybody on the way can read along. Whoever answers at a port, though, may begin to speak
    TLS there, and the path within a host is the host's own affair.
    """
    old, new = urlsplit(before), urlsplit(after)
    if old.hostname != new.hostname or (old.scheme, new.scheme) == ("https", "http"):
        return False
    if _is_usual_port(old) and _is_usual_port(new):
        return True
    return (old.port or _PORTS[old.scheme]) == (new.port or _PORTS[new.scheme])


def _is_usual_port(parts: SplitResult) -> bool:
    return parts.port in (None, _PORTS[parts.scheme])


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
    except ValueError:
        raise ValueError("the brackets in the address hold no IPv6 address") from None
    if parts.scheme not in _PORTS:
        raise ValueError("the address must start with http:// or https://")
    if parts.username is not None:
        raise ValueError("user name and password have fields of their own, not in the address")
    if not parts.hostname:
        raise ValueError("the address names no host")
    if not _has_port(parts):
        raise ValueError("the port in the address must be a number from 1 to 65535")
    return parts


def _has_port(parts: SplitResult) -> bool:
    """Tell whether the port can be reached, where there is one."""
    if parts.netloc.endswith(":"):
        return False
    try:
        return parts.port != 0
    except ValueError:
        return False
