"""Nothing that a stranger writes into a torrent reaches the terminal as anything but text."""

from __future__ import annotations

import re

import pytest

from tests.live.server import Server
from tests.live.survival.conftest import Open
from tests.live.survival.stopped import add_stopped
from tests.live.torrents import Torrent
from tests.terminal import Terminal

pytestmark = pytest.mark.live

HOSTILE = (
    "evil[red]x[/red]\x1b[2J\x1b]52;c;aGFja2Vk\x07\x1b]0;title\x1b\\\x1bP+q\x1b\\"
    "\x9b31m\x90dcs\x9c\u202eexe.gpj\u2066\u200f[@click=app.quit]x[/]\nline\rhome\x08"
    "\x7f\u2028"
)
"""Clears the screen, writes the clipboard and the title, turns the text around, and closes tags."""

OURS = re.compile(
    rb"\x1b\[[\d;]*[mH]"
    rb"|\x1b\[\?(?:7|25|1000|1002|1003|1004|1006|1015|1016|1049|2004|2026|2048)(?:[hl]|\$p)"
    rb"|\x1b\[[<>]\d*u|\x1b\]22;[a-z]+\x07"
)
"""The sequences that the program itself writes: colours, places, modes, keyboard, pointer."""

CONTROLS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069].{0,20}"
)


def foreign(output: bytes) -> list[str]:
    """Return whatever a terminal would take for a command, and the program never says."""
    return CONTROLS.findall(OURS.sub(b"", output).decode())


def test_no_byte_of_a_hostile_name_commands_the_terminal(
    own_server: Server, open_program: Open
) -> None:
    torrent = Torrent("decoy")
    add_stopped(own_server, torrent.name)
    own_server.api("torrents/rename", hash=torrent.hash, name=HOSTILE)
    terminal = open_program(own_server.url)
    terminal.wait_for("evil[red]x[/red]")
    show_everywhere(terminal)
    terminal.press("q")
    assert terminal.wait() == 0
    assert foreign(terminal.output) == []


def test_text_without_end_costs_no_key(own_server: Server, open_program: Open) -> None:
    marks = "a" + "\u0301\u0316" * 250_000
    torrent = Torrent("talkative", comment=marks)
    own_server.add(torrent.metainfo, paused=True, stopped=True)
    own_server.api("torrents/add", urls=f"magnet:?xt=urn:btih:{'b' * 40}&dn={'x' * 60_001}")
    terminal = open_program(own_server.url)
    terminal.wait_for("Torrents 2", "talkative", "xxxxxxxxxx")
    terminal.type("i/talk\r")
    terminal.wait_for("1 of 2")
    terminal.wait_for("Info hash", "Name talkative")
    terminal.press("enter")
    terminal.press("?")
    terminal.wait_for("Keys:")
    terminal.press("ctrl+g")
    terminal.wait_without("Keys:")
    terminal.type("G")
    terminal.wait_for("490,001 more characters")
    terminal.press("Q")
    assert terminal.wait() == 0


def show_everywhere(terminal: Terminal) -> None:
    """Have list, details and dialogs show the name."""
    terminal.type("i")
    terminal.wait_for("Info hash", "evil[red]x[/red]")
    for key, dialog in (("d", "Confirm"), ("e", "Rename torrent")):
        terminal.type(key)
        terminal.wait_for(dialog, "evil")
        terminal.press("ctrl+g")
        terminal.wait_without(dialog)
