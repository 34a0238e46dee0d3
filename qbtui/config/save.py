"""Writes one server profile into the configuration file and leaves the rest of it alone.

The file is edited as text where that gives the right result, so that comments survive; what was
written is never seen half-done, and only its owner can read it.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import tomli_w

from qbtui.config.load import read_text
from qbtui.config.model import ConfigError, Server
from qbtui.config.private import make_file

_DEFAULT_LINE = re.compile(r"\s*server\s*=")


def save_server(path: Path, name: str, server: Server, make_default: bool) -> None:
    """Write the profile `name` into the file at `path`, and open it by default if so asked.

    A profile of that name is replaced, including its comments; nothing else is lost.

    Raises:
        ConfigError: the file cannot be read or written, or is no TOML.
    """
    file = path.resolve()
    text = read_text(file, missing_ok=True)
    try:
        expected = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file}: not valid TOML: {error}") from None
    profile = msgspec.to_builtins(server)
    if not isinstance(expected.setdefault("servers", {}), dict):
        raise ConfigError(f"{file}: servers: a table is wanted")
    expected["servers"][name] = profile
    edited = _replace_section(text, name, tomli_w.dumps({"servers": {name: profile}}))
    if make_default:
        expected["server"] = name
        edited = _replace_default(edited, tomli_w.dumps({"server": name}))
    if not _means(edited, expected):
        edited = tomli_w.dumps(expected)
    try:
        _write(file, edited)
    except OSError as error:
        raise ConfigError(f"{file}: cannot be written: {error.strerror}") from None


@dataclass
class _Section:
    """The lines from one table header to the next."""

    path: tuple[str, ...]
    lines: list[str] = field(default_factory=list)

    def tail(self) -> list[str]:
        """Return the blank lines and comments at the end: they belong to what follows."""
        count = len(self.lines)
        while count and self.lines[count - 1].strip()[:1] in ("", "#"):
            count -= 1
        return self.lines[count:]


def _replace_section(text: str, name: str, section: str) -> str:
    """Return `text` with the tables of profile `name` replaced by `section`, or with it added."""
    place = ("servers", name)
    kept: list[str] = []
    done = False
    for part in _sections(text):
        if part.path[:2] != place:
            kept += part.lines
            continue
        if not done:
            kept.append(section)
        kept += part.tail()
        done = True
    if not done:
        gap = "" if not kept else "\n" if kept[-1].endswith("\n") else "\n\n"
        kept += [gap, section]
    return "".join(kept)


def _replace_default(text: str, line: str) -> str:
    """Return `text` with its default server set by `line`."""
    top, *rest = _sections(text)
    for index, old in enumerate(top.lines):
        if _DEFAULT_LINE.match(old):
            top.lines[index] = line
            break
    else:
        top.lines.insert(0, line if top.lines else f"{line}\n")
    return "".join("".join(part.lines) for part in (top, *rest))


def _sections(text: str) -> Iterator[_Section]:
    """Split `text` at its table headers; the first section has none and may be empty."""
    section = _Section(())
    for line in text.splitlines(keepends=True):
        path = _header(line)
        if path:
            yield section
            section = _Section(path)
        section.lines.append(line)
    yield section


def _header(line: str) -> tuple[str, ...]:
    """Return the table that a header line opens, () for any other line."""
    if not line.lstrip().startswith("["):
        return ()
    try:
        table: Any = tomllib.loads(line)
    except tomllib.TOMLDecodeError:
        return ()
    path = []
    while isinstance(table, dict) and table:
        key, table = next(iter(table.items()))
        path.append(key)
    return tuple(path)


def _means(text: str, expected: dict[str, Any]) -> bool:
    try:
        return tomllib.loads(text) == expected
    except tomllib.TOMLDecodeError:
        return False


def _write(file: Path, text: str) -> None:
    """Replace `file` in one step by `text`, readable by its owner only."""
    handle, draft = make_file(file.parent, ".config-", ".toml")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(file)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
