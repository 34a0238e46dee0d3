"""What the pictures show: the demonstration, the keys that lead there, and what must be seen then.

How a picture is made of it is in `stage` and `svg`.
"""

from __future__ import annotations

from dataclasses import dataclass

WIDE, HALF, SMALL = (160, 45), (120, 38), (80, 24)


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture."""

    name: str
    """Of its file."""
    caption: str
    """Its title in the file."""
    keys: tuple[str, ...] = ()
    """Pressed one after another."""
    sees: tuple[str, ...] = ()
    """Words that the screen shows in the end."""
    size: tuple[int, int] = HALF
    theme: str = "qbtui-dark"
    pasted: str = ""
    """Pasted before the keys are pressed."""
    offline: bool = False
    """Whether the server is lost after the keys."""


LINKS = """\
magnet:?xt=urn:btih:6f1a2c3d4e5b60718293a4b5c6d7e8f901234567&dn=Debian+13.3+netinst
https://downloads.example.org/openSUSE-Leap-16.0.iso.torrent
"""

DOWNLOADS = ("f", "d", "s", "D", "g", "g")
"""Shows what downloads, the fastest first, and goes there."""

SCENES = (
    Scene("list", "The torrents, the filters and the details", ("s", "D", "g", "g"), size=WIDE),
    Scene("list-small", "The torrents at 80x24", size=SMALL),
    Scene("list-light", "The light theme", (*DOWNLOADS, "2"), size=WIDE, theme="qbtui-light"),
    Scene("files", "The files of a torrent as a tree", (*"/GBIF", "enter", "enter", "2")),
    Scene("peers", "The peers of a torrent", (*DOWNLOADS, "enter", "4")),
    Scene("pieces", "The pieces of a torrent", (*DOWNLOADS, "enter", "5")),
    Scene("trackers", "Trackers and what they say", (*"/Война", "enter", "enter", "3")),
    Scene("add", "Adding links", pasted=LINKS, sees=("Category",), size=(100, 30)),
    Scene("limits", "The limits of a torrent", ("L",), size=(100, 30)),
    Scene("delete", "Deleting", ("space", "space", "space", "D"), size=(100, 30)),
    Scene("help", "The keys of the pane", ("?",), size=(100, 30)),
    Scene("keys", "How a sequence of keys can go on", ("s",), size=(100, 30)),
    Scene("palette", "Any action by its name", (":", *"limit"), size=(100, 30)),
    Scene("filter", "Filtering by state, category and words", ("f", "s", *"/iso"), size=(120, 30)),
    Scene("offline", "The server is gone", offline=True, size=(100, 24)),
)
