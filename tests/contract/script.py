"""Asks a server step by step and keeps what it answered, in the form of a recording.

A step that reads an effect is repeated until it answers as recorded, or, while recording, until it
answers the same for a while: a server needs a moment for much of what it does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import httpx

from tests.contract.shapes import Json, pick, shape, timeless
from tests.contract.subjects import Subject
from tests.live.torrents import Torrent

PATIENCE, QUIET = 60, 9
"""How often is waited for the recorded answer, and how often it must repeat while recording."""
FAMILIES = {
    "application/json": "json",
    "text/plain": "text",
    "text/html": "html",
    "application/x-bittorrent": "binary",
    "application/octet-stream": "binary",
}
AT_REST = {"pausedDL", "pausedUP", "stoppedDL", "stoppedUP"}
SEEDING = {"stalledUP", "uploading", "queuedUP"}
UNKNOWN = "f" * 40
"""A hash that no torrent has."""

Value = str | int | float | bool
Outcomes = dict[str, Json]
"""By step: status and kind of body, with shape or values of the body where it has any."""


class Script:
    """The steps of one scenario, done to one server."""

    def __init__(self, subject: Subject, expected: Mapping[str, Json] | None) -> None:
        """Begin a scenario; without expectations, it is being recorded."""
        self.subject = subject
        self.outcomes: Outcomes = {}
        self._expected = expected
        self._names = {subject.downloads: "<downloads>"}

    # Asking

    def call(
        self, endpoint: str, note: str = "", show: str | None = None, /, **params: Value
    ) -> httpx.Response:
        """Call an endpoint once and keep the answer; `show` names what to keep of JSON.

        `*` is all values, None the shape, and "" nothing of any body.
        """
        answer = self.post(endpoint, params)
        self.keep(endpoint, note, self._outcome(answer, show))
        return answer

    def read(self, endpoint: str, note: str, show: str | None = None, /, **params: Value) -> None:
        """Call an endpoint until it answers as expected, and keep that answer."""
        self.settle(endpoint, note, lambda: self._outcome(self.post(endpoint, params), show))

    def send(
        self,
        endpoint: str,
        note: str,
        /,
        method: str = "POST",
        show: str | None = None,
        **request: Any,  # noqa: ANN401 - what httpx takes
    ) -> httpx.Response:
        """Send any request and keep the answer; an endpoint with a slash in front is a path."""
        url = endpoint if endpoint.startswith("/") else f"/api/v2/{endpoint}"
        answer = self.subject.client.request(method, url, **request)
        self.keep(endpoint, note, self._outcome(answer, show))
        return answer

    def cookie(self, note: str, answer: httpx.Response) -> None:
        """Keep the cookie that an answer sets."""
        text = answer.headers.get("set-cookie", "none")
        text = re.sub(r"=[^;=]{16,}?(?=;)", "=<value>", text)
        self.keep("cookie", note, text.replace(str(self.subject.port), "<port>"))

    # Having torrents

    def log_in(self) -> None:
        """Begin a session."""
        answer = self.post("auth/login", {"username": "admin", "password": "adminadmin"})
        assert answer.is_success, answer.text

    def know(self, torrent: Torrent) -> None:
        """Have the recording call the torrent by its name."""
        self.name(torrent.hash, f"<{torrent.name}>")

    def name(self, literal: str, name: str) -> None:
        """Have the recording call something else by a name."""
        self._names[literal] = name

    def have(self, torrent: Torrent, *, complete: bool = False, **params: Value) -> str:
        """Let the server have a torrent, stopped unless it is complete; returns its hash."""
        self.know(torrent)
        if complete:
            self.subject.put(torrent)
        options = {"paused": not complete, "stopped": not complete}
        checked = {"skip_checking": complete, "seedMode": complete}
        data = _form({**options, **checked, **params})
        files = {"torrents": ("upload.torrent", torrent.metainfo)}
        answer = self.subject.client.post("/api/v2/torrents/add", data=data, files=files)
        assert answer.is_success, answer.text
        wanted = SEEDING if complete else AT_REST
        for _ in range(PATIENCE):
            state = self._state(torrent)
            if state in wanted:
                return torrent.hash
            if state == "missingFiles":
                self._put_again(torrent)
            self.subject.wait()
        raise AssertionError(f"{torrent.name} is {self._state(torrent)}, not {wanted}")

    def _put_again(self, torrent: Torrent) -> None:
        """Put back what an old release deleted late, with an earlier torrent of that name."""
        self.subject.put(torrent)
        for endpoint in ("torrents/start", "torrents/resume"):
            self.post(endpoint, {"hashes": torrent.hash})

    def _state(self, torrent: Torrent) -> str:
        rows = self.post("torrents/info", {"hashes": torrent.hash}).json()
        return str(rows[0]["state"]) if rows else "missing"

    def rest(self) -> None:
        """Wait until no torrent changes its state any more."""
        self._quiet(lambda: pick(self.post("torrents/info", {"sort": "name"}).json(), ["state"]))

    def wait_for(self, torrent: Torrent, field: str, value: Value) -> None:
        """Wait until a torrent has this value in a field."""
        for _ in range(PATIENCE):
            rows = self.post("torrents/info", {"hashes": torrent.hash}).json()
            if rows and rows[0][field] == value:
                return
            self.subject.wait()
        raise AssertionError(f"{field} of {torrent.name} never is {value}")

    def wait_until_listed(self, hashes: Sequence[str]) -> None:
        """Wait until the server lists torrents: 4.2.5 refuses one again while it is being added."""
        for _ in range(PATIENCE):
            if len(self.post("torrents/info", {"hashes": joined(hashes)}).json()) == len(hashes):
                return
            self.subject.wait()
        raise AssertionError(f"{hashes} are never listed")

    # Inside

    def post(self, endpoint: str, params: Mapping[str, Value]) -> httpx.Response:
        """Call an endpoint and keep nothing."""
        return self.subject.client.post(f"/api/v2/{endpoint}", data=_form(params))

    def settle(self, endpoint: str, note: str, probe: Callable[[], Json]) -> None:
        """Keep what `probe` finds once that is as expected, or changes no more."""
        label = _label(endpoint, note)
        if self._expected is None:
            outcome = self._quiet(probe)
        else:
            outcome, wanted = probe(), self._expected.get(label)
            for _ in range(PATIENCE):
                if outcome == wanted:
                    break
                self.subject.wait()
                outcome = probe()
        self.keep(endpoint, note, outcome)

    def _quiet(self, probe: Callable[[], Json]) -> Json:
        outcome, same = probe(), 0
        for _ in range(10 * QUIET):
            self.subject.wait()
            before, outcome = outcome, probe()
            same = same + 1 if outcome == before else 0
            if same == QUIET:
                return outcome
        raise AssertionError(f"this never stays the same: {outcome}")

    def keep(self, endpoint: str, note: str, outcome: Json) -> None:
        """Keep what a step found."""
        label = _label(endpoint, note)
        assert label not in self.outcomes, f"two steps are called {label!r}"
        self.outcomes[label] = outcome

    def _outcome(self, answer: httpx.Response, show: str | None) -> Json:
        kind = answer.headers.get("content-type", "").partition(";")[0]
        family = FAMILIES.get(kind, kind) if answer.content else "empty"
        line = f"{answer.status_code} {family}"
        if show == "" and answer.is_success:
            return line
        if family == "json":
            return [line, self._shown(answer, show)]
        if family == "text":
            return [line, _ordered(self.named(answer.text))]
        return line

    def _shown(self, answer: httpx.Response, show: str | None) -> Json:
        value: Json = json.loads(self.named(answer.text))
        if show is None:
            return shape(value)
        return timeless(value if show == "*" else pick(value, show.split()))

    def named(self, text: str) -> str:
        """Put names in place of what differs between servers."""
        for literal, name in self._names.items():
            text = text.replace(literal, name)
        return text


def _ordered(text: str) -> str:
    """Sort what stands in brackets: a set, which has another order each time a server starts."""
    return re.sub(r"\[(.*?)\]", lambda found: f"[{', '.join(sorted(found[1].split(', ')))}]", text)


def _form(params: Mapping[str, Value]) -> dict[str, str]:
    return {
        key: str(value).lower() if isinstance(value, bool) else str(value)
        for key, value in params.items()
    }


def _label(endpoint: str, note: str) -> str:
    return f"{endpoint}: {note}" if note else endpoint


def joined(hashes: Sequence[str]) -> str:
    """Return several hashes as one parameter."""
    return "|".join(hashes)
