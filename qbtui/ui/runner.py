"""Runs actions: the only place that does, and the only one that turns an ApiError into words.

The order is the same for every action: may it run, what does the user say to its form or question,
the call, and then what to tell and to fetch. An action that needs none of this (moving a cursor)
runs at once, without a task.
"""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Coroutine
from dataclasses import replace
from typing import Any, Protocol

from qbtui.actions.model import Action, Confirm, Form, Job
from qbtui.api.errors import ApiError
from qbtui.fields import FieldValue

Values = dict[str, FieldValue]


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

    def run(self, action: Action, job: Job) -> None:
        """Run `action`, or say why it cannot run now."""
        reason = self.refusal(action, job)
        if reason is not None:
            self._desk.refuse(reason)
        elif action.form or action.confirm:
            self._desk.start(self._converse(action, job))
        else:
            self._perform(action, job)

    def refusal(self, action: Action, job: Job) -> str | None:
        """Return why `action` cannot run now; None when it can."""
        if action.mutates and self._desk.read_only:
            return f"{action.title}: not in read-only mode"
        server = job.connection.server
        if action.since and server is not None and not server.at_least(action.since):
            return f"{action.title} needs qBittorrent {action.since}; the server is {server.text}"
        reasons = (need(job) for need in action.needs)
        return next((reason for reason in reasons if reason), None)

    async def _converse(self, action: Action, job: Job) -> None:
        try:
            answered = await self._question(action, job)
        except ApiError as error:
            self._fail(action, error)
            return
        if answered is not None:
            await self._settle(action, answered, action.call(answered))

    async def _question(self, action: Action, job: Job) -> Job | None:
        """Return `job` with what the user answered; None when they cancelled."""
        for build in (action.form, action.confirm):
            question = build(job) if build else None
            if inspect.isawaitable(question):
                question = await question
            if question is None:
                continue
            answer = await self._desk.ask(question)
            if answer is None:
                return None
            job = replace(job, values={**job.values, **answer})
        return job

    def _perform(self, action: Action, job: Job) -> None:
        outcome = action.call(job)
        if inspect.isawaitable(outcome):
            self._desk.start(self._settle(action, job, outcome))
        elif isinstance(outcome, str):
            self._desk.tell(outcome)

    async def _settle(
        self, action: Action, job: Job, outcome: Awaitable[str | None] | str | None
    ) -> None:
        try:
            message = await outcome if inspect.isawaitable(outcome) else outcome
        except ApiError as error:
            self._fail(action, error)
            return
        finally:
            if action.mutates:
                job.live.wake()
        if isinstance(message, str):
            self._desk.tell(message)

    def _fail(self, action: Action, error: ApiError) -> None:
        self._desk.fail(f"{action.title}: {error.message}", error.hint)
