"""A program on a pseudo-terminal: what is typed, what it writes, when, and what it weighs."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

PATIENCE = 60.0
"""Seconds after which something that does not show counts as not showing."""
CHUNK = 1 << 16
PRESS = 0.03
"""Seconds between keys that are pressed again and again."""

_QUERIES = {
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",  # synchronised output: known, and off
    b"\x1b[6n": b"\x1b[1;1R",
}
_SEQUENCE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|.)", re.DOTALL)


class NeverShownError(Exception):
    """The program did not write what was waited for."""


@dataclass(frozen=True, slots=True)
class Burst:
    """What a program wrote until it was silent."""

    size: int
    """Bytes."""
    last: float
    """The `time.monotonic` of the last of them; of the start when there are none."""


class Program:
    """A running program; `with` ends it."""

    def __init__(
        self, command: list[str], columns: int, lines: int, environment: Mapping[str, str]
    ) -> None:
        self.started = time.monotonic()
        self.pid, self._terminal = pty.fork()
        if self.pid == 0:
            _become(command, columns, lines, environment)
        self._unread = b""
        self._last = b""
        """The end of what was read before: a question may come in two parts."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._terminal)

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self._terminal, keys.encode())

    def shown(self, text: str) -> float:
        """Wait until the program writes `text`, after what was waited for before; return when.

        Raises:
            NeverShownError: it has not after a long time, or has ended.
        """
        if not self._has_shown(text, PATIENCE):
            raise self._never_shown(text)
        return time.monotonic()

    def type_until_shown(self, text: str, keys: str) -> None:
        """Press keys again and again while waiting as `shown` does.

        Raises:
            NeverShownError: as `shown` does.
        """
        deadline = time.monotonic() + PATIENCE
        while not self._has_shown(text, PRESS):
            if time.monotonic() > deadline:
                raise self._never_shown(text)
            self.type(keys)

    def _never_shown(self, text: str) -> NeverShownError:
        words = _SEQUENCE.sub(b"", self._unread).decode(errors="replace")
        return NeverShownError(f"{text!r} did not show, but {words[-500:]!r}")

    def _has_shown(self, text: str, within: float) -> bool:
        """Wait for a number of seconds, and tell whether the program wrote the text."""
        deadline = time.monotonic() + within
        while text.encode() not in (words := _SEQUENCE.sub(b"", self._unread)):
            chunk = self._read(deadline - time.monotonic())
            if not chunk:
                return False
            self._unread += chunk
        self._unread = words.partition(text.encode())[2]
        return True

    def burst(self, silence: float, patience: float = 0) -> Burst:
        """Read until nothing has come for `silence` seconds, `patience` for what comes first."""
        size, last = 0, time.monotonic()
        while chunk := self._read(silence if size else max(silence, patience)):
            size, last = size + len(chunk), time.monotonic()
        return Burst(size, last)

    def burst_for(self, seconds: float) -> None:
        """Read for so many seconds."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._read(left)

    @property
    def memory(self) -> float:
        """What it holds, in MB: the resident set."""
        return self._kilobytes("VmRSS") / 1000

    @property
    def peak(self) -> float:
        """The most that it ever held, in MB."""
        return self._kilobytes("VmHWM") / 1000

    @property
    def processor_time(self) -> float:
        """Seconds of processor time that it has had."""
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(") ")[2]
        user, system = fields.split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def _kilobytes(self, name: str) -> int:
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        (found,) = re.findall(rf"{name}:\s+(\d+) kB", status)
        return int(found)

    def _read(self, seconds: float) -> bytes:
        """Return what comes next, answering what it asks; empty when nothing does."""
        ready, _, _ = select.select([self._terminal], [], [], max(seconds, 0))
        if not ready:
            return b""
        try:
            chunk = os.read(self._terminal, CHUNK)
        except OSError:  # The other end is closed.
            return b""
        for query, answer in _QUERIES.items():
            if query in self._last[1 - len(query) :] + chunk:
                os.write(self._terminal, answer)
        self._last = (self._last + chunk)[-max(map(len, _QUERIES)) :]
        return chunk


def _become(command: list[str], columns: int, lines: int, environment: Mapping[str, str]) -> None:
    """Turn this new process into the program."""
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    try:
        os.execvpe(command[0], command, dict(environment))
    finally:
        os._exit(127)
