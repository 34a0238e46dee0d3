"""Which actions the tests run: each test says so, and is held to it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import ParamSpec

P = ParamSpec("P")

COVERED: set[str] = set()
"""The ids of the actions that some test runs by their keys."""

_ran: set[str] = set()


def covers(*actions: str) -> Callable[[Callable[P, Awaitable[None]]], Callable[P, Awaitable[None]]]:
    """Declare that a test runs these actions; it fails when it does not."""
    COVERED.update(actions)

    def decorate(test: Callable[P, Awaitable[None]]) -> Callable[P, Awaitable[None]]:
        @wraps(test)
        async def run(*args: P.args, **named: P.kwargs) -> None:
            _ran.clear()
            await test(*args, **named)
            assert set(actions) <= _ran, "the test does not run what it covers"

        return run

    return decorate


def ran(action: str) -> None:
    """Note that an action was run."""
    _ran.add(action)
