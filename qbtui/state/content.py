"""The files of one torrent as a tree: folders with their sums, flattened to the rows that show.

Which rows are on the screen and which are marked is a `Listing`'s affair; asking is `topics`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from qbtui.api.models.details import File
from qbtui.order import natural
from qbtui.state.listing import SortOrder
from qbtui.text import enter, raw

UNWANTED = ".unwanted"
"""The folder in which releases before 4.4 keep the files that are skipped: no part of a torrent."""

DEEPEST = 200
"""Folders within each other that are told apart; of more, the rest is one name."""

_versions = count(1)

Values = tuple[float, float, float, float, int | None, float]


@dataclass(slots=True, eq=False)
class FileRow:
    """A file or a folder of the tree; the same object as long as its torrent's names stay."""

    key: str
    """The path without UNWANTED, which comes and goes; a folder's ends in a slash."""
    name: str
    """The last part of the path, safe to show."""
    depth: int
    """0 for what lies at the top."""
    parent: FileRow | None = field(default=None, repr=False)
    file: File | None = None
    """None for a folder."""
    children: list[FileRow] = field(default_factory=list, repr=False)
    """Folders first, then by name with numbers in their order."""
    expanded: bool = True
    """Whether a folder shows what is in it."""
    version: int = 0
    """Changes whenever something shown of the row changes; no two rows ever have the same."""
    size: float = 0
    """Bytes, skipped files included."""
    wanted: float = 0
    """Bytes of the files that are not skipped."""
    progress: float = 0
    """0..1; a folder's is that of the bytes wanted, or of all bytes when nothing is."""
    remaining: float = 0
    """Bytes wanted and not here."""
    priority: int | None = 1
    """0 skip, 1 normal, 6 high, 7 maximum; None is a folder of different ones."""
    availability: float = -1
    """Distributed copies of what is wanted; below 0 is unknown."""

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder."""
        return self.file is None

    @property
    def path(self) -> str:
        """The path inside the torrent, safe to show, with the server's own as its raw form."""
        return enter(self.key.removesuffix("/")) if self.file is None else self.file.name

    def key_as(self, name: str) -> str:
        """Return the key that the row has once it is called `name`."""
        slash = "/" if self.is_folder else ""
        return f"{self.parent.key if self.parent else ''}{name}{slash}"

    @property
    def files(self) -> list[File]:
        """The file itself, or all files below the folder."""
        found, waiting = [], [self]
        while waiting:
            row = waiting.pop()
            waiting += reversed(row.children)
            if row.file is not None:
                found.append(row.file)
        return found

    @property
    def indexes(self) -> list[int]:
        """The file ids of `files`, as `torrents/filePrio` wants them."""
        return [file.index for file in self.files]


class Content:
    """The tree of one torrent's files."""

    def __init__(self) -> None:
        self.top: list[FileRow] = []
        """The rows at the top of the tree, sorted as all children are."""
        self._names: list[tuple[int, str]] = []
        self._rows: list[FileRow] = []
        """The files, in the server's order."""
        self._folders: dict[str, FileRow] = {}
        """By key, a parent always before what is in it."""
        self._collapsed: set[str] = set()

    def load(self, files: Sequence[File]) -> bool:
        """Take the answer of a new poll, and tell whether the tree has another shape.

        With the names that were there already only figures change, in place; what was collapsed
        stays so in any case.
        """
        names = [(file.index, raw(file.name)) for file in files]
        reshaped = names != self._names
        if reshaped:
            self._names = names
            self._build(files)
        for row, file in zip(self._rows, files, strict=True):
            row.file = file
            _set(row, _values_of(file))
        for folder in reversed(self._folders.values()):
            _set(folder, _sum(folder.children))
        return reshaped

    def visible(self, order: SortOrder | None = None) -> list[FileRow]:
        """Return the rows that show, top to bottom.

        With `order`, every folder's rows are sorted by it, folders first.
        """
        return list(_walk(self.top, order))

    def expand(self, row: FileRow, expanded: bool) -> None:
        """Show or hide what is in a folder."""
        if row.is_folder and row.expanded != expanded:
            row.expanded = expanded
            row.version = next(_versions)
            self._collapsed ^= {row.key}

    def _build(self, files: Sequence[File]) -> None:
        root = FileRow("", "", -1)
        self._rows, self._folders = [], {}
        for file in files:
            key = "/".join(part for part in raw(file.name).split("/") if part != UNWANTED)
            folder_path, slash, name = key.rpartition("/")
            parent = self._folder(folder_path + slash, root)
            row = FileRow(key, enter(name), parent.depth + 1, parent, file)
            parent.children.append(row)
            self._rows.append(row)
        for folder in (root, *self._folders.values()):
            folder.children.sort(key=_folders_then_names)
        self.top = root.children
        self._collapsed &= self._folders.keys()

    def _folder(self, key: str, root: FileRow) -> FileRow:
        found = self._folders.get(key) if key else root
        if found is not None:
            return found
        parent, path = root, ""
        for part in key.removesuffix("/").split("/", DEEPEST - 1):
            path += part + "/"
            folder = self._folders.get(path)
            if folder is None:
                folder = FileRow(path, enter(part), parent.depth + 1, parent)
                folder.expanded = path not in self._collapsed
                parent.children.append(folder)
                self._folders[path] = folder
            parent = folder
        return parent


def _walk(top: Iterable[FileRow], order: SortOrder | None) -> Iterator[FileRow]:
    """Yield what is expanded, depth first."""
    waiting = _arranged(top, order)
    while waiting:
        row = waiting.pop()
        yield row
        if row.expanded:
            waiting += _arranged(row.children, order)


def _arranged(rows: Iterable[FileRow], order: SortOrder | None) -> list[FileRow]:
    """Return `rows` from the last to the first."""
    arranged = list(rows)
    if order is not None:
        arranged.sort(key=order.key, reverse=order.descending)
        arranged.sort(key=lambda row: not row.is_folder)
    arranged.reverse()
    return arranged


def _set(row: FileRow, values: Values) -> None:
    before = (
        row.size, row.wanted, row.progress, row.remaining, row.priority, row.availability,
    )  # fmt: skip
    if values != before:
        (
            row.size, row.wanted, row.progress, row.remaining, row.priority, row.availability,
        ) = values  # fmt: skip
        row.version = next(_versions)


def _values_of(file: File) -> Values:
    wanted = file.size if file.priority else 0
    remaining = wanted * (1 - file.progress)
    return file.size, wanted, file.progress, remaining, file.priority, file.availability


def _sum(rows: Sequence[FileRow]) -> Values:
    """Return the values of a folder that holds `rows`."""
    size = sum(row.size for row in rows)
    wanted = sum(row.wanted for row in rows)
    remaining = sum(row.remaining for row in rows)
    if wanted:
        progress = 1 - remaining / wanted
    else:
        progress = _mean([(row.progress, row.size) for row in rows], empty=1)
    priorities = {row.priority for row in rows}
    priority = priorities.pop() if len(priorities) == 1 else None
    known = [(row.availability, row.wanted) for row in rows if row.availability >= 0]
    return size, wanted, progress, remaining, priority, _mean(known, empty=-1)


def _mean(weighted: Sequence[tuple[float, float]], empty: float) -> float:
    """Return the weighted mean, or `empty` when there is nothing to weigh."""
    total = sum(weight for _, weight in weighted)
    return sum(value * weight for value, weight in weighted) / total if total else empty


def _folders_then_names(row: FileRow) -> tuple[bool, str]:
    return not row.is_folder, natural(row.name)
