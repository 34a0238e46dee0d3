"""Categories and tags, and which torrents carry them."""

from __future__ import annotations

from collections.abc import Iterable

from qbtui.api.endpoint import Params, Scope, commas, lines, piped, read, write
from qbtui.api.models.server import Category

DownloadPath = str | bool | None
"""A folder for unfinished content; False is none, None follows the server's preference."""


class Labels(Scope):
    """A category's name may hold `/` for subcategories; a tag holds no comma."""

    @read("torrents/categories", dict[str, Category], since="4.1.4")
    def categories(self) -> Params:
        """Return the categories by name."""
        return {}

    @write("torrents/createCategory")
    def create_category(
        self, category: str, save_path: str = "", download_path: DownloadPath = None
    ) -> Params:
        """Make a category; an empty folder follows the server's preference.

        Folders need 4.1.3, the one for unfinished content 4.4; older servers ignore them.

        Raises:
            Rejected: the name is empty.
            Conflict: the name is taken or not valid.
        """
        return _category(category, save_path, download_path)

    @write("torrents/editCategory", since="4.1.3")
    def edit_category(
        self, category: str, save_path: str = "", download_path: DownloadPath = None
    ) -> Params:
        """Change the folders of a category.

        Raises:
            Conflict: up to 5.1, there is no such category, or nothing would change.
            NotFound: from 5.2 on, there is no such category.
        """
        return _category(category, save_path, download_path)

    @write("torrents/removeCategories")
    def remove_categories(self, categories: Iterable[str]) -> Params:
        """Remove categories with their subcategories; their torrents stay."""
        return {"categories": lines(categories)}

    @write("torrents/setCategory")
    def set_category(self, hashes: Iterable[str], category: str) -> Params:
        """Put torrents in a category; an empty name takes them out.

        Raises:
            Conflict: there is no such category.
        """
        return {"hashes": piped(hashes), "category": category}

    @read("torrents/tags", list[str], since="4.2.0")
    def tags(self) -> Params:
        """Return the tags."""
        return {}

    @write("torrents/createTags", since="4.2.0")
    def create_tags(self, tags: Iterable[str]) -> Params:
        """Make tags."""
        return {"tags": commas(tags)}

    @write("torrents/deleteTags", since="4.2.0")
    def delete_tags(self, tags: Iterable[str]) -> Params:
        """Delete tags, also from the torrents that carry them."""
        return {"tags": commas(tags)}

    @write("torrents/addTags", since="4.2.0")
    def add_tags(self, hashes: Iterable[str], tags: Iterable[str]) -> Params:
        """Add tags to torrents, making those that do not exist."""
        return {"hashes": piped(hashes), "tags": commas(tags)}

    @write("torrents/removeTags", since="4.2.0")
    def remove_tags(self, hashes: Iterable[str], tags: Iterable[str]) -> Params:
        """Take tags off torrents: ALL of them when `tags` is empty."""
        return {"hashes": piped(hashes), "tags": commas(tags)}

    @write("torrents/setTags", since="5.1.0")
    def set_tags(self, hashes: Iterable[str], tags: Iterable[str]) -> Params:
        """Make these the tags of torrents, and no others."""
        return {"hashes": piped(hashes), "tags": commas(tags)}


def _category(category: str, save_path: str, download_path: DownloadPath) -> Params:
    folder = download_path if isinstance(download_path, str) else None
    return {
        "category": category,
        "savePath": save_path,
        # Newer servers keep what is left out: only an empty word follows the preference again.
        "downloadPathEnabled": "" if download_path is None else folder is not None,
        "downloadPath": folder,
    }
