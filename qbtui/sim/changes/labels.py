"""Categories and tags: what there is, and who has which."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qbtui.sim.torrent import SimTorrent
    from qbtui.sim.world import World

Torrents = Iterable["SimTorrent"]


@dataclass(frozen=True, slots=True)
class SimCategory:
    """One category; replaced when it changes."""

    name: str
    save_path: str = ""
    """"" follows the default folder."""
    download_path: str | bool | None = None
    """None follows the preferences, False is none, text is the folder."""
    ratio_limit: float = -2
    seeding_time_limit: int = -2
    """Minutes."""
    inactive_seeding_time_limit: int = -2
    share_limit_action: str = "Default"
    share_limits_mode: str = "Default"


class Labels:
    """All categories and tags."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.categories: dict[str, SimCategory] = {}
        self.tags: dict[str, None] = {}
        """In the order of their making."""

    def create_category(
        self, name: str, save_path: str = "", download_path: str | bool | None = None
    ) -> None:
        """Make a category and its parents; raises `BadRequest` (empty) and `Conflict`."""
        raise NotImplementedError

    def edit_category(
        self, name: str, save_path: str, download_path: str | bool | None = None
    ) -> bool:
        """Change the folders of a category, moving its automatic torrents; say whether anything
        changed. Raises `NotFound`."""
        raise NotImplementedError

    def remove_categories(self, names: Iterable[str]) -> None:
        """Remove categories and those below them; their torrents fall back to the parent."""
        raise NotImplementedError

    def set_category(self, torrents: Torrents, name: str) -> None:
        """Put torrents into a category, or into none; raises `Conflict` for an unknown one."""
        raise NotImplementedError

    def create_tags(self, tags: Iterable[str]) -> None:
        """Make tags; known and impossible ones are skipped."""
        raise NotImplementedError

    def delete_tags(self, tags: Iterable[str]) -> None:
        """Remove tags, from the torrents too."""
        raise NotImplementedError

    def add_tags(self, torrents: Torrents, tags: Iterable[str]) -> None:
        """Give torrents tags, making them when needed."""
        raise NotImplementedError

    def remove_tags(self, torrents: Torrents, tags: Iterable[str]) -> None:
        """Take tags from torrents; no tags are all tags."""
        raise NotImplementedError

    def set_tags(self, torrents: Torrents, tags: Iterable[str]) -> None:
        """Give torrents exactly these tags, making them when needed."""
        raise NotImplementedError

    def save_path(self, category: str) -> str:
        """Return the folder of a category's automatic torrents."""
        raise NotImplementedError

    def download_path(self, category: str) -> str:
        """Return the folder of their incomplete files; "" is none."""
        raise NotImplementedError
