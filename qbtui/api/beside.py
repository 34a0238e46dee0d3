"""Does what may take long beside the event loop, which goes on answering keys."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


async def beside(work: Callable[[], T]) -> T:
    """Return what `work` returns, or raise what it raises; it runs in a thread of its own.

    Nobody waits for that thread when the program ends, as for one of `asyncio.to_thread`.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def settle(result: Callable[[asyncio.Future[T]], None]) -> None:
        # Whoever wanted it may have been cancelled, and the loop may be over.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(lambda: None if future.done() else result(future))

    def run() -> None:
        try:
            value = work()
        except BaseException as error:  # noqa: BLE001 - raised again where it is awaited
            settle(lambda future, error=error: future.set_exception(error))  # type: ignore[misc]
        else:
            settle(lambda future: future.set_result(value))

    Thread(target=run, daemon=True).start()
    return await future
