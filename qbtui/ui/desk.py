"""What the runner asks of the program: dialogs for questions, words for answers.

Dialogs are imported when the first one is needed: the first frame does not wait for them.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Coroutine
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from qbtui.actions.model import Confirm, Form
from qbtui.api.errors import ApiError
from qbtui.text import enter, enter_lines, raw
from qbtui.ui.runner import GaveUpError, Values
from qbtui.ui.screens.too_small import TooSmall
from qbtui.ui.typeahead import TypeAhead
from qbtui.ui.unasked import Unasked

if TYPE_CHECKING:
    from qbtui.ui.screens.main import MainScreen

ERROR_SECONDS = 10
"""How long the words of a failure stay."""
SLOW_SECONDS = 0.5
"""How long a dialog may be on its way before the user is told what they wait for."""


class ScreenDesk:
    """Implements `runner.Desk` for the main screen."""

    def __init__(self, screen: MainScreen, type_ahead: TypeAhead, read_only: bool) -> None:
        self.read_only = read_only
        self.unasked = Unasked(self._is_free)
        self._screen = screen
        self._type_ahead = type_ahead

    @asynccontextmanager
    async def typing_ahead(self, title: str) -> AsyncIterator[None]:
        """Keep what is typed within for what shows at the end; an error forgets it.

        Raises:
            GaveUpError: the user no longer wants what `title` says.
        """
        loop = asyncio.get_running_loop()
        waiting = f"{title}: waiting for the server, escape gives up"
        slow = loop.call_later(SLOW_SECONDS, self._screen.tell, waiting)
        patience = asyncio.timeout(None)

        def give_up() -> None:
            if not patience.expired():
                patience.reschedule(loop.time())

        try:
            async with patience:
                self._type_ahead.hold(give_up)
                yield
        except BaseException:
            if patience.expired():
                # What was typed since is for the screen that is there.
                self._type_ahead.release()
                raise GaveUpError from None
            self._type_ahead.drop()
            raise
        else:
            self._type_ahead.release()
        finally:
            slow.cancel()
            self._screen.untell(waiting)

    def ask(self, question: Form | Confirm) -> Awaitable[Values | None]:
        """Show a dialog now, and return its answer: None when the user cancelled it.

        A form that comes back with a problem waits until nothing else is being typed.
        """
        from qbtui.ui.dialogs.confirm import ConfirmDialog
        from qbtui.ui.dialogs.form import FormDialog

        push = self._screen.app.push_screen
        if isinstance(question, Confirm):
            return push(ConfirmDialog(question), wait_for_dismiss=True)
        dialog = FormDialog(question, self._complete)
        if not question.problem:
            return push(dialog, wait_for_dismiss=True)
        answer: asyncio.Future[Values | None] = asyncio.get_running_loop().create_future()
        if not self._is_free():
            self.refuse(f"{question.title}: failed, its form comes back when this is closed")
        self.unasked.show(lambda: push(dialog, answer.set_result))
        return answer

    def _is_free(self) -> bool:
        """Tell whether a dialog may open by itself."""
        screen = self._screen
        return screen.is_on_top and not screen.is_typing and not self._type_ahead.is_holding

    @property
    def is_in_use(self) -> bool:
        """Whether somebody was typing a moment ago, and may be about to go on."""
        return self._type_ahead.is_in_use

    def loses_nothing(self) -> bool:
        """Tell whether the program may be left by a key that does not show what it leaves."""
        screens = self._screen.app.screen_stack
        is_asked = any(screen.is_modal and not isinstance(screen, TooSmall) for screen in screens)
        return not (is_asked or self._screen.is_typing or self.unasked.is_waiting)

    def tell(self, message: str) -> None:
        """Show a message, one of several lines until it is closed."""
        first, _, more = message.partition("\n")
        if more:
            self.notice(first, more)
        else:
            self._screen.tell(enter(first))

    def notice(self, title: str, message: str) -> None:
        """Show what is too long for a line, until it is closed."""
        from qbtui.ui.dialogs.notice import Notice

        dialog = Notice(title, message)
        self.unasked.show(lambda: self._screen.app.push_screen(dialog))

    def refuse(self, reason: str) -> None:
        """Show why nothing was done."""
        self._screen.tell(enter(reason), style="bar.warning")

    def fail(self, message: str, hint: str) -> None:
        """Show that the server did not do it, and what to do."""
        words = enter_lines(f"{message}\n{hint}" if hint else message)
        # One at a time: on a small screen three of them hide the list.
        self._screen.app.clear_notifications()
        self._screen.notify(words, severity="error", timeout=ERROR_SECONDS, markup=False)

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Run `work` beside the screen until it ends or the program does."""
        self._screen.run_worker(work, group="action")

    async def _complete(self, text: str) -> list[str]:
        """Return the server's folders that begin with `text`; none when it cannot tell."""
        folder, slash, _start = text.rpartition("/")
        if not slash:
            return []
        try:
            paths = await self._screen.link.live.client.app.directory_content(
                folder + slash, "dirs"
            )
        except ApiError:
            return []
        return [enter(f"{raw(path)}/") for path in paths if raw(path).startswith(text)]
