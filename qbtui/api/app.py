"""The scope `app`: the server as a program, its preferences, and its machine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from qbtui.api.endpoint import LONG_LIMIT, Params, Scope, json_text, read, write
from qbtui.api.models.server import (
    ApiKey,
    BuildInfo,
    Cookie,
    DirectoryEntry,
    NetworkInterface,
    ProcessInfo,
)

Kind = Literal["all", "dirs", "files"]

_KEPT_UNTIL_4_3_1 = ("add_trackers_enabled", "add_trackers")
_KEPT_UNTIL_4_1_1 = (
    "RSSRefreshInterval",
    "RSSMaxArticlesPerFeed",
    "RSSProcessingEnabled",
    "RSSAutoDownloadingEnabled",
)


class App(Scope):
    """What concerns the whole server."""

    @read("app/version", str)
    def version(self) -> Params:
        """Return the release, such as `v5.1.0`."""
        return {}

    @read("app/webapiVersion", str)
    def webapi_version(self) -> Params:
        """Return the version of the API, such as `2.11.4`."""
        return {}

    @read("app/buildInfo", BuildInfo, since="4.2.0")
    def build_info(self) -> Params:
        """Return the versions of the libraries it was built with."""
        return {}

    @read("app/processInfo", ProcessInfo, since="5.2.0")
    def process_info(self) -> Params:
        """Return since when it runs."""
        return {}

    @write("app/shutdown")
    def shutdown(self) -> Params:
        """End the server program."""
        return {}

    @read("app/preferences", dict[str, Any])
    def preferences(self) -> Params:
        """Return every preference by its key; some are passwords in clear text.

        A text of several lines is shown as one: `text.raw` has the lines.
        """
        return {}

    async def set_preferences(self, changes: Mapping[str, object]) -> None:
        """Change preferences; the server says nothing of what it ignores, so read them again.

        Raises:
            Rejected: from 5.2 on, a bad user name or password for the WebUI.
        """
        # Old releases reset these when they are left out.
        kept: tuple[str, ...] = () if self.at_least("4.3.1") else _KEPT_UNTIL_4_3_1
        if not self.at_least("4.1.1"):
            kept += _KEPT_UNTIL_4_1_1
        current = await self.preferences() if kept else {}
        present = {key: current[key] for key in kept if key in current}
        await self._set_preferences({**present, **changes})

    @write("app/setPreferences")
    def _set_preferences(self, values: Mapping[str, object]) -> Params:
        return {"json": json_text(values)}

    @read("app/defaultSavePath", str)
    def default_save_path(self) -> Params:
        """Return the folder for torrents that name none."""
        return {}

    @read("app/networkInterfaceList", list[NetworkInterface], since="4.2.0")
    def network_interface_list(self) -> Params:
        """Return the network interfaces of the server's machine."""
        return {}

    @read("app/networkInterfaceAddressList", list[str], since="4.2.0")
    def network_interface_address_list(self, interface: str = "") -> Params:
        """Return the addresses of one network interface, or of all."""
        return {"iface": interface}

    @write("app/sendTestEmail", since="5.0.0")
    def send_test_email(self) -> Params:
        """Send a message to the address in the preferences; only the log tells how it went."""
        return {}

    async def directory_content(self, path: str, kind: Kind = "all") -> list[str]:
        """Return the absolute paths in the server's folder `path`.

        Raises:
            NotFound: there is no such folder.
            Rejected: the path is not absolute.
        """
        entries = await self._directory_content(path, kind, metadata=None)
        return [entry for entry in entries if isinstance(entry, str)]

    async def directory_entries(self, path: str, kind: Kind = "all") -> list[DirectoryEntry]:
        """Return what is in the server's folder `path`, with sizes and dates.

        Raises:
            NotFound: there is no such folder.
            Rejected: the path is not absolute.
        """
        self.require("5.2.0", "Listing folders with sizes")
        entries = await self._directory_content(path, kind, metadata=True)
        return [entry for entry in entries if isinstance(entry, DirectoryEntry)]

    @read("app/getDirectoryContent", list[str | DirectoryEntry], since="5.0.0", limit=LONG_LIMIT)
    def _directory_content(self, path: str, kind: Kind, metadata: bool | None) -> Params:
        return {"dirPath": path, "mode": kind, "withMetadata": metadata}

    @read("app/getFreeSpaceAtPath", int, since="5.3.0")
    def free_space_at_path(self, path: str) -> Params:
        """Return the free bytes on the server's disk at `path`, or at its nearest parent."""
        return {"path": path}

    @read("app/cookies", list[Cookie], since="5.1.0")
    def cookies(self) -> Params:
        """Return the cookies that the server sends when it downloads .torrent files."""
        return {}

    @write("app/setCookies", since="5.1.0")
    def set_cookies(self, cookies: Iterable[Cookie]) -> Params:
        """Replace all the cookies that the server sends when it downloads .torrent files."""
        return {"cookies": json_text(list(cookies))}

    @write("app/rotateAPIKey", ApiKey, since="5.2.0")
    def rotate_api_key(self) -> Params:
        """Make a new API key, which ends the old one and everything that uses it."""
        return {}

    @write("app/deleteAPIKey", since="5.2.0")
    def delete_api_key(self) -> Params:
        """Delete the API key."""
        return {}
