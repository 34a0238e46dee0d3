"""A stage to run actions on: a client that writes down its calls, a screen that does too."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, cast

from msgspec.structs import asdict

from qbtui.actions import BY_ID
from qbtui.actions.model import Confirm, Form, Job, View
from qbtui.actions.present import Lately
from qbtui.actions.transfer import ALTERNATIVE, NORMAL
from qbtui.api.client import Access, Client
from qbtui.api.endpoint import CATALOGUE, Endpoint, Last, Params, Upload
from qbtui.api.errors import ApiError
from qbtui.api.models.details import File
from qbtui.api.models.server import Category, ServerState
from qbtui.api.models.torrent import Listed, Torrent
from qbtui.api.version import ServerVersion, parse_version
from qbtui.columns.model import Column
from qbtui.fields import Field, FieldValue, Kind
from qbtui.state.connection import Connection, Phase
from qbtui.state.listing import Listing
from qbtui.state.live import Live
from qbtui.ui.runner import Runner

Call = tuple[str, dict[str, object]]
"""The path of an endpoint, and the parameters it was called with."""


NO_LIMITS = dict.fromkeys(NORMAL + ALTERNATIVE, 0)
"""The rate limits that a new server says in its preferences."""


class Recorder(Client):
    """A client that writes calls down instead of sending them."""

    def __init__(self, release: str) -> None:
        super().__init__(Access(url="http://server.test"))
        self.server = ServerVersion(parse_version(release), f"v{release}")
        self.journal: list[Call] = []
        self.uploads: list[bytes] = []
        self.replies: dict[str, list[object]] = {}
        """What to answer, by path: one after the other; an ApiError is raised."""
        self.listed: tuple[Torrent, ...] = ()
        """What to answer when asked for the torrents."""
        self.magnets: dict[str, str] = {}
        """The magnet links of those, by hash."""
        self.files: list[File] = []
        """What to answer when asked for the files of a torrent."""

    async def call(
        self, endpoint: Endpoint, content: Params | Upload, last: Last | None = None
    ) -> Any:  # noqa: ANN401 - as the client's
        """Write the call down."""
        params = content.params if isinstance(content, Upload) else content
        if isinstance(content, Upload):
            self.uploads.append(content.file)
        given: dict[str, object] = {
            name: value for name, value in params.items() if value is not None
        }
        self.journal.append((endpoint.path, given))
        replies = self.replies.get(endpoint.path)
        reply = replies.pop(0) if replies else self._default(endpoint)
        if isinstance(reply, ApiError):
            raise reply
        return reply

    def _default(self, endpoint: Endpoint) -> object:
        now = {"torrents/info": [*map(self._listed, self.listed)], "torrents/files": self.files}
        return now.get(endpoint.path)

    def _listed(self, torrent: Torrent) -> Listed:
        return Listed(**asdict(torrent), magnet_uri=self.magnets.get(torrent.hash, ""))


class Screen:
    """A screen that writes down what it is asked for; see `actions.model.View`."""

    def __init__(self) -> None:
        self.calls: list[tuple[object, ...]] = []
        self.listing: Listing[Torrent] = Listing(lambda torrent: torrent.hash)
        self.focused: Listing[Any] | None = self.listing
        self.columns: Sequence[Column[Any]] = ()
        self.steps_back = 0

    @property
    def sortable(self) -> Sequence[Column[Any]]:
        """The columns that can be sorted by."""
        return [column for column in self.columns if column.sort is not None]

    def back(self) -> bool:
        """Climb one of `steps_back`."""
        self.steps_back -= 1
        return self.steps_back >= 0

    async def copy(self, text: str, what: str) -> str:
        """Write it down, and say so."""
        self.calls.append(("copy", text, what))
        return f"Put {what} somewhere"

    async def read(self, text: str, name: str) -> None:
        """Write it down."""
        self.calls.append(("read", text, name))

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - any method of a View
        return lambda *args, **named: self.calls.append((name, *args, *named.values()))


class Poller(Live):
    """A poller that never polls."""

    def __init__(self, client: Client) -> None:
        super().__init__(client, cast("Any", None))
        self.asked: list[str] = []

    def wake(self) -> None:
        """Write it down."""
        self.asked.append("wake")

    def resync(self) -> None:
        """Write it down."""
        self.asked.append("resync")


class Stage:
    """Runs actions as the program does, with a user who answers every dialog."""

    def __init__(self, release: str = "5.3.0") -> None:
        self.client = Recorder(release)
        self.live = Poller(self.client)
        self.live.connection = Connection(Phase.ONLINE, self.client.server)
        self.live.store.server = ServerState(queueing=True)
        self.screen = Screen()
        self.torrents: tuple[Torrent, ...] = ()
        self.rows: tuple[object, ...] = ()
        self.moment = 0.0
        """Seconds, for what the jobs told torrents lately."""
        self.lately = Lately(lambda: self.moment)
        self.answer: Mapping[str, FieldValue] | None = {}
        """What the user types or picks, by field; the rest stays as it stands. None cancels.

        They give up when the server refuses it.
        """
        self.before_run: Callable[[], None] = lambda: None
        """What happens between the answer and the call."""
        self.read_only = False
        self.asked: list[Form | Confirm] = []
        self.told: list[str] = []
        self.refused: list[str] = []
        self.failed: list[str] = []
        self._work: list[Coroutine[Any, Any, None]] = []

    @property
    def journal(self) -> list[Call]:
        """The calls so far."""
        return self.client.journal

    @property
    def changes(self) -> list[Call]:
        """The calls so far that change something."""
        return [call for call in self.journal if CATALOGUE[call[0]].mutates]

    @property
    def filled(self) -> dict[str, object]:
        """The fields of the last form, with what stood there."""
        form = self.asked[-1]
        assert isinstance(form, Form)
        return {field.key: field.format(field.initial) for field in form.fields}

    def job(self) -> Job:
        """Return the job of this moment."""
        screen = cast("View", self.screen)
        return Job(self.client, self.live, screen, self.torrents, self.rows, lately=self.lately)

    def add(self, *torrents: Torrent) -> Stage:
        """Let the server have torrents, and choose them all."""
        self.live.store.torrents.update({torrent.hash: torrent for torrent in torrents})
        self.live.store.categories = {"linux": Category(name="linux", savePath="/data/linux")}
        self.live.store.tags = ["iso", "new"]
        self.torrents = self.client.listed = torrents
        return self

    def becomes(self, *torrents: Torrent) -> None:
        """Let the server have other torrents, or the same with other values."""
        self.add(*torrents)

    async def run(self, action: str) -> None:
        """Run an action to its end."""
        Runner(self).run(BY_ID[action], self.job())
        while self._work:
            await self._work.pop()

    @asynccontextmanager
    async def typing_ahead(self, _title: str) -> AsyncIterator[None]:
        """Type nothing ahead."""
        yield

    async def ask(self, question: Form | Confirm) -> dict[str, FieldValue] | None:
        """Fill in a dialog as a user who gives `answer`."""
        self.asked.append(question)
        await asyncio.sleep(0)
        if self.answer is None or (isinstance(question, Form) and question.problem):
            return None
        values = {field.key: _filled(field, self.answer) for field in question.fields}
        self.before_run()
        return values

    def tell(self, message: str) -> None:
        """Write it down."""
        self.told.append(message)

    def refuse(self, reason: str) -> None:
        """Write it down."""
        self.refused.append(reason)

    def fail(self, message: str, hint: str) -> None:
        """Write it down."""
        self.failed.append(f"{message} {hint}".strip())

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Keep it for `run`."""
        self._work.append(work)


def _filled(field: Field, answer: Mapping[str, FieldValue]) -> FieldValue:
    """Return what is in `field` after the user."""
    given = answer.get(field.key, field.initial)
    if isinstance(given, dict) and isinstance(field.initial, dict):
        return {**field.initial, **given}
    if field.kind in (Kind.TOGGLE, Kind.CHOICE):
        return given
    return field.parse(str(given) if field.key in answer else field.format(given))


def torrent(number: int = 1, **fields: object) -> Torrent:
    """Return a torrent of 1 GiB that downloads."""
    given = {"name": f"torrent {number}", "state": "downloading", "size": 1024**3} | fields
    return Torrent(hash=f"{number:040x}", total_size=1024**3, **cast("Any", given))


def hash_of(*numbers: int) -> str:
    """Return the hashes of the torrents with these numbers, as they are sent."""
    return "|".join(f"{number:040x}" for number in numbers)
