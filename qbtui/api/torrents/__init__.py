"""The scope `torrents`, one module per kind of thing one does with torrents."""

from __future__ import annotations

from qbtui.api.torrents.adding import Adding, AddOptions, AddResult
from qbtui.api.torrents.content import Content
from qbtui.api.torrents.control import Control
from qbtui.api.torrents.labels import Labels
from qbtui.api.torrents.limits import Limits
from qbtui.api.torrents.listing import Listing
from qbtui.api.torrents.peers import Peers
from qbtui.api.torrents.trackers import Trackers

__all__ = ["AddOptions", "AddResult", "Torrents"]


class Torrents(Listing, Adding, Control, Limits, Content, Trackers, Peers, Labels):
    """Everything that concerns torrents.

    `hashes` are torrent IDs, or the single word `all` where nothing else is said; unknown ones are
    skipped without a word. `hash` is one torrent ID; an unknown one raises `NotFound`.
    """
