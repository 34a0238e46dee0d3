"""The whole program before a server of plain dictionaries, a user's hands, and what they see."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from msgspec import convert
from rich.style import Style
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widget import Widget

from qbtui.api.access import Access
from qbtui.api.client import Client
from qbtui.api.endpoint import CATALOGUE, Endpoint, Last, Params, Upload
from qbtui.api.errors import ApiError
from qbtui.api.models.details import File, Properties, Tracker, WebSeed
from qbtui.api.models.server import PeersReply
from qbtui.api.models.torrent import Listed
from qbtui.api.version import ServerVersion
from qbtui.config.launch import Launch
from qbtui.config.model import Config, Server
from qbtui.ui.app import QbtuiApp
from tests.actions.stage import NO_LIMITS, Call, Recorder
from tests.internals import strips
from tests.state.model_server import Json, ModelServer
from tests.ui.rest import rest
from tests.ui.widgets.host import style_at

SMALL, LARGE = (80, 24), (200, 50)
HOME = Server(url="http://home.test:8080", username="admin", password="secret")
RARELY = 60_000
"""Milliseconds between polls: a test asks for those that it needs."""


def row(name: str, number: int = 0, **fields: object) -> Json:
    """Return a torrent with every field that a default column needs; a higher number is newer."""
    return {
        "name": name,
        "state": "downloading",
        "size": (number + 1) * 1024**3,
        "total_size": (number + 1) * 1024**3,
        "progress": 0.5,
        "dlspeed": 0,
        "upspeed": 0,
        "priority": 0,
        "num_seeds": number,
        "num_complete": number,
        "num_leechs": 0,
        "num_incomplete": 0,
        "ratio": number / 10,
        "popularity": 0,
        "eta": 8640000,
        "category": "",
        "tags": "",
        "tracker": "",
        "added_on": 1_700_000_000 + number,
        **fields,
    }


def hash_of(number: int) -> str:
    """Return the hash of the torrent with this place in `qbittorrent(...)`."""
    return f"{number:040x}"


class Qbittorrent(Recorder):
    """A client whose server has torrents, and answers until it is told to fail."""

    def __init__(self, release: str = "5.3.0") -> None:
        super().__init__(release)
        self.model = ModelServer()
        self.model.now["server_state"]["refresh_interval"] = RARELY
        self.accesses: list[Access] = []
        """What the program tried to enter with, from the first server on."""
        self.trouble: ApiError | None = None
        """What every call of the list fails with."""
        self.details: dict[str, object] = {
            "torrents/properties": Properties(save_path="/data", piece_size=1024**2, pieces_num=4),
            "torrents/files": [
                File(name="disc/a.iso", size=2000, progress=0.5),
                File(name="disc/b.txt", size=1000, progress=1),
                File(name="readme", size=10, progress=0),
            ],
            "torrents/trackers": [
                Tracker(url="http://tracker.test/announce", tier=0, status=2, msg="hello"),
                Tracker(url="http://away.test/announce", tier=1, status=4, msg="gone"),
            ],
            "sync/torrentPeers": PeersReply(
                rid=1,
                full_update=True,
                peers={
                    "10.0.0.1:5": {"ip": "10.0.0.1", "port": 5, "client": "qB 5", "progress": 1}
                },
            ),
            "torrents/pieceStates": [2, 2, 1, 0],
            "torrents/pieceAvailability": [1, 1, 1, 0],
            "app/preferences": NO_LIMITS,
            "app/getDirectoryContent": [],
            "torrents/add": "Ok.",
            "torrents/webseeds": [WebSeed(url="http://seed.test/disc")],
        }
        """Path of an endpoint -> what it answers; an ApiError is raised."""
        self._kept: dict[str, asyncio.Future[None]] = {}

    def make(self, access: Access) -> Client:
        """Be the client for `access`."""
        self.access = access
        if access.url:
            self.accesses.append(access)
        return self

    def has(self, *torrents: Json) -> Qbittorrent:
        """Have these torrents, numbered from 1."""
        self.model.now["torrents"] = {
            hash_of(number): torrent for number, torrent in enumerate(torrents, 1)
        }
        return self

    @property
    def torrents_now(self) -> dict[str, Json]:
        """The torrents by hash, to be changed."""
        torrents: dict[str, Json] = self.model.now["torrents"]
        return torrents

    @property
    def changes(self) -> list[Call]:
        """The calls so far that change something."""
        return [call for call in self.journal if CATALOGUE[call[0]].mutates]

    def _default(self, endpoint: Endpoint) -> object:
        """Answer as it is when asked for torrents: with all, as the first release does."""
        if endpoint.path == "torrents/info":
            return [
                convert({"hash": hash_, **torrent}, Listed)
                for hash_, torrent in self.torrents_now.items()
            ]
        return None

    async def connect(self) -> ServerVersion:
        """Answer as a server that lets in, or fail."""
        if self.trouble is not None:
            raise self.trouble
        assert self.server is not None
        return self.server

    def keep_answer(self, path: str) -> asyncio.Future[None]:
        """Keep the next answer of an endpoint until what is returned has a result, or an error."""
        self._kept[path] = asyncio.get_running_loop().create_future()
        return self._kept[path]

    async def call(
        self, endpoint: Endpoint, content: Params | Upload, last: Last | None = None
    ) -> Any:  # noqa: ANN401 - as the client's
        """Write the call down, and answer it."""
        reply = await super().call(endpoint, content, last)
        if kept := self._kept.pop(endpoint.path, None):
            await kept
        if endpoint.path == "sync/maindata" and isinstance(content, Mapping):
            if self.trouble is not None:
                raise self.trouble
            return self.model.maindata(int(content["rid"] or 0))
        standing = self.details.get(endpoint.path)
        if reply is None and isinstance(standing, ApiError):
            raise standing
        return standing if reply is None else reply


class Screen:
    """The program and what it shows."""

    def __init__(self, app: QbtuiApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def strips(self) -> list[Strip]:
        """The screen as it is drawn, with what shows of the screens below."""
        return strips(self.app)

    @property
    def lines(self) -> list[str]:
        """The lines of the screen."""
        return [strip.text for strip in self.strips]

    @property
    def text(self) -> str:
        """The screen as one text."""
        return "\n".join(self.lines)

    @property
    def words(self) -> str:
        """The words of the screen without frames and line breaks, to find sentences in."""
        return " ".join(self.text.translate(str.maketrans("│╭╮╰╯─▏▕▊▎", " " * 10)).split())

    def part(self, widget: Widget) -> list[str]:
        """Return the lines of one widget."""
        x, y, width, height = widget.region
        return [strip.crop(x, x + width).text.rstrip() for strip in self.strips[y : y + height]]

    @property
    def title(self) -> str:
        """The line above the list."""
        return self.part(self.app.main.torrents)[0]

    @property
    def header(self) -> str:
        """The titles of the columns of the list."""
        return self.part(self.app.main.torrents.rows)[0]

    @property
    def rows(self) -> list[str]:
        """The lines of the list with something in them."""
        return [line for line in self.part(self.app.main.torrents.rows)[1:] if line]

    @property
    def names(self) -> list[str]:
        """The names of the torrents, top to bottom; a name is one word."""
        return [torrent.name for torrent in self.app.main.torrents.listing.shown]

    @property
    def current(self) -> str:
        """The name of the torrent under the cursor."""
        torrent = self.app.main.torrents.listing.current
        assert torrent is not None
        assert any(torrent.name in line for line in self.rows)
        return torrent.name

    @property
    def status(self) -> str:
        """The line with the connection."""
        return self.lines[-2]

    @property
    def message(self) -> str:
        """The last line: keys, or what there is to tell."""
        return self.lines[-1].strip()

    @property
    def details(self) -> str:
        """What the details show."""
        return "\n".join(self.part(self.app.main.details))

    @property
    def focused(self) -> str:
        """The name of the pane that has the focus."""
        main = self.app.main
        return next(name for name, pane in main.panes.items() if pane is main.focused_pane)

    @property
    def shown(self) -> set[str]:
        """The names of the panes that show."""
        return {name for name, pane in self.app.main.panes.items() if pane.display}

    def style(self, text: str) -> Style:
        """Return how the first `text` on the screen looks."""
        for strip in self.strips:
            if text in strip.text:
                return style_at(strip, strip.text.index(text))
        raise AssertionError(f"{text!r} is not on the screen")

    async def press(self, *keys: str) -> None:
        """Press keys."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Type text."""
        await self.press(*("space" if letter == " " else letter for letter in text))

    async def click(self, text: str, inside: Widget | None = None, times: int = 1) -> None:
        """Click on the first `text` of the screen, or of one widget."""
        left, top, _, _ = (inside or self.app.screen).region
        lines = self.part(inside or self.app.screen)
        y = next(y for y, line in enumerate(lines) if text in line)
        await self.pilot.click(offset=(left + lines[y].index(text), top + y), times=times)
        await self.pilot.pause()

    async def resize(self, width: int, height: int) -> None:
        """Change the size of the terminal."""
        await self.pilot.resize_terminal(width, height)
        await self.pilot.pause()

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds and the program rests."""
        for _ in range(1000):
            await rest(self.app)
            if holds():
                return
            await asyncio.sleep(0.01)
        raise AssertionError("it never came\n" + self.text)

    async def shows(self, *texts: str) -> None:
        """Wait until the screen shows all `texts`."""
        await self.until(lambda: all(text in self.words for text in texts))

    async def poll(self) -> None:
        """Have everything fetched, and wait until it shows."""
        synced = self.app.main.link.live.connection
        before = (synced.last_sync, synced.retry_at, synced.error)
        self.app.main.link.live.resync()

        def polled() -> bool:
            now = self.app.main.link.live.connection
            return (now.last_sync, now.retry_at, now.error) != before

        await self.until(polled)
        await self.pilot.pause()


class Stage(Screen):
    """The program before a scripted server."""

    def __init__(self, app: QbtuiApp, pilot: Pilot[int], server: Qbittorrent) -> None:
        super().__init__(app, pilot)
        self.server = server


@asynccontextmanager
async def started(
    server: Qbittorrent,
    size: tuple[int, int] = SMALL,
    *,
    config: Config | None = None,
    config_path: Path = Path("/nowhere/config.toml"),
    profile: Server | None = HOME,
    read_only: bool = False,
) -> AsyncIterator[Stage]:
    """Start the program before `server`, without waiting for it."""
    launch = Launch(
        config=config or Config(),
        config_path=config_path,
        name="home" if profile else None,
        server=profile,
        password=profile.password if profile else None,
        read_only=read_only,
    )
    app = QbtuiApp(launch, server.make)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        yield Stage(app, pilot, server)


@asynccontextmanager
async def opened(
    server: Qbittorrent,
    size: tuple[int, int] = SMALL,
    *,
    config: Config | None = None,
    read_only: bool = False,
) -> AsyncIterator[Stage]:
    """Start the program before `server`, and wait until its torrents show."""
    async with started(server, size, config=config, read_only=read_only) as stage:
        await stage.until(lambda: len(stage.names) == len(server.torrents_now))
        await stage.pilot.pause()
        yield stage
