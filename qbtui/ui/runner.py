"""Runs actions: the only place that does, and the only one that turns an ApiError into words.

The order is the same for every action: may it run, what does the user say to its form or question,
the call, and then what to tell and to fetch. What changes the server takes its turn, so that keys
work in the order in which they were pressed; so do dialogs, of which there is one at a time. An
action that needs none of this (moving a cursor) runs at once, without a task.
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Coroutine, Mapping
from typing import Any, Protocol

from msgspec.structs import replace

from qbtui.actions.model import Action, Confirm, Form, Job
from qbtui.api.errors import ApiError, Conflict, Forbidden, Rejected, Unreachable
from qbtui.fields import FieldValue

Values = dict[str, FieldValue]

MAYBE = "It may have been done nevertheless: the list will show."
NOT_DONE = "It was not done."
NOT_YET = "The dialog of the key before is on its way"


class Desk(Protocol):
    """What the runner asks of the program around it."""

    read_only: bool
    """Whether everything that changes the server is refused."""

    async def ask(self, question: Form | Confirm) -> Values | None:
        """Show a dialog; None when the user cancelled it."""

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
        """Held by the action that asks, from what it fetches for its dialog to the answer."""

    def run(self, action: Action, job: Job) -> None:
        """Run `action`, or say why it cannot run now."""
        reason = self.refusal(action, job)
        if reason is not None:
            self._desk.refuse(reason)
        elif _asks(action) and self._dialog.locked():
            self._desk.refuse(NOT_YET)
        elif action.mutates:
            self._desk.start(self._converse(action, job))
        else:
            self._perform(action, job)

    def refusal(self, action: Action, job: Job) -> str | None:
        """Return why `action` cannot run now; None when it can."""
        if barred := action.barred(job.connection.server, self._desk.read_only):
            return barred
        reasons = (need(job) for need in action.needs)
        return next((reason for reason in reasons if reason), None)

    async def _converse(self, action: Action, job: Job) -> None:
        """Ask and change the server, until it takes what the user says or they give up."""
        problem = ""
        while (answered := await self._answered(action, job, problem)) is not None:
            problem = await self._refused(action, answered)
            if not problem:
                return
            job = answered

    async def _answered(self, action: Action, job: Job, problem: str) -> Job | None:
        if not _asks(action):
            return job
        try:
            async with self._dialog:
                return await self._question(action, job, problem)
        except ApiError as error:
            # Nothing was to be changed yet, so nothing is in doubt.
            self._desk.fail(f"{action.title}: {error.message}", error.hint)
            return None

    async def _refused(self, action: Action, job: Job) -> str:
        """Change the server; return why it did not take the values of the form, if so."""
        try:
            await self._change(action, job)
        except (Conflict, Forbidden, Rejected) as error:
            if action.form is not None and not error.uncertain:
                return f"{error.message} {error.hint}".strip()
            self._fail(action, error)
        except ApiError as error:
            self._fail(action, error)
        return ""

    async def _question(self, action: Action, job: Job, problem: str) -> Job | None:
        """Return `job` with what the user answered; None when they cancelled.

        The fields of a form begin with the values that `job` has; `problem` is what the server
        said about them.
        """
        if action.present:
            async with self._turn:
                job = await action.present(job)
        for build in (action.form, action.confirm):
            question = build(job) if build else None
            if inspect.isawaitable(question):
                question = await question
            if question is None:
                continue
            if isinstance(question, Form):
                question = _filled(question, job.values, problem)
            answer = await self._desk.ask(question)
            if answer is None:
                return None
            job = replace(job, values={**job.values, **answer})
        return job

    async def _change(self, action: Action, job: Job) -> None:
        async with self._turn:
            try:
                if action.present:
                    job = await action.present(job)
                await self._tell(action.call(job))
            finally:
                job.live.wake()

    def _perform(self, action: Action, job: Job) -> None:
        outcome = action.call(job)
        if inspect.isawaitable(outcome):
            self._desk.start(self._tell(outcome))
        elif outcome is not None:
            self._desk.tell(outcome)

    async def _tell(self, outcome: Awaitable[str | None] | str | None) -> None:
        message = await outcome if inspect.isawaitable(outcome) else outcome
        if message is not None:
            self._desk.tell(message)

    def _fail(self, action: Action, error: ApiError) -> None:
        hint = error.hint
        if error.uncertain:
            hint = MAYBE
        elif isinstance(error, Unreachable):
            hint = f"{NOT_DONE} {hint}"
        self._desk.fail(f"{action.title}: {error.message}", hint)


def _asks(action: Action) -> bool:
    return bool(action.form or action.confirm)


def _filled(form: Form, values: Mapping[str, FieldValue], problem: str) -> Form:
    """Return `form` with `values` in its fields."""
    fields = tuple(
        replace(field, initial=values[field.key]) if field.key in values else field
        for field in form.fields
    )
    return replace(form, fields=fields, problem=problem)
