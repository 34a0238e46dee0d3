"""A terminal for programs under test: a pty with a screen at its other end.

It runs any command and knows nothing of qbtui. Waiting is always for something on the screen, with
a deadline; all bytes that were ever written are kept. A program that asks may mark its frames: the
screen then changes from one whole frame to the next.
"""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import termios
import threading
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Self

import pyte

from tests.live.waiting import PATIENCE, NotHappenedError, wait_for

_TORN = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*)?\Z")
_KEYBOARD = re.compile(rb"\x1b\[[<>][\d;]*u")
_FRAME, _FRAME_END = b"\x1b[?2026h", b"\x1b[?2026l"
_QUESTION, _ANSWER = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
"""Whether the terminal knows marked frames, and that it does."""
_READ_SECONDS = 0.05
_MODE = re.compile(rb"\x1b\[\?([\d;]+)([hl])")
_KEYS = {"enter": b"\r", "escape": b"\x1b", "tab": b"\t", "down": b"\x1b[B", "up": b"\x1b[A"}

ALTERNATE_SCREEN, CURSOR = 1049, 25
MOUSE = frozenset({1000, 1002, 1003, 1006, 1015})
PASTE, FOCUS = 2004, 1004


class _Screen(pyte.Screen):
    """Is empty when a program takes all of it and when it gives it back, where pyte goes on."""

    def set_mode(self, *modes: int, **kind: bool) -> None:
        super().set_mode(*modes, **kind)
        self._switch(modes)

    def reset_mode(self, *modes: int, **kind: bool) -> None:
        super().reset_mode(*modes, **kind)
        self._switch(modes)

    def _switch(self, modes: Sequence[int]) -> None:
        if ALTERNATE_SCREEN in modes:
            self.erase_in_display(2)


class Terminal:
    """Runs one command on a screen of its own, as the leader of a session."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        size: tuple[int, int] = (100, 30),
        attached: bool = True,
        answers: bool = True,
    ) -> None:
        """Start the command.

        Args:
            command: the program and its arguments.
            environment: all it is given besides what the terminal is.
            size: columns and lines.
            attached: whether somebody is; else the terminal says that it is 0x0.
            answers: whether the command is told that it may mark its frames. One that ends at once
                is not there any more to be told: what it leaves would show the answer.
        """
        self._master, slave = os.openpty()
        self._screen = _Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self._lock = threading.Lock()
        self._answers = answers
        self._frames: list[str] = []
        """The words of the screen whenever it has changed since something was typed."""
        self._held = b""
        """The start of a frame or of an escape sequence whose rest has not come yet."""
        self._closing = threading.Event()
        self.output = b""
        """Everything that was written to the terminal."""
        self._set_size(size if attached else (0, 0))
        self.settings_before = self.settings
        # setsid makes the pty the controlling terminal: job control and hang-ups need one.
        self.process = subprocess.Popen(
            ["setsid", "--ctty", *command],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={"TERM": "xterm-256color", "COLORTERM": "truecolor", **environment},
        )
        os.close(slave)
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.process.send_signal(signal.SIGCONT)
        self.process.kill()
        self.process.wait()
        self.hang_up()

    # What shows

    @property
    def lines(self) -> list[str]:
        """The lines of the screen, without the blanks at their ends."""
        with self._lock:
            return self._lines()

    @property
    def text(self) -> str:
        """The screen as one text."""
        return "\n".join(self.lines)

    @property
    def words(self) -> str:
        """The words of the screen with frames and line breaks taken out, to find sentences in."""
        return _words(self.lines)

    @property
    def modes(self) -> set[int]:
        """The private modes that are switched on now."""
        modes = {CURSOR}
        for numbers, letter in _MODE.findall(self.output):
            for number in map(int, numbers.split(b";")):
                (modes.add if letter == b"h" else modes.discard)(number)
        return modes

    def colour(self, text: str) -> str:
        """Return the colour of `text` where it stands lowest, as six hexadecimal digits."""
        with self._lock:
            for y, line in reversed(list(enumerate(self._screen.display))):
                if text in line:
                    return str(self._screen.buffer[y][line.index(text)].fg)
        raise AssertionError(f"{text!r} is not on the screen")

    def wait_for(self, *sentences: str, within: float = PATIENCE) -> str:
        """Return the words of the screen once it shows all `sentences`."""
        return self.wait_until(
            lambda words: all(each in words for each in sentences), " and ".join(sentences), within
        )

    def wait_for_news(self, sentence: str) -> None:
        """Return once the screen shows `sentence`, or has since the last key: news do not stay."""

        def is_told() -> bool:
            with self._lock:
                return any(sentence in words for words in self._frames)

        wait_for(is_told, f"{sentence} on the screen; it shows\n{self.text}")

    def wait_without(self, sentence: str) -> None:
        """Return once the screen no longer shows `sentence`."""
        self.wait_until(lambda words: sentence not in words, f"no {sentence}")

    def wait_until(self, holds: Callable[[str], bool], what: str, within: float = PATIENCE) -> str:
        """Return the words of the screen once `holds` says yes to them."""

        def words() -> str:
            shown = self.words
            return shown if holds(shown) else ""

        try:
            return wait_for(words, f"{what} on the screen", within)
        except NotHappenedError as error:
            error.add_note(f"The screen:\n{self.text}")
            raise

    # What the user does

    def send(self, data: bytes) -> None:
        """Send bytes as if they had been typed."""
        with self._lock:
            self._frames.clear()
        os.write(self._master, data)

    def type(self, text: str) -> None:
        """Type text, as the keyboard sends it."""
        self.send(text.encode())

    def press(self, *keys: str) -> None:
        """Press keys by name: a character, `enter`, `down`, or `ctrl+c`."""
        for key in keys:
            self.send(_bytes_of(key))

    def paste(self, text: str) -> None:
        """Paste text, as terminals with bracketed paste do."""
        self.send(b"\x1b[200~" + text.encode() + b"\x1b[201~")

    def resize(self, columns: int, lines: int) -> None:
        """Change the size of the terminal."""
        with self._lock:
            self._screen.resize(lines, columns)
        self._set_size((columns, lines))

    def hang_up(self) -> None:
        """Close the terminal, as closing its window does."""
        if not self._closing.is_set():
            self._closing.set()
            self._reader.join()
            os.close(self._master)

    def signal(self, number: int) -> None:
        """Send the command a signal."""
        self.process.send_signal(number)

    def wait(self, within: float = PATIENCE) -> int:
        """Return the exit code once the command has ended and all it wrote has been read."""
        code = self.process.wait(within)
        self._reader.join(within)
        assert not self._reader.is_alive(), "something that the command started is still there"
        return code

    @property
    def settings(self) -> list[object]:
        """How the terminal is set up: what `stty` shows."""
        return list(termios.tcgetattr(self._master))

    def _set_size(self, size: tuple[int, int]) -> None:
        columns, lines = size
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def _read(self) -> None:
        while not self._closing.is_set():
            if not select.select([self._master], [], [], _READ_SECONDS)[0]:
                continue
            try:
                data = os.read(self._master, 65536)
            except OSError:
                # Nothing has the terminal open any more.
                return
            with self._lock:
                self.output += data
                shown = self._whole(data)
                for frame in _KEYBOARD.sub(b"", shown).split(_FRAME_END):
                    self._stream.feed(frame)
                    self._frames.append(_words(self._lines()))
            if self._answers and _QUESTION in shown:
                os.write(self._master, _ANSWER)

    def _lines(self) -> list[str]:
        return [line.rstrip() for line in self._screen.display]

    def _whole(self, data: bytes) -> bytes:
        """Return what can be shown now that `data` has come; the rest is held."""
        data = self._held + data
        torn = _TORN.search(data)
        whole = torn.start() if torn else len(data)
        frame = data.rfind(_FRAME, 0, whole)
        if frame > data.rfind(_FRAME_END, 0, whole):
            whole = frame
        self._held = data[whole:]
        return data[:whole]


def _words(lines: Sequence[str]) -> str:
    return " ".join(re.sub(r"[│╭╮╰╯─▏▕▊▎]", " ", " ".join(lines)).split())


def _bytes_of(key: str) -> bytes:
    if key.startswith("ctrl+"):
        return bytes([ord(key[-1]) & 0x1F])
    return _KEYS.get(key) or key.encode()
