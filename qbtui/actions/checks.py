"""What a typed text must be for a server to take it: said at its field, before anything is sent.

Each check returns what is wrong, or "" when nothing is. Only those on files of this machine read
anything.
"""

from __future__ import annotations

import re
from ipaddress import ip_address
from pathlib import Path

from qbtui import units
from qbtui.links import expand, is_file, shortened, split_links

LARGEST_FILE = 60 * 1024**2
"""Bytes of a .torrent file: a server takes 64 MiB at once, with all that is said about it."""

_TRACKER = re.compile(r"(?:udp|https?|wss?)://[^\s/:]\S*", re.IGNORECASE)
_WEB_SEED = re.compile(r"(?:https?|ftp)://[^\s/:]\S*", re.IGNORECASE)
_PEER = re.compile(r"(?:\[(?P<v6>[^\]]+)\]|(?P<v4>[^:]+)):(?P<port>\d{1,5})", re.ASCII)
_WHOLE_PATH = re.compile(r"/|[a-z]:[\\/]|\\\\", re.IGNORECASE)
_TORRENT = re.compile(rb"d\d+:")
_INFO = b"4:infod"


def tracker(url: str) -> str:
    """Check the URL of a tracker."""
    if _TRACKER.fullmatch(url):
        return ""
    return f"{shortened(url)!r} is no tracker: it begins with udp://, http://, https:// or wss://"


def web_seed(url: str) -> str:
    """Check the URL of a web seed."""
    if _WEB_SEED.fullmatch(url):
        return ""
    return f"{shortened(url)!r} is no web seed: it begins with http:// or https://"


def peer(address: str) -> str:
    """Check the address of a peer, with its port."""
    if _is_peer(address):
        return ""
    return f"{shortened(address)!r} is no peer; write it as 192.0.2.1:6881 or [2001:db8::1]:6881"


def category(name: str) -> str:
    """Check the name of a category; slashes tell it from those it is part of."""
    if "\\" in name:
        return "a category has no backslash in its name"
    if name.startswith("/") or name.endswith("/") or "//" in name:
        return "a category has slashes only between names, one at a time"
    return ""


def folder(path: str) -> str:
    """Check the path of a folder on the server, which has no folder to start from."""
    if _WHOLE_PATH.match(path):
        return ""
    return "a whole path is wanted, such as /data/films, or C:\\films on a Windows server"


def file_name(name: str) -> str:
    """Check the name of a file or folder within a torrent."""
    return "a name has no slash" if "/" in name else ""


def torrent(link: str) -> str:
    """Check what is to be added: of a local file, that it is a .torrent file."""
    try:
        content(link)
    except (OSError, ValueError) as error:
        return reason(error)
    return ""


def reason(error: Exception) -> str:
    """Return why a file of this machine cannot be used."""
    return (isinstance(error, OSError) and error.strerror) or str(error)


def content(link: str) -> bytes | None:
    """Return what a .torrent file of this machine holds, None for a link.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is neither, or too large.
    """
    if not is_file(link):
        split_links(link)
        return None
    path = Path(expand(link))
    if path.stat().st_size > LARGEST_FILE:
        raise ValueError(f"larger than {units.size(LARGEST_FILE)}: {shortened(link)!r}")
    held = path.read_bytes()
    if not _TORRENT.match(held) or _INFO not in held:
        raise ValueError(f"not a .torrent file: {shortened(link)!r}")
    return held


def _is_peer(address: str) -> bool:
    found = _PEER.fullmatch(address)
    if found is None or not 0 < int(found["port"]) < 2**16:
        return False
    try:
        return ip_address(found["v4"] or found["v6"]).version == (4 if found["v4"] else 6)
    except ValueError:
        return False
