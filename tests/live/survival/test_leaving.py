"""However the program ends, it logs out, and what it runs in is left as it was."""

from __future__ import annotations

import signal
from collections.abc import Callable

import httpx
import pytest

from tests.live.server import Server
from tests.live.survival.conftest import Open
from tests.live.survival.relay import Relay
from tests.live.waiting import PATIENCE, wait_for
from tests.terminal import Terminal

pytestmark = [pytest.mark.live, pytest.mark.parametrize("suite", ["sid"])]


def press_q(terminal: Terminal) -> None:
    terminal.press("q")


def terminate(terminal: Terminal) -> None:
    terminal.signal(signal.SIGTERM)


def hang_up(terminal: Terminal) -> None:
    terminal.hang_up()


@pytest.mark.parametrize("end", [press_q, terminate, hang_up])
def test_the_session_ends_with_the_program(
    own_server: Server, relay: Relay, open_program: Open, end: Callable[[Terminal], None]
) -> None:
    terminal = open_program(relay.url)
    terminal.wait_for("No torrents yet")
    cookie = relay.cookie
    assert lets_in(own_server, cookie)
    end(terminal)
    terminal.process.wait(PATIENCE)
    wait_for(lambda: not lets_in(own_server, cookie), "the session to end")


def lets_in(server: Server, cookie: str) -> bool:
    """Tell whether the server knows the session of a cookie."""
    with httpx.Client(trust_env=False, timeout=PATIENCE) as browser:
        answer = browser.post(f"{server.url}/api/v2/app/version", headers={"Cookie": cookie})
    return answer.is_success
