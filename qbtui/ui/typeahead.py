"""Hands on what is typed one key at a time, each when the one before it has had its effect.

Keys that arrive together, as over a slow line, would all go to where the focus is when the first
arrives: of `/del` the last three would be commands to the list. So would those that are typed for a
dialog which the server has to be asked for. What they mean is not decided here.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from math import inf
from typing import Any

from textual import events
from textual.app import App
from textual.dom import DOMNode

MOMENT, MOMENTS = 0.05, 10
"""Seconds between two looks at a key that is on its way, and how many pass before the next key no
longer waits for it."""
LATE = 0.01
"""Seconds by which a look is late where the program was busy or held up: no moment passed then."""
PAUSE = 2.0
"""Seconds without a key after which nobody is in the middle of typing."""
QUIET = 2
"""How many times in a row a key's way must end where it began."""
GIVE_UP = frozenset({"escape", "ctrl+g"})
"""Keys that end the wait for a dialog."""
NEVER_HELD = frozenset({"ctrl+c", "ctrl+z"})
"""Keys that leave the program, whatever it waits for."""


class TypeAhead:
    """Keeps back the keys that follow a key which is still on its way.

    A key goes from the focused widget to each of its parents in turn. What is sent the same way
    after it arrives after it; then the focus is where the key has put it.
    """

    def __init__(
        self,
        app: App[Any],
        deliver: Callable[[events.Event], Awaitable[None]],
        meant: Callable[[events.Event], Sequence[events.Event]],
        rested: Callable[[], object],
    ) -> None:
        """Hand on to `deliver`; `meant` returns what an event is where it goes.

        `rested` is called when all that was typed has had its effect.
        """
        self._app = app
        self._deliver = deliver
        self._meant = meant
        self._rested = rested
        self._held: deque[events.Event] = deque()
        self._patience: asyncio.TimerHandle | None = None
        """Runs while a key is on its way."""
        self._give_up: Callable[[], object] | None = None
        """Ends the wait for a dialog; None while there is none."""
        self._gave_up = False
        """Whether that was done: what is typed since is for what is there."""
        self._typed_until = -inf

    @property
    def is_in_use(self) -> bool:
        """Whether somebody was typing a moment ago, and may be about to go on."""
        return asyncio.get_running_loop().time() < self._typed_until

    async def take(self, event: events.Event) -> None:
        """Deliver a key, or keep it until its turn comes."""
        self._typed_until = asyncio.get_running_loop().time() + PAUSE
        if self._give_up is None:
            if self._patience is None:
                await self._send(event)
            else:
                self._held.append(event)
            return
        for part in self._meant(event):
            key = part.key if isinstance(part, events.Key) else ""
            if key in GIVE_UP and not self._gave_up:
                self.give_up()
            elif key in NEVER_HELD:
                await self._deliver(part)
            else:
                self._held.append(part)

    @property
    def is_holding(self) -> bool:
        """Whether a dialog is on its way, or keys are."""
        return self._give_up is not None or bool(self._held)

    @property
    def is_waiting(self) -> bool:
        """Whether a dialog is on its way, which is to have the keys."""
        return self._give_up is not None and not self._gave_up

    def hold(self, give_up: Callable[[], object]) -> None:
        """Keep all keys for a dialog that is on its way; one that gives up calls `give_up`."""
        self._give_up, self._gave_up = give_up, False

    def give_up(self) -> None:
        """Wait for no dialog any more, and forget what was typed for it."""
        if self._give_up is not None and not self._gave_up:
            self._gave_up = True
            self._held.clear()
            self._give_up()

    def release(self) -> None:
        """Hand on what was kept, to where the focus is by then."""
        self._give_up = None
        if self._patience is None:
            self._wait(MOMENTS)
            self._app.call_later(self._follow, None, 0)

    def drop(self) -> None:
        """Forget what was kept: the dialog does not come."""
        self._held.clear()
        self.release()

    async def _send(self, event: events.Event) -> None:
        self._wait(MOMENTS)
        first, *rest = self._meant(event)
        self._held.extendleft(reversed(rest))
        await self._deliver(first)
        self._app.call_later(self._follow, None, 0)

    def _wait(self, moments: int) -> None:
        if moments:
            loop = asyncio.get_running_loop()
            due = loop.time() + MOMENT
            self._patience = loop.call_at(due, self._look, moments, due)
        else:
            self._app.call_later(self._send_next)

    def _look(self, moments: int, due: float) -> None:
        in_time = asyncio.get_running_loop().time() < due + LATE
        self._wait(moments - in_time)

    async def _send_next(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None
        if self._held and self._give_up is None:
            await self._send(self._held.popleft())
        elif not self._held:
            self._rested()

    async def _follow(self, start: DOMNode | None, quiet: int) -> None:
        """Go the way of a key from where the focus is now, until that is the same as before."""
        here: DOMNode = self._app.focused or self._app.screen
        quiet = quiet + 1 if here is start else 0
        if quiet == QUIET:
            await self._send_next()
        else:
            here.call_later(self._climb, here, here, quiet)

    async def _climb(self, node: DOMNode, start: DOMNode, quiet: int) -> None:
        if node is self._app:
            await self._follow(start, quiet)
        else:
            parent = node.parent or self._app
            parent.call_later(self._climb, parent, start, quiet)
