"""The user's editor: what it is given, who else could see it, and what is told when it fails."""

from __future__ import annotations

import json
import os
import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from qbtui.api.models.details import Properties
from qbtui.ui.app import QbtuiApp
from tests.live.waiting import wait_for
from tests.program import Program
from tests.terminal import ALTERNATE_SCREEN, MOUSE
from tests.ui.stage import LARGE, SMALL, Qbittorrent, Stage, opened, row

COMMENT = "one\r\n\ttwo\x1b[31m\x9b\n" + "x" * 100_000
WHOLE = "one\n\ttwo[31m\n" + "x" * 100_000 + "\n"

EDITOR = """
import json, os, sys
from pathlib import Path
*given, name = sys.argv[2:]
file = Path(name)
Path(sys.argv[1]).write_text(json.dumps({
    "given": given, "name": file.name, "path": name, "text": file.read_text(),
    "file": oct(file.stat().st_mode), "folder": oct(file.parent.stat().st_mode),
    "beside": len(list(file.parent.iterdir())),
}))
(file.parent / "backup").write_text("")
"""
"""Writes what it sees to the file that it is told first, and leaves something behind."""


def commented(comment: str = COMMENT) -> Qbittorrent:
    return Qbittorrent().has(row("only", 1, comment=comment))


@pytest.fixture
def seen(tmp_path: Path) -> Path:
    """Return the file to which the editor writes what it sees."""
    return tmp_path / "seen"


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Return what makes some Python code the user's editor, and returns its command."""
    monkeypatch.delenv("VISUAL", raising=False)

    def use(code: str, *arguments: str) -> str:
        script = tmp_path / "my editor.py"
        script.write_text(code)
        command = shlex.join((sys.executable, str(script), *arguments))
        monkeypatch.setenv("EDITOR", command)
        return command

    return use


@pytest.fixture
def lent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what becomes of the terminal, which can be lent though there is none."""
    events = list[str]()

    @contextmanager
    def suspend(_app: QbtuiApp) -> Iterator[None]:
        events.append("lent")
        yield
        events.append("back")

    monkeypatch.setattr(QbtuiApp, "suspend", suspend)
    return events


def told(seen: Path) -> dict[str, Any]:
    """Return what the editor wrote, and forget it."""
    seen.chmod(0o600)
    found: dict[str, Any] = json.loads(seen.read_text())
    seen.unlink()
    return found


async def read(stage: Stage) -> None:
    await stage.press("o", "e")


async def test_the_editor_shows_the_whole_comment(
    editor: Callable[..., str], seen: Path, lent: list[str]
) -> None:
    editor(EDITOR, str(seen), "-R", "two words")
    async with opened(commented()) as stage:
        await read(stage)
        await stage.until(seen.exists)
        found = told(seen)
        assert found["text"] == WHOLE
        assert found["given"] == ["-R", "two words"]
        assert found["name"] == "comment.txt"
        assert lent == ["lent", "back"]
        assert stage.current == "only"


@pytest.mark.parametrize("mask", [0, 0o022, 0o777])
async def test_nobody_else_can_read_it_and_it_is_gone_afterwards(
    editor: Callable[..., str], seen: Path, lent: list[str], mask: int
) -> None:
    editor(EDITOR, str(seen))
    async with opened(commented()) as stage:
        before = os.umask(mask)
        try:
            await read(stage)
            await stage.until(seen.exists)
        finally:
            os.umask(before)
    found = told(seen)
    assert (found["file"], found["folder"]) == ("0o100400", "0o40700")
    assert found["beside"] == 1
    assert not Path(found["path"]).parent.exists()
    assert lent == ["lent", "back"]


async def test_visual_comes_before_editor(
    editor: Callable[..., str], seen: Path, lent: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", editor(EDITOR, str(seen)))
    monkeypatch.setenv("EDITOR", "no-such-editor")
    async with opened(commented()) as stage:
        await read(stage)
        await stage.until(seen.exists)
    assert lent == ["lent", "back"]


@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize(
    ("command", "why"),
    [
        ("no-such-editor -R", "No such file or directory."),
        ("/", "Permission denied."),
        ("vi 'open", "No closing quotation."),
    ],
)
async def test_an_editor_that_cannot_be_run_says_how_to_name_another(
    monkeypatch: pytest.MonkeyPatch,
    lent: list[str],
    size: tuple[int, int],
    command: str,
    why: str,
) -> None:
    monkeypatch.setenv("VISUAL", command)
    async with opened(commented(), size) as stage:
        await read(stage)
        advice = "Set VISUAL or EDITOR to the command that starts your editor."
        await stage.shows("The editor cannot be run", f"{command}: {why}", advice)
    assert lent in ([], ["lent", "back"])


async def test_vi_is_taken_where_no_editor_is_named(
    monkeypatch: pytest.MonkeyPatch, lent: list[str], seen: Path
) -> None:
    vi = seen.with_name("vi")
    vi.write_text(f'#!/bin/sh\ncat "$1" > "{seen}"\n')
    vi.chmod(0o755)
    monkeypatch.setenv("PATH", f"{vi.parent}:/usr/bin:/bin")
    monkeypatch.setenv("VISUAL", " ")
    monkeypatch.delenv("EDITOR", raising=False)
    async with opened(commented()) as stage:
        await read(stage)
        await stage.until(lambda: seen.exists() and seen.read_text() == WHOLE)
    assert lent == ["lent", "back"]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("raise SystemExit(3)", "The editor failed with exit code 3: "),
        ("import os; os.kill(os.getpid(), 9)", "The editor was ended by signal 9: "),
    ],
)
async def test_an_editor_that_fails_is_told_of_and_leaves_nothing(
    editor: Callable[..., str],
    lent: list[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    code: str,
    said: str,
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    command = tmp_path / "e"
    command.symlink_to(sys.executable)
    monkeypatch.setenv("VISUAL", shlex.join((str(command), "-c", code)))
    async with opened(commented(), LARGE) as stage:
        await read(stage)
        await stage.shows(said)
    assert lent == ["lent", "back"]
    assert list(folder.iterdir()) == []


async def test_where_the_terminal_cannot_be_lent_that_is_said(
    monkeypatch: pytest.MonkeyPatch, editor: Callable[..., str], seen: Path
) -> None:
    monkeypatch.setattr("qbtui.ui.editor.subprocess.run", None)
    editor(EDITOR, str(seen))
    async with opened(commented()) as stage:
        await read(stage)
        await stage.shows("The editor needs the terminal, which cannot be lent")


async def test_where_no_file_can_be_written_that_is_said(
    editor: Callable[..., str], seen: Path, lent: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    editor(EDITOR, str(seen))
    monkeypatch.setattr("tempfile.tempdir", str(seen))
    async with opened(commented()) as stage:
        await read(stage)
        await stage.shows("There is no file for the editor: No such file or directory")
    assert lent == []


async def test_a_slow_answer_opens_it_once_and_never_over_what_is_typed(
    editor: Callable[..., str], seen: Path, lent: list[str]
) -> None:
    editor(EDITOR, str(seen))
    server = Qbittorrent("4.6.7").has(row("only", 1))
    server.details["torrents/properties"] = Properties(comment="old")
    async with opened(server) as stage:
        first = server.keep_answer("torrents/properties")
        await read(stage)
        await stage.press("m")
        await stage.shows("enter OK")
        first.set_result(None)
        await stage.type("x")
        assert lent == []
        await stage.press("escape")
        await stage.until(seen.exists)
        assert told(seen)["text"] == "old\n"
        server.keep_answer("torrents/properties")
        await read(stage)
        newer = server.keep_answer("torrents/properties")
        await read(stage)
        newer.set_result(None)
        await stage.until(lambda: len(lent) == 4)
        await stage.press("g", "g")
        assert "given up" not in stage.text
    assert lent == ["lent", "back"] * 2


TALKING = """
import os, signal, sys
signal.signal(signal.SIGINT, lambda *_: print("interrupted", flush=True))
print("at work", flush=True)
typed = os.read(0, 100).decode()
while not typed.endswith("\\n"):
    typed += os.read(0, 100).decode()
open(sys.argv[1], "w").write(typed)
"""


def test_the_editor_has_the_terminal_and_its_keys_for_itself(tmp_path: Path) -> None:
    program, seen = Program(tmp_path), tmp_path / "seen"
    script = tmp_path / "talk"
    script.write_text(TALKING)
    program.environment["VISUAL"] = shlex.join((sys.executable, str(script), str(seen)))
    with program.start("--demo") as terminal:
        terminal.wait_for("? help", "connected")
        for control, then in (("\x03", "? help"), ("\x1c", "The editor was ended by signal 3")):
            terminal.type("oe")
            terminal.wait_for_news("at work")
            assert not terminal.modes & {ALTERNATE_SCREEN, *MOUSE}
            terminal.type(control)
            if control == "\x03":
                terminal.wait_for("interrupted")
                terminal.type("dQqy\r")
            wait_for(lambda: ALTERNATE_SCREEN in terminal.modes, "the program to be back")
            terminal.wait_for(then, "Torrents")
        assert seen.read_text() == "dQqy\n"
        terminal.press("Q")
        assert terminal.wait() == 0
