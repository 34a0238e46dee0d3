"""Web addresses as strangers write them, wrong ones among them. Nothing is asked of any."""

from __future__ import annotations

from urllib.parse import urlsplit


def host_of(url: str) -> str:
    """Return the host that a URL names; "" when it names none, or is no URL."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
