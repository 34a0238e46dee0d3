"""Runs actions: the only place that does, and that tells of their failure.

The order is the same for every action: may it run, what does the user say to its form or question,
the call, and then what to tell and to fetch. What changes the server takes its turn, so that keys
work in the order in which they were pressed; so do dialogs, of which there is one at a time, and
which get what is typed while they are on their way. What only asks the server waits beside all
that, and the newest of it alone: an older one would copy its text over what was wanted last. An
action that needs none of this (moving a cursor) runs at once, without a task.
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Coroutine, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

from msgspec.structs import replace

from qbtui.actions.model import Action, Confirm, Form, Job
from qbtui.actions.words import NOTHING
from qbtui.api.errors import ApiError, Unreachable
from qbtui.fields import FieldValue

Values = dict[str, FieldValue]

MAYBE = "It may have been done nevertheless: the list will show."
NOT_DONE = "It was not done."


class GaveUpError(Exception):
    """The user no longer waits for a dialog."""


class Desk(Protocol):
    """What the runner asks of the program around it."""

    read_only: bool
    """Whether everything that changes the server is refused."""

    def typing_ahead(self, title: str) -> AbstractAsyncContextManager[None]:
        """Keep what is typed within for what shows at the end; an error forgets it.

        Raises:
            GaveUpError: the user no longer wants what `title` says.
        """

    def ask(self, question: Form | Confirm) -> Awaitable[Values | None]:
        """Show a dialog, and return its answer: None when the user cancelled it."""

    def tell(self, message: str) -> None:
        """Show a short message."""

    def refuse(self, reason: str) -> None:
        """Show why nothing was done."""

    def fail(self, message: str, hint: str) -> None:
        """Show that the server did not do it, and what to do."""

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Run `work` beside the screen until it ends or the program does."""


class Runner:
    """Runs one action after the other on the jobs it is given."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._turn = asyncio.Lock()
        """Held by the action that changes the server, or fetches what it decides from."""
        self._dialog = asyncio.Lock()
        """Held by the action whose dialog is on its way or open."""
        self._reading: tuple[Action, asyncio.Future[str | None]] | None = None
        """What changes nothing, and waits for the server or for a program of this machine."""

    def run(self, action: Action, job: Job) -> None:
        """Run `action`, or say why it cannot run now."""
        reason = self.refusal(action, job)
        if reason is not None:
            self._desk.refuse(reason)
        elif action.mutates:
            self._desk.start(self._told(action, self._converse(action, job)))
        else:
            self._perform(action, job)

    def refusal(self, action: Action, job: Job) -> str | None:
        """Return why `action` cannot run now; None when it can."""
        if barred := action.barred(job.connection.server, self._desk.read_only):
            return barred
        reasons = (need(job) for need in action.needs)
        return next((reason for reason in reasons if reason), None)

    async def _told(self, action: Action, work: Coroutine[Any, Any, None]) -> None:
        """Do `work`, and tell what ended it before anything was changed."""
        try:
            await work
        except ApiError as error:
            # Nothing was to be changed yet, so nothing is in doubt.
            self._desk.fail(f"{action.title}: {error.message}", error.hint)
        except GaveUpError:
            self._desk.tell(f"{action.title}: given up")

    async def _converse(self, action: Action, job: Job) -> None:
        """Ask and change the server, until it takes what the user says or they give up.

        Raises:
            ApiError: what it decides from could not be fetched; nothing was changed.
            GaveUpError: the user did not wait for it.
        """
        question, values = await self._asked(action, job)
        if values is not None and action.needs:
            # Without needs it is not about what is marked.
            job.view.end_range()
        form, handed = question, dict[str, FieldValue]()
        while values is not None:
            handed = form.handed(values, handed) if isinstance(form, Form) else values
            if isinstance(form, Form) and not handed:
                self._desk.tell(NOTHING)
                return
            failure = await self._change(action, replace(job, values=handed))
            if failure is None:
                return
            if not isinstance(question, Form):
                self._desk.fail(f"{action.title}: {failure.message}", _hint(failure))
                return
            # Whatever went wrong, what was typed is not lost.
            async with self._dialog:
                problem = f"{failure.message} {_hint(failure)}".strip()
                values = await self._desk.ask(_filled(replace(question, problem=problem), values))

    async def _asked(self, action: Action, job: Job) -> tuple[Form | Confirm | None, Values | None]:
        """Return the question of an action, if it has one, and what the user answered.

        Raises:
            ApiError: what it decides from could not be fetched.
            GaveUpError: the user did not wait for it.
        """
        build = action.form or action.confirm
        if build is None:
            return None, {}
        async with self._dialog:
            async with self._desk.typing_ahead(action.title):
                if action.present:
                    async with self._turn:
                        job = await action.present(job)
                question = build(job)
                if inspect.isawaitable(question):
                    question = await question
                if isinstance(question, Form):
                    question = _filled(question, job.values)
                answer = self._desk.ask(question) if question else None
            if question is None or answer is None:
                return None, {}
            values = await answer
            if values is not None and isinstance(question, Confirm):
                values = {**question.values, **values}
            return question, values

    async def _change(self, action: Action, job: Job) -> ApiError | None:
        """Change the server, and return what went wrong, if something did."""
        async with self._turn:
            try:
                if action.present:
                    job = await action.present(job)
                await self._tell(action.call(job))
            except ApiError as error:
                return error
            finally:
                job.live.wake()
        return None

    def _perform(self, action: Action, job: Job) -> None:
        outcome = action.call(job)
        if inspect.isawaitable(outcome):
            self._desk.start(self._told(action, self._read(action, outcome)))
        elif outcome is not None:
            self._desk.tell(outcome)

    async def _read(self, action: Action, outcome: Awaitable[str | None]) -> None:
        """Wait for what changes nothing, in place of any before that still waits.

        Raises:
            ApiError: the server did not tell.
        """
        if self._reading is not None:
            older, unread = self._reading
            unread.cancel()
            if older is not action:
                self._desk.tell(f"{older.title}: given up")
        waiting = asyncio.ensure_future(outcome)
        self._reading = mine = action, waiting
        try:
            await self._tell(waiting)
        except asyncio.CancelledError:
            # Else it was given up for a newer one.
            if self._reading is mine:
                raise
        finally:
            if self._reading is mine:
                self._reading = None

    async def _tell(self, outcome: Awaitable[str | None] | str | None) -> None:
        message = await outcome if inspect.isawaitable(outcome) else outcome
        if message is not None:
            self._desk.tell(message)


def _hint(error: ApiError) -> str:
    """Return what to do about an error, and whether anything was done."""
    if error.uncertain:
        return MAYBE
    return f"{NOT_DONE} {error.hint}" if isinstance(error, Unreachable) else error.hint


def _filled(form: Form, values: Mapping[str, FieldValue]) -> Form:
    """Return `form` with `values` in its fields."""
    fields = tuple(
        replace(field, initial=values.get(field.key, field.initial)) for field in form.fields
    )
    return replace(form, fields=fields)
