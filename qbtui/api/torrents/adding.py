"""Adding torrents: from links and files, with options, after a look at the metadata."""

from __future__ import annotations

from collections.abc import Collection

import msgspec
from msgspec import Struct

from qbtui.api.endpoint import (
    LONG_LIMIT,
    Params,
    Scope,
    Upload,
    commas,
    encoded,
    lines,
    read,
    write,
)
from qbtui.api.errors import BadReply, Conflict
from qbtui.api.models.details import Metadata, SslParameters
from qbtui.text import raw


class AddOptions(Struct, frozen=True, kw_only=True):
    """How torrents are added; None leaves it to the server's preferences.

    Older servers ignore what they do not know.
    """

    save_path: str | None = None
    """A folder on the server; ends automatic management unless `auto_tmm` says otherwise."""
    download_path: str | None = None
    """A folder for unfinished content, none when empty. From 4.4."""
    category: str | None = None
    """Made when it does not exist."""
    tags: Collection[str] = ()
    """Made when they do not exist. From 4.3.2."""
    rename: str | None = None
    """The name to show."""
    cookie: str | None = None
    """Sent when a link is fetched, `a=b; c=d`. Up to 5.0; then `app.set_cookies`."""
    stopped: bool | None = None
    skip_checking: bool | None = None
    """Believe that the content is complete."""
    content_layout: str | None = None
    """Original, Subfolder or NoSubfolder."""
    up_limit: int | None = None
    """Bytes/s, as `dl_limit`."""
    dl_limit: int | None = None
    ratio_limit: float | None = None
    """-2 follows the server's preference, -1 is none, as for both times. From 4.3.4."""
    seeding_time_limit: int | None = None
    """Minutes. From 4.3.4."""
    inactive_seeding_time_limit: int | None = None
    """Minutes. From 4.6."""
    share_limit_action: str | None = None
    """Default, Stop, Remove, RemoveWithContent or EnableSuperSeeding. From 5.0."""
    share_limits_mode: str | None = None
    """Default, MatchAny or MatchAll. From 5.3."""
    auto_tmm: bool | None = None
    """Let the category decide about folders. From 4.1.5."""
    sequential: bool | None = None
    first_last: bool | None = None
    """Fetch the first and last pieces of files first."""
    stop_condition: str | None = None
    """None (the word), MetadataReceived or FilesChecked. From 4.5."""
    add_to_top_of_queue: bool | None = None
    """From 4.6."""
    forced: bool | None = None
    """Whatever the queue says. From 5.1."""
    file_priorities: Collection[int] = ()
    """One per file: 0, 1, 6 or 7. From 5.2, for one link with `fetch_metadata` done."""
    downloader: str | None = None
    """The search plugin that fetches the link. From 5.2."""
    ssl: SslParameters | None = None
    """From 5.0."""

    def params(self) -> Params:
        """Return the parameters for every release: old and new names together."""
        auto_tmm = False if self.save_path and self.auto_tmm is None else self.auto_tmm
        return {
            "savepath": self.save_path,
            "downloadPath": self.download_path,
            "useDownloadPath": None if self.download_path is None else bool(self.download_path),
            "category": self.category,
            "tags": commas(self.tags) or None,
            "rename": self.rename,
            "cookie": self.cookie,
            "paused": self.stopped,
            "stopped": self.stopped,
            "skip_checking": self.skip_checking,
            "seedMode": self.skip_checking,
            "root_folder": _ROOT_FOLDER.get(self.content_layout or ""),
            "contentLayout": self.content_layout,
            "upLimit": self.up_limit,
            "dlLimit": self.dl_limit,
            "ratioLimit": self.ratio_limit,
            "seedingTimeLimit": self.seeding_time_limit,
            "inactiveSeedingTimeLimit": self.inactive_seeding_time_limit,
            "shareLimitAction": self.share_limit_action,
            "shareLimitsMode": self.share_limits_mode,
            "autoTMM": auto_tmm,
            "sequentialDownload": self.sequential,
            "firstLastPiecePrio": self.first_last,
            "stopCondition": self.stop_condition,
            "addToTopOfQueue": self.add_to_top_of_queue,
            "forced": self.forced,
            "filePriorities": ",".join(map(str, self.file_priorities)) or None,
            "downloader": self.downloader,
            **({} if self.ssl is None else self.ssl.params()),
        }


_ROOT_FOLDER = {"Subfolder": True, "NoSubfolder": False}
_DEFAULTS = AddOptions()
_NOTHING_ADDED = "The server added nothing: it is in the list already, or it is not a torrent."


class AddResult(msgspec.Struct, frozen=True):
    """What came of adding; the torrents themselves show up in the list a little later."""

    added: int = msgspec.field(default=0, name="success_count")
    """Up to 5.1, everything that was asked for: the server then only says that something was."""
    failed: int = msgspec.field(default=0, name="failure_count")
    pending: int = msgspec.field(default=0, name="pending_count")
    """Links that the server has yet to fetch."""
    hashes: list[str] = msgspec.field(default_factory=list, name="added_torrent_ids")
    """The torrents added. From 5.2."""


class Adding(Scope):
    """Adds torrents and looks at what would be added."""

    async def add(
        self,
        urls: Collection[str] = (),
        file: bytes | None = None,
        options: AddOptions = _DEFAULTS,
    ) -> AddResult:
        """Add torrents from links (http, magnet or info hash) or from one .torrent file.

        Raises:
            Conflict: none could be added: already there, or up to 5.1 not a torrent.
            Rejected: the file is not a torrent, or an option is not valid.
        """
        try:
            answer = await self._add(urls, file, options)
        except Conflict as error:
            raise Conflict(_NOTHING_ADDED) from error
        if answer.strip() == "Ok.":
            return AddResult(added=len(urls) + (file is not None))
        if answer.strip() == "Fails.":
            raise Conflict(_NOTHING_ADDED)
        return _result(answer)

    @write("torrents/add", str)
    def _add(
        self, urls: Collection[str], file: bytes | None, options: AddOptions
    ) -> Params | Upload:
        params = {"urls": lines(urls) if urls else None, **options.params()}
        return params if file is None else Upload(params, file)

    @read("torrents/fetchMetadata", Metadata, since="5.2.0", limit=LONG_LIMIT)
    def fetch_metadata(self, source: str, downloader: str | None = None) -> Params:
        """Return the metadata of a link, magnet or info hash; ask again while `info` is None.

        The server keeps it for this session: `add` with the same text uses it.

        Raises:
            Rejected: the text names no torrent.
        """
        return {"source": encoded(source), "downloader": downloader}

    @read("torrents/parseMetadata", list[Metadata], since="5.2.0", limit=LONG_LIMIT)
    def parse_metadata(self, file: bytes) -> Upload:
        """Return the metadata of a .torrent file, as the only element.

        Raises:
            Rejected: the file is not a torrent.
        """
        return Upload({}, file)

    @read("torrents/saveMetadata", bytes, since="5.2.0", limit=LONG_LIMIT)
    def save_metadata(self, source: str) -> Params:
        """Return the .torrent file of what `fetch_metadata` fetched.

        Raises:
            NotFound: it was not asked for.
            Conflict: it is not there yet.
        """
        return {"source": encoded(source)}


def _result(answer: str) -> AddResult:
    try:
        return msgspec.json.decode(raw(answer), type=AddResult)
    except msgspec.DecodeError as error:
        failure = BadReply(f"The answer to torrents/add makes no sense: {error}.")
        failure.uncertain = True
        raise failure from error
