"""A user at the keyboard: presses keys, fills in dialogs and reads the screen of the real program.

Nothing here knows what an action does; what came of it is asked of the server by the tests.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from textual import events
from textual.pilot import Pilot
from textual.screen import ModalScreen, Screen

from qbtui.actions import BY_ID
from qbtui.actions.model import Context
from qbtui.actions.tabs import TABS
from qbtui.api.client import Client
from qbtui.api.endpoint import CATALOGUE, Endpoint, Last, Params, Upload
from qbtui.config import model
from qbtui.config.launch import Launch
from qbtui.state.connection import Phase
from qbtui.state.listing import Listing
from qbtui.text import raw
from qbtui.ui.app import QbtuiApp
from qbtui.ui.dialogs.entry import Entry
from tests.internals import key_of, strips
from tests.live.server import Server
from tests.live.ui import fields
from tests.live.ui.covering import ran
from tests.live.waiting import PATIENCE, PAUSE, NotHappenedError

T = TypeVar("T")

SIZE = (120, 40)
TAB_KEYS = {tab.id: str(number) for number, tab in enumerate(TABS, 1)}


class Witness(Client):
    """The real client, which also remembers what it was told to change."""

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - as the client's
        super().__init__(*args, **options)
        self.changes: list[str] = []
        """The paths of the calls that change something."""

    async def call(
        self, endpoint: Endpoint, content: Params | Upload, last: Last | None = None
    ) -> Any:  # noqa: ANN401 - as the client's
        """Remember the call and send it."""
        if CATALOGUE[endpoint.path].mutates:
            self.changes.append(endpoint.path)
        return await super().call(endpoint, content, last)


class Robot:
    """Drives one running program."""

    def __init__(self, app: QbtuiApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    @classmethod
    @asynccontextmanager
    async def on(
        cls,
        server: Server,
        size: tuple[int, int] = SIZE,
        read_only: bool = False,
        names: tuple[str, ...] = (),
    ) -> AsyncIterator[Robot]:
        """Start the program on `server` and wait until it lists every torrent there is.

        `names` are torrents to wait for besides.
        """
        profile = model.Server(url=server.url, username=server.username, password=server.password)
        config = model.Config(servers={"live": profile})
        launch = Launch(config, Path(), "live", profile, server.password, read_only)
        app = QbtuiApp(launch, Witness)
        async with app.run_test(size=size, notifications=True) as pilot:
            robot = cls(app, pilot)
            await robot.wait_until(lambda: robot.online, "the connection")
            for name in names:
                await robot.sees(name)
            yield robot

    # What there is

    @property
    def online(self) -> bool:
        """Whether the list was fetched."""
        return self.app.main.link.live.connection.phase is Phase.ONLINE

    @property
    def lines(self) -> list[str]:
        """The text of the screen, line by line, with what shows below a dialog."""
        return [strip.text for strip in strips(self.app)]

    @property
    def screen(self) -> str:
        """The text of the screen."""
        return "\n".join(self.lines)

    def line(self, text: str) -> str:
        """Return the first line of the screen that has `text`, empty when none has."""
        return next((line for line in self.lines if text in line), "")

    @property
    def sidebar(self) -> list[str]:
        """The text of the sidebar, line by line."""
        return [line[: self.app.main.sidebar.region.right] for line in self.lines]

    @property
    def work(self) -> list[str]:
        """The text beside the sidebar, line by line."""
        return [line[self.app.main.sidebar.region.right :] for line in self.lines]

    @property
    def listing(self) -> Listing[Any]:
        """The list that has the focus."""
        listing = self.app.main.view.focused
        assert listing is not None
        return listing

    @property
    def contexts(self) -> tuple[Context, ...]:
        """Whose keys work now."""
        return self.app.main.focused_pane.contexts

    @property
    def names(self) -> list[str]:
        """The torrents that show, in order, as the server spells them."""
        return [raw(torrent.name) for torrent in self.app.main.torrents.listing.shown]

    def told(self, field: str) -> set[Any]:
        """Return what the program knows of a field of the rows that an action would act on."""
        return {getattr(row, field) for row in self.listing.targets}

    @property
    def in_dialog(self) -> bool:
        """Whether a dialog is open."""
        return isinstance(self.app.screen, ModalScreen)

    @property
    def is_done(self) -> bool:
        """Whether the server has answered every action, and none asks anything."""
        actions = (worker for worker in self.app.workers if worker.group == "action")
        return all(worker.is_finished for worker in actions)

    @property
    def changes(self) -> list[str]:
        """The endpoints that were called to change something, in order."""
        client = self.app.main.link.live.client
        assert isinstance(client, Witness)
        return client.changes

    # What a user does

    async def press(self, *keys: str) -> None:
        """Press keys, by their names or as printed; each has had its effect on the screen then."""
        for key in keys:
            name = key if key.isalnum() or len(key) > 1 else key_of(key)
            character = " " if key == "space" else key if len(key) == 1 else None
            self.app.post_message(events.Key(name, character))
            await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Type text, key by key."""
        await self.press(*("space" if character == " " else character for character in text))

    async def paste(self, text: str) -> None:
        """Paste text, as a terminal sends it."""
        self.app.post_message(events.Paste(text))
        await self.pilot.pause()

    async def run(self, action: str) -> None:
        """Press the first default key of an action; its dialog may have to await the server."""
        ran(action)
        await self.press(*BY_ID[action].keys[0].split(" "))

    async def fill(self, values: Mapping[str, fields.Typed]) -> None:
        """Fill in the open form by the keys of its fields, and send it."""
        form = await self.dialog("the form")
        entries = {entry.field.key: entry for entry in form.query(Entry)}
        for key, value in values.items():
            entries[key].take_focus()
            await self.pilot.pause()
            await fields.enter(self, entries[key], value)
        await self.press("enter")
        await self.wait_until(lambda: self.app.screen is not form, "the form to be taken")

    async def confirm(self) -> None:
        """Answer the open question with yes."""
        await self.dialog("the question")
        await self.press("y")
        await self.wait_until(lambda: not self.in_dialog, "the question to be answered")

    async def dialog(self, what: str) -> Screen[Any]:
        """Wait until a dialog is open and takes keys, and return it."""
        await self.wait_until(lambda: self.in_dialog, what)
        await self.pilot.pause()
        return self.app.screen

    async def go_to(self, text: str) -> None:
        """Move the cursor of the focused list to the first row in which `text` stands."""
        await self.wait_until(lambda: self._index(text) is not None, f"a row with {text!r}")
        while step := (self._index(text) or 0) - self.listing.cursor:
            await self.press(*(["j"] * step or ["k"] * -step))

    async def mark(self, *texts: str) -> None:
        """Mark the rows in which these texts stand."""
        for text in texts:
            await self.go_to(text)
            await self.press("space")

    async def tab(self, name: str) -> None:
        """Go to a tab of the details."""
        await self.press("g", "d", TAB_KEYS[name])

    async def leave_details(self) -> None:
        """Go back to the torrents."""
        await self.press("g", "t")

    # What comes of it

    async def wait_until(self, holds: Callable[[], T], what: str, within: float = PATIENCE) -> T:
        """Let the program work until something holds, and return it.

        Raises:
            NotHappenedError: it never did; the message shows the screen.
        """
        deadline = time.monotonic() + within
        while not (found := holds()):
            if time.monotonic() > deadline:
                raise NotHappenedError(f"waited in vain for {what}\n{self.screen}")
            await self.pilot.pause(PAUSE)
        return found

    async def sees(self, *texts: str) -> str:
        """Wait until one line of the screen has all of `texts`, and return it."""

        def found() -> str:
            lines = (line for line in self.lines if all(text in line for text in texts))
            return next(lines, "")

        return await self.wait_until(found, f"a line with {texts}")

    async def loses(self, text: str) -> None:
        """Wait until `text` is nowhere on the screen."""
        await self.wait_until(lambda: text not in self.screen, f"{text!r} to go")

    async def knows(self, field: str, *values: Any) -> None:  # noqa: ANN401 - whatever rows hold
        """Wait until the program knows these values of a field, of the torrents from the top."""
        await self.becomes(
            lambda: tuple(getattr(row, field) for row in self.app.main.torrents.listing.shown),
            values,
        )

    async def becomes(self, actual: Callable[[], object], expected: object) -> None:
        """Wait until `actual` returns what is expected."""
        last: list[object] = []

        def matches() -> bool:
            last[:] = [actual()]
            return last == [expected]

        try:
            await self.wait_until(matches, f"{expected!r}")
        except NotHappenedError as error:
            raise NotHappenedError(f"it is {last[0]!r}; {error}") from None

    def _index(self, text: str) -> int | None:
        columns = self.app.main.view.columns
        for index, row in enumerate(self.listing.shown):
            if any(text in column.text(row) for column in columns):
                return index
        return None
