"""Makes keys of the bytes that a terminal sends, wherever their way has cut them.

A slow line may bring the sequence of one key in two reads. Its parts must not be taken for keys of
their own: of the left arrow's, the last is the `D` that deletes files.
"""

from __future__ import annotations

import re
import time
from codecs import getincrementaldecoder
from collections.abc import Callable

from textual.events import Key
from textual.message import Message

from qbtui.ui.internals import ESCAPE, AltParser

TORN_SECONDS = 0.5
"""How long the rest of a sequence is waited for. Of an escape alone it is the time that Textual
waits, a fifth of this: it is a key too, and one that people wait for."""
REST_SECONDS = 1.0
"""How long after an escape the rest of a sequence that it began is known as such."""

_TORN = re.compile(r"\x1b(?:\[\[?[<?]?[\d;:]*|O)\Z")
_REST = re.compile(r"(?:\[[<?]?[\d;:]*[A-Za-z~]?|O[A-Za-z]?)(?=\x1b|\Z)")


class Keyboard:
    """Collects what is read until it is whole; `now` returns seconds."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._parser = AltParser()
        # Bytes that are no UTF-8 are no keys.
        self._decoder = getincrementaldecoder("utf-8")("ignore")
        self._torn, self._torn_at = "", 0.0
        """The beginning of a sequence, and when it came."""
        self._is_escaped = False
        """Whether its escape was taken for a key already."""
        self._escaped_at: float | None = None
        """When an escape was last taken for a key because nothing followed it."""

    def feed(self, sent: bytes) -> list[Message]:
        """Return the keys and other events of what was read."""
        text = self._torn + self._decoder.decode(sent)
        is_rest = self._is_rest(text)
        if is_rest:
            text = ESCAPE + text
        self._escaped_at = None
        torn = _TORN.search(text)
        self._torn, self._torn_at = (torn[0] if torn else ""), self._now()
        self._is_escaped = is_rest and self._torn == text
        whole = text.removesuffix(self._torn)
        return list(self._parser.feed(whole)) if whole else []

    def tick(self) -> list[Message]:
        """Return what has become of earlier reads, as nothing followed them."""
        if self._torn and self._now() - self._torn_at >= TORN_SECONDS:
            torn, self._torn = self._torn, ""
            return list(self._parser.feed(torn.removeprefix(ESCAPE) if self._is_escaped else torn))
        found = list(self._parser.tick())
        if any(isinstance(event, Key) and event.key == "escape" for event in found):
            self._escaped_at = self._now()
        return found

    def _is_rest(self, text: str) -> bool:
        late = self._escaped_at is not None and self._now() - self._escaped_at < REST_SECONDS
        return late and _REST.match(text) is not None
