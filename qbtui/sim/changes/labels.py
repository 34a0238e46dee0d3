"""Categories and tags: what there is, and who has which."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qbtui.sim.changes.location import absolute
from qbtui.sim.refusals import BadRequest, Conflict, NotFound
from qbtui.sim.share_limits import GLOBAL_SHARE_LIMITS, ShareLimits

if TYPE_CHECKING:
    from qbtui.sim.torrent import SimTorrent
    from qbtui.sim.world import World

Torrents = Iterable["SimTorrent"]

_CATEGORY = re.compile(r"[^\\/]+(/[^\\/]+)*")
_ALWAYS_NESTED = "5.2.0"
"""The release from which on there are always subcategories."""
_TAKEN_FOR_MOVED = "4.4.0", "5.0.0"
"""From the first release until the second, a torrent that becomes manual because the folder of its
category changed says that it is there, though nothing was moved."""


@dataclass(frozen=True, slots=True)
class SimCategory:
    """One category; replaced when it changes."""

    name: str
    save_path: str = ""
    """"" follows the default folder."""
    download_path: str | bool | None = None
    """None follows the preferences, False is none, text is the folder."""
    share: ShareLimits = GLOBAL_SHARE_LIMITS
    """Of its torrents that have no limits of their own, and of the categories below."""


class Labels:
    """All categories and tags."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.categories: dict[str, SimCategory] = {}
        self.tags: dict[str, None] = {}
        """In the order of their making."""

    def create_category(
        self,
        name: str,
        save_path: str = "",
        download_path: str | bool | None = None,
        share: ShareLimits = GLOBAL_SHARE_LIMITS,
    ) -> None:
        """Make a category and its parents; raises `BadRequest` (empty) and `Conflict`."""
        if not name:
            raise BadRequest("the name is empty")
        if not _CATEGORY.fullmatch(name) or name in self.categories:
            raise Conflict(f"{name!r} is taken or no name")
        self._make(SimCategory(name, save_path, download_path, share))

    def _make(self, category: SimCategory) -> None:
        parent = self.parent(category.name)
        if parent and parent not in self.categories:
            self._make(SimCategory(parent))
        self.categories[category.name] = category

    def ensure_category(self, name: str) -> str:
        """Return the category, made if need be; "" when it cannot be one."""
        if name and name not in self.categories:
            if not _CATEGORY.fullmatch(name):
                return ""
            self._make(SimCategory(name))
        return name

    def edit_category(
        self,
        name: str,
        save_path: str,
        download_path: str | bool | None = None,
        share: ShareLimits = GLOBAL_SHARE_LIMITS,
    ) -> bool:
        """Change the folders of a category, moving its automatic torrents, and its limits.

        Says whether anything changed, without which old releases refuse. Raises `NotFound`.
        """
        before = self.categories.get(name)
        if before is None:
            raise NotFound(f"no category {name}")
        after = SimCategory(name, save_path, download_path, share)
        self.categories[name] = after
        if after == before:
            return False
        moves = (save_path, download_path) != (before.save_path, before.download_path)
        for torrent in self._below(name):
            was_automatic = torrent.auto_tmm
            if moves:
                self._follow(torrent, "category_changed_tmm_enabled")
            if was_automatic and not torrent.auto_tmm and self._takes_for_moved:
                torrent.save_path = self.save_path(torrent.category)
            torrent.touch()
        return True

    def remove_categories(self, names: Iterable[str]) -> None:
        """Remove categories and those below them; their torrents fall back to the parent."""
        for name in names:
            torrents = list(self._below(name))
            for known in [*self.categories]:
                if self._is_within(known, name):
                    del self.categories[known]
            parent = self.parent(name)
            for torrent in torrents:
                stays = parent in self.categories and self._world.release.at_least(_ALWAYS_NESTED)
                torrent.category = parent if stays else ""
                self._follow(torrent, "torrent_changed_tmm_enabled")

    def set_category(self, torrents: Torrents, name: str) -> None:
        """Put torrents into a category, or into none; raises `Conflict` for an unknown one."""
        for torrent in torrents:
            if name and name not in self.categories:
                raise Conflict(f"no category {name}")
            if torrent.category != name:
                torrent.category = name
                self._follow(torrent, "torrent_changed_tmm_enabled")

    def follow_defaults(self) -> None:
        """Bring the automatic torrents to where they belong after the default folder changed."""
        for torrent in list(self._world.torrents.values()):
            if torrent.auto_tmm and self.save_path(torrent.category) != torrent.save_path:
                self._follow(torrent, "save_path_changed_tmm_enabled")

    def _follow(self, torrent: SimTorrent, relocates: str) -> None:
        """Relocate an automatic torrent, or make it manual, as the preference says."""
        if torrent.auto_tmm and self._world.flag(relocates):
            self._world.location.follow_category(torrent)
        else:
            torrent.auto_tmm = False
            torrent.touch()

    def create_tags(self, tags: Iterable[str]) -> None:
        """Make tags; known and impossible ones are skipped."""
        for tag in map(str.strip, tags):
            if tag and "," not in tag:
                self.tags.setdefault(tag)

    def delete_tags(self, tags: Iterable[str]) -> None:
        """Remove tags, from the torrents too."""
        gone = frozenset(tags)
        for tag in gone:
            self.tags.pop(tag, None)
        for torrent in self._world.torrents.values():
            if torrent.tags & gone:
                torrent.tags -= gone
                torrent.touch()

    def add_tags(self, torrents: Torrents, tags: Iterable[str]) -> None:
        """Give torrents tags, making them when needed."""
        chosen = list(torrents)
        added = self._known(tags) if chosen else frozenset()
        for torrent in chosen:
            torrent.tags |= added
            torrent.touch()

    def remove_tags(self, torrents: Torrents, tags: Iterable[str]) -> None:
        """Take tags from torrents; no tags are all tags."""
        gone = frozenset(tags)
        for torrent in torrents:
            torrent.tags = torrent.tags - gone if gone else frozenset()
            torrent.touch()

    def set_tags(self, torrents: Torrents, tags: Iterable[str]) -> None:
        """Give torrents exactly these tags, making them when needed."""
        chosen = list(torrents)
        exact = self._known(tags) if chosen else frozenset()
        for torrent in chosen:
            torrent.tags = exact
            torrent.touch()

    def _known(self, tags: Iterable[str]) -> frozenset[str]:
        """Return the tags after making those that are missing."""
        wanted = [tag.strip() for tag in tags]
        self.create_tags(wanted)
        return frozenset(tag for tag in wanted if tag in self.tags)

    def save_path(self, category: str) -> str:
        """Return the folder of a category's automatic torrents."""
        default = self._world.default_save_path
        if not category:
            return default
        own = self.categories[category].save_path if category in self.categories else ""
        if own:
            return absolute(own, default)
        parent = self.parent(category)
        folder = category.removeprefix(f"{parent}/")
        return f"{self.save_path(parent)}/{folder}"

    def share_limits(self, category: str) -> ShareLimits:
        """Return when the torrents of a category end, falling back to the categories above."""
        share = GLOBAL_SHARE_LIMITS
        while category:
            if category in self.categories:
                share = share.or_else(self.categories[category].share)
            category = self.parent(category)
        return share

    def download_path(self, category: str) -> str:
        """Return the folder of their incomplete files; "" is none."""
        world = self._world
        known = self.categories.get(category)
        own = known.download_path if known is not None else None
        general = world.text("temp_path")
        if isinstance(own, str) and own:
            return absolute(own, general)
        if own is False or (own is None and not world.flag("temp_path_enabled")):
            return ""
        return f"{general}/{category}" if category else general

    @property
    def _takes_for_moved(self) -> bool:
        since, until = map(self._world.release.at_least, _TAKEN_FOR_MOVED)
        return since and not until

    @property
    def nested(self) -> bool:
        """Whether a slash makes a subcategory."""
        world = self._world
        return world.release.at_least(_ALWAYS_NESTED) or world.flag("use_subcategories")

    def parent(self, category: str) -> str:
        """Return the category above; "" for none."""
        return category.rpartition("/")[0] if self.nested else ""

    def _is_within(self, category: str, outer: str) -> bool:
        """Tell whether a category is another one or below it."""
        return category == outer or (self.nested and category.startswith(f"{outer}/"))

    def _below(self, category: str) -> Iterable[SimTorrent]:
        """Yield the torrents of a category and those below it."""
        for torrent in list(self._world.torrents.values()):
            if self._is_within(torrent.category, category):
                yield torrent
