"""What is done to torrents as a whole: start, stop, move, rename, delete, order."""

from __future__ import annotations

from collections.abc import Iterable

from qbtui.api.endpoint import Params, Scope, piped, piped_urls, write


class Control(Scope):
    """Changes how torrents run and where they are."""

    @write("torrents/start")
    def start(self, hashes: Iterable[str]) -> Params:
        """Start torrents; this also clears an error and looks for missing files again."""
        return {"hashes": piped(hashes)}

    @write("torrents/stop")
    def stop(self, hashes: Iterable[str]) -> Params:
        """Stop torrents."""
        return {"hashes": piped(hashes)}

    @write("torrents/setForceStart")
    def set_force_start(self, hashes: Iterable[str], value: bool) -> Params:
        """Run torrents whatever the queue says, or as it says: False starts stopped ones too."""
        return {"hashes": piped(hashes), "value": value}

    @write("torrents/delete")
    def delete(self, hashes: Iterable[str], delete_files: bool) -> Params:
        """Remove torrents from the list, and their content from the disk if asked."""
        return {"hashes": piped(hashes), "deleteFiles": delete_files}

    @write("torrents/recheck")
    def recheck(self, hashes: Iterable[str]) -> Params:
        """Check all content against the piece hashes."""
        return {"hashes": piped(hashes)}

    @write("torrents/reannounce", since="4.1.2")
    def reannounce(self, hashes: Iterable[str], urls: Iterable[str] = ()) -> Params:
        """Ask all trackers, or from 5.2 on only those with these URLs, for peers now.

        Raises:
            Unsupported: URLs were given, and the server would ask all trackers.
        """
        chosen = piped_urls(urls)
        if chosen:
            self.require("5.2.0", "Asking single trackers")
        return {"hashes": piped(hashes), "urls": chosen or None}

    @write("torrents/increasePrio")
    def increase_prio(self, hashes: Iterable[str]) -> Params:
        """Move torrents up in the queue; does not take `all`.

        Raises:
            Conflict: queueing is off.
        """
        return {"hashes": piped(hashes)}

    @write("torrents/decreasePrio")
    def decrease_prio(self, hashes: Iterable[str]) -> Params:
        """Move torrents down in the queue; does not take `all`.

        Raises:
            Conflict: queueing is off.
        """
        return {"hashes": piped(hashes)}

    @write("torrents/topPrio")
    def top_prio(self, hashes: Iterable[str]) -> Params:
        """Move torrents to the top of the queue; does not take `all`.

        Raises:
            Conflict: queueing is off.
        """
        return {"hashes": piped(hashes)}

    @write("torrents/bottomPrio")
    def bottom_prio(self, hashes: Iterable[str]) -> Params:
        """Move torrents to the bottom of the queue; does not take `all`.

        Raises:
            Conflict: queueing is off.
        """
        return {"hashes": piped(hashes)}

    @write("torrents/setLocation")
    def set_location(self, hashes: Iterable[str], location: str) -> Params:
        """Move the content to the server's folder `location`; ends automatic management.

        Raises:
            Rejected: no folder was given.
            Conflict: the folder cannot be made.
            Forbidden: it cannot be written to; from 4.5.2 on only the log tells.
        """
        return {"hashes": piped(hashes), "location": location}

    @write("torrents/setSavePath", since="4.4.0")
    def set_save_path(self, hashes: Iterable[str], path: str) -> Params:
        """Set the folder for finished content; skips torrents with automatic management.

        Raises:
            Rejected: no folder was given.
            Conflict: the folder cannot be made.
            Forbidden: it cannot be written to.
        """
        return {"id": piped(hashes), "path": path}

    @write("torrents/setDownloadPath", since="4.4.0")
    def set_download_path(self, hashes: Iterable[str], path: str) -> Params:
        """Set the folder for unfinished content, none when empty; skips automatic torrents.

        Raises:
            Conflict: the folder cannot be made.
            Forbidden: it cannot be written to.
        """
        return {"id": piped(hashes), "path": path}

    @write("torrents/rename")
    def rename(self, hash: str, name: str) -> Params:
        """Change the name that is shown; files keep theirs.

        Raises:
            Conflict: the name is empty.
        """
        return {"hash": hash, "name": name}

    @write("torrents/setComment", since="5.2.0")
    def set_comment(self, hashes: Iterable[str], comment: str) -> Params:
        """Change the comment."""
        return {"hashes": piped(hashes), "comment": comment}

    @write("torrents/setAutoManagement")
    def set_auto_management(self, hashes: Iterable[str], enable: bool) -> Params:
        """Let the category decide about folders, or not."""
        return {"hashes": piped(hashes), "enable": enable}

    @write("torrents/toggleSequentialDownload")
    def toggle_sequential_download(self, hashes: Iterable[str]) -> Params:
        """Flip, for each torrent by itself, whether pieces are fetched in order."""
        return {"hashes": piped(hashes)}

    @write("torrents/toggleFirstLastPiecePrio")
    def toggle_first_last_piece_prio(self, hashes: Iterable[str]) -> Params:
        """Flip, for each torrent by itself, whether the ends of files are fetched first."""
        return {"hashes": piped(hashes)}

    @write("torrents/setSuperSeeding")
    def set_super_seeding(self, hashes: Iterable[str], value: bool) -> Params:
        """Send each piece to as few peers as needed, or not."""
        return {"hashes": piped(hashes), "value": value}
