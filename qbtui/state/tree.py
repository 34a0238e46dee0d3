"""The list model of a file tree: a Listing whose rows are what shows of a torrent's content."""

from __future__ import annotations

from collections.abc import Sequence

from qbtui.api.models.details import File
from qbtui.state.content import Content, FileRow
from qbtui.state.listing import Listing, SortOrder


class Tree(Listing[FileRow]):
    """Cursor, marks and order over the files and folders of one torrent."""

    def __init__(self) -> None:
        super().__init__(lambda row: row.key)
        self._content = Content()
        self._owner = ""

    def load_files(self, owner: str, files: Sequence[File]) -> None:
        """Take the files of the torrent `owner`; the same torrent keeps what was collapsed."""
        if owner != self._owner:
            self._owner, self._content = owner, Content()
            self.marks = set()
        self._content.load(files)
        self._flatten()

    def sort(self, order: SortOrder | None) -> None:
        """Sort within every folder, folders first; None is by name."""
        self.order = order
        self._flatten()

    def expand(self, open_: bool) -> bool:
        """Expand or collapse the cursor's folder, or go to the folder above; tell whether it did.

        Going out of a file puts the cursor on its folder.
        """
        row = self.current
        if row is None:
            return False
        if row.is_folder and row.expanded != open_:
            self._content.expand(row, open_)
            self._flatten()
            return True
        if open_ or row.parent is None or row.parent.depth < 0:
            return False
        return self.move_to_key(row.parent.key)

    def toggle(self) -> bool:
        """Expand a collapsed folder or collapse an expanded one; tell whether it is one."""
        row = self.current
        return row is not None and row.is_folder and self.expand(not row.expanded)

    def _flatten(self) -> None:
        # The rows come in their order already: a flat sort would tear the tree apart.
        order, self.order = self.order, None
        self.load(self._content.visible(order=order))
        self.order = order
