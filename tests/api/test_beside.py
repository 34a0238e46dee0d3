"""What runs beside the event loop: its outcome comes back, and nobody waits for it at the end."""

from __future__ import annotations

import asyncio
import threading

import pytest

from qbtui.api.beside import beside


async def test_what_comes_of_it_is_returned_or_raised() -> None:
    assert await beside(threading.get_ident) != threading.get_ident()
    with pytest.raises(ZeroDivisionError):
        await beside(lambda: 1 / 0)


async def test_the_loop_goes_on_meanwhile() -> None:
    answer = threading.Event()
    waiting = asyncio.create_task(beside(answer.wait))
    await asyncio.sleep(0)
    assert not waiting.done()
    answer.set()
    assert await waiting is True


def test_the_program_ends_without_it() -> None:
    ended, answer = threading.Event(), threading.Event()

    def work() -> None:
        answer.wait()
        ended.set()

    async def program() -> None:
        waiting = asyncio.create_task(beside(work))
        await asyncio.sleep(0)
        waiting.cancel()

    asyncio.run(program())
    assert not ended.is_set()
    answer.set()
    assert ended.wait(60)
