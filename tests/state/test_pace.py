"""When something is asked again."""

from __future__ import annotations

import asyncio

import pytest

from qbtui.state.pace import FOLLOW_UPS, LONGEST_BACK_OFF, Pace, SystemClock


def answered(pace: Pace, at: float, took: float = 0, pause: float = 1.5) -> float:
    pace.asking(at)
    pace.answered(at + took, pause)
    return pace.due


def test_next_question_comes_after_the_pause() -> None:
    assert answered(Pace(), at=10) == 11.5


def test_slow_answer_makes_the_pause_longer() -> None:
    assert answered(Pace(), at=10, took=3) == 10 + 3 + 2 * 3
    assert answered(Pace(), at=10, took=29) == 10 + 29 + LONGEST_BACK_OFF


def test_failures_wait_longer_and_longer_and_one_answer_forgets_them() -> None:
    pace = Pace()
    waits = []
    for _ in range(8):
        pace.asking(0)
        pace.failed(0)
        waits.append(pace.due)
    assert waits == [1, 2, 4, 8, 16, 30, 30, 30]
    answered(pace, at=0)
    pace.failed(0)
    assert pace.due == 1


def test_hurry_during_a_question_asks_again_at_once() -> None:
    pace = Pace()
    pace.asking(10)
    pace.hurry(10.1)
    pace.answered(12, 1.5)
    assert pace.due == 12
    assert answered(pace, at=12) == 13.5


def test_following_asks_soon_a_few_times() -> None:
    pace = Pace()
    pace.follow(10)
    assert pace.due == 10
    moments = [answered(pace, at=pace.due) for _ in range(len(FOLLOW_UPS) + 1)]
    assert moments == [*(10 + seconds for seconds in FOLLOW_UPS), 13]


def test_following_lets_a_slow_server_breathe() -> None:
    pace = Pace()
    pace.follow(10)
    assert answered(pace, at=10, took=0.2) == pytest.approx(10.6)


async def test_system_clock_waits_for_the_event_or_the_time() -> None:
    clock, event = SystemClock(), asyncio.Event()
    before = clock.now()
    await clock.wait(event, 0.01)
    assert clock.now() > before
    waiting = asyncio.create_task(clock.wait(event, 60))
    event.set()
    await waiting
    assert event.is_set()
