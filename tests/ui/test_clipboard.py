"""Copying: where the text goes, and what is said of that."""

from __future__ import annotations

import asyncio
from pathlib import Path
from unicodedata import category

import pytest
from textual.widgets import Input

from tests.ui.stage import HOME, Qbittorrent, opened, row

TMUX = """#!/bin/sh
[ "$*" = "load-buffer -w -" ] && {ends} && cat > "{kept}"
"""


def one() -> Qbittorrent:
    return Qbittorrent().has(row("only", 1))


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Return the file in which a stand-in for tmux keeps what it is given."""
    return tmp_path / "kept"


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what was sent to the clipboard of the terminal, which is a plain one."""
    texts = list[str]()
    monkeypatch.setattr("textual.app.App.copy_to_clipboard", lambda _app, text: texts.append(text))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("TMUX", raising=False)
    return texts


def inside_tmux(monkeypatch: pytest.MonkeyPatch, kept: Path, ends: str = "true") -> None:
    command = kept.with_name("tmux")
    command.write_text(TMUX.format(ends=ends, kept=kept))
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{kept.parent}:/usr/bin:/bin")
    monkeypatch.setenv("TMUX", "/tmp/tmux-0/default,1,0")
    monkeypatch.setenv("TERM", "tmux-256color")


async def test_a_terminal_does_not_say_whether_it_took_it(sent: list[str]) -> None:
    async with opened(one()) as stage:
        await stage.press("y", "y")
        await stage.until(lambda: sent == ["only"])
        await stage.shows("Sent the name to the terminal's clipboard")
        assert "tmux" not in stage.message


async def test_tmux_takes_it_and_passes_it_on(
    monkeypatch: pytest.MonkeyPatch, sent: list[str], kept: Path
) -> None:
    inside_tmux(monkeypatch, kept)
    async with opened(one()) as stage:
        await stage.press("y", "y")
        await stage.shows("Copied the name to tmux, and sent it to the terminal's clipboard")
        assert await asyncio.to_thread(kept.read_text) == "only"
    assert sent == []


@pytest.mark.parametrize("remote", [False, True])
async def test_what_tmux_does_not_take_may_be_lost(
    monkeypatch: pytest.MonkeyPatch, sent: list[str], kept: Path, remote: bool
) -> None:
    inside_tmux(monkeypatch, kept, ends="false")
    if remote:
        monkeypatch.delenv("TMUX")
    async with opened(one()) as stage:
        await stage.press("y", "y")
        await stage.shows("Sent the name to the terminal's clipboard, if tmux or screen lets it")
    assert sent == ["only"]


async def test_what_is_selected_on_the_screen_is_copied_as_it_shows(sent: list[str]) -> None:
    name = "a\x1b[201~b\nc\x9bd"
    async with opened(Qbittorrent().has(row(name, 1))) as stage:
        await stage.press("d")
        await stage.shows("Delete 1 torrent")
        stage.app.screen.text_select_all()
        await stage.press("super+c")
    (copied,) = sent
    assert "a\N{REPLACEMENT CHARACTER}[201~b c\N{REPLACEMENT CHARACTER}d" in copied
    assert not [letter for letter in copied if category(letter) == "Cc" and letter != "\n"]


async def test_no_secret_can_be_selected_on_the_screen(sent: list[str]) -> None:
    async with opened(one()) as stage:
        await stage.press("g", "n")
        await stage.shows("Password")
        fields = stage.app.screen.query(Input)
        assert HOME.password in [field.value for field in fields if field.password]
        for field in fields:
            field.focus()
            for part in (stage.app.screen, field):
                part.text_select_all()
                await stage.press("super+c")
    assert "Password" in "".join(sent)
    assert HOME.password not in "".join(sent)
