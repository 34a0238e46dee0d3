"""Web addresses as strangers write them, wrong ones among them. Nothing is asked of any."""

from __future__ import annotations

from urllib.parse import urlsplit


def host_of(url: str) -> str:
    """Return the host that a URL names; "" when it names none, or is no URL."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def tiers_of(text: str) -> list[list[str]]:
    """Return the announce URLs of a text, one a line; a blank line begins the next tier."""
    tiers: list[list[str]] = [[]]
    for line in text.split("\n"):
        if url := line.strip():
            tiers[-1].append(url)
        else:
            tiers.append([])
    return tiers


def in_one_tier(tiers: list[list[str]]) -> list[list[str]]:
    """Return the URLs of all tiers as one, as early releases take them."""
    return [[url for tier in tiers for url in tier]]
