"""Sessions end and passwords change: one silent login at most, and never a second wrong one."""

from __future__ import annotations

import httpx
import pytest

from tests.live.server import Server
from tests.live.survival.conftest import Open
from tests.live.survival.relay import Relay
from tests.live.survival.stopped import add_stopped, is_stopped
from tests.live.waiting import PATIENCE, wait_for

pytestmark = pytest.mark.live

REJECTED = "The server rejected the user name or password."
DIALOG = "User name"
"""What nothing but the dialog that asks how to connect says."""
NEW_PASSWORD = "another one"


def end_session(server: Server, relay: Relay) -> None:
    """Log the program out behind its back."""
    with httpx.Client(trust_env=False, timeout=PATIENCE) as browser:
        browser.post(
            f"{server.url}/api/v2/auth/logout", headers={"Cookie": relay.cookie}
        ).raise_for_status()


def logins(relay: Relay) -> int:
    """Count the attempts to log in."""
    return len(relay.asked_for("auth/login"))


def test_an_ended_session_is_renewed_silently(
    own_server: Server, relay: Relay, open_program: Open
) -> None:
    (torrent,) = add_stopped(own_server, "renewed")
    terminal = open_program(relay.url)
    terminal.wait_for("renewed")
    end_session(own_server, relay)
    terminal.press("p")
    terminal.wait_for_news("Started 1 torrent")
    wait_for(lambda: not is_stopped(own_server, torrent), "the torrent to start")
    assert logins(relay) == 2
    assert REJECTED not in terminal.words


def test_a_restarted_server_is_entered_once(
    own_server: Server, relay: Relay, open_program: Open
) -> None:
    terminal = open_program(relay.url)
    terminal.wait_for("No torrents yet")
    own_server.stop()
    terminal.wait_for("A proxy answers, but qBittorrent behind it does not", "Retrying")
    own_server.start()
    (torrent,) = add_stopped(own_server, "after it")
    terminal.wait_for("after it")
    terminal.press("p")
    terminal.wait_for_news("Started 1 torrent")
    wait_for(lambda: not is_stopped(own_server, torrent), "the torrent to start")
    assert logins(relay) == 2


def test_a_wrong_password_is_tried_once_and_the_right_one_typed(
    own_server: Server, relay: Relay, open_program: Open
) -> None:
    own_server.set_preferences(web_ui_max_auth_fail_count=2)
    terminal = open_program(relay.url, password="wrong")
    terminal.wait_for(REJECTED, "Check user name and password", DIALOG)
    # What the user does besides asks for nothing.
    terminal.press("ctrl+g", "ctrl+r", "p", "i")
    terminal.wait_for("General")
    assert logins(relay) == 1
    terminal.type("gn")
    terminal.wait_for(DIALOG)
    terminal.type(f"{Server.password}\r")
    terminal.wait_for("No torrents yet")
    assert logins(relay) == 2


def test_a_password_that_changes_is_asked_for(
    own_server: Server, relay: Relay, open_program: Open
) -> None:
    own_server.set_preferences(web_ui_max_auth_fail_count=2)
    add_stopped(own_server, "first", "second")
    terminal = open_program(relay.url)
    terminal.wait_for("first", "second")
    own_server.set_preferences(web_ui_password=NEW_PASSWORD)
    own_server.password = NEW_PASSWORD
    end_session(own_server, relay)
    terminal.wait_for(REJECTED, DIALOG)
    assert logins(relay) == 2
    # The dialog starts where the new one is to be typed, in place of the old one.
    terminal.type(f"{NEW_PASSWORD}\r")
    terminal.wait_without(REJECTED)
    terminal.wait_for("first", "second", "? help")
    assert logins(relay) == 3


@pytest.mark.parametrize("suite", ["sid"])
def test_a_question_that_came_on_too_small_a_terminal_is_answered_on_a_larger_one(
    own_server: Server, relay: Relay, open_program: Open
) -> None:
    terminal = open_program(relay.url)
    terminal.wait_for("No torrents yet")
    terminal.resize(40, 10)
    terminal.wait_for("make it larger")
    own_server.set_preferences(web_ui_password=NEW_PASSWORD)
    end_session(own_server, relay)
    wait_for(lambda: logins(relay) == 2, "the login to be refused")
    terminal.resize(100, 30)
    terminal.wait_for(REJECTED)
    terminal.type(f"{NEW_PASSWORD}\r")
    terminal.wait_for("No torrents yet", "? help")
