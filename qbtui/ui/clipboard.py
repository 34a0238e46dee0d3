"""Puts text on the clipboard, and says no more than what is known to have happened.

A terminal takes text for its clipboard without an answer; tmux does answer, and takes it past its
own settings only from its own command.
"""

from __future__ import annotations

import asyncio
import os
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Mapping
from typing import Any

from textual.app import App

SECONDS = 5.0
"""For which tmux is waited."""


async def copy(app: App[Any], text: str, what: str) -> str:
    """Copy `text`, which `what` names, and return in words what became of it."""
    in_tmux = "TMUX" in os.environ and await _given_to_tmux(text)
    if in_tmux:
        return f"Copied {what} to tmux, and sent it to the terminal's clipboard"
    app.copy_to_clipboard(text)
    doubt = ", if tmux or screen lets it" if _inside_another(os.environ) else ""
    return f"Sent {what} to the terminal's clipboard{doubt}"


def _inside_another(environment: Mapping[str, str]) -> bool:
    """Tell whether something between here and the terminal may keep what is for the terminal."""
    return environment.get("TERM", "").startswith(("tmux", "screen"))


async def _given_to_tmux(text: str) -> bool:
    """Make `text` the newest buffer of tmux and have it sent on; tell whether tmux did so.

    Whoever no longer waits wants that no more: tmux is stopped then.
    """
    try:
        tmux = await asyncio.create_subprocess_exec(
            *("tmux", "load-buffer", "-w", "-"), stdin=PIPE, stdout=DEVNULL, stderr=DEVNULL
        )
    except OSError:
        return False
    try:
        async with asyncio.timeout(SECONDS):
            await tmux.communicate(text.encode())
    except TimeoutError:
        return False
    finally:
        if tmux.returncode is None:
            tmux.kill()
    return tmux.returncode == 0
