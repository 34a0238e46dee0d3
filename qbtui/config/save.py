"""Writes one server profile into the configuration file and leaves the rest of it alone.

Only what has changed is written, so that comments survive; what was written is never seen
half-done, and only its owner can read it.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import tomli_w

from qbtui.config.load import parse, read_profile, read_text
from qbtui.config.model import ConfigError, Server
from qbtui.config.private import make_file

_Changes = Mapping[str, Any]
"""The keys of a profile that get another value; None is none."""


def save_server(path: Path, name: str, server: Server) -> None:
    """Write the profile `name` into the file at `path`, which is not touched if it is there.

    Raises:
        ConfigError: the file cannot be read or written, is no TOML, or holds a profile of that
            name with something unknown or wrong.
    """
    file = path.resolve()
    text = read_text(file, missing_ok=True)
    data = parse(text, file)
    try:
        before = _profile(data, name)
    except ConfigError as error:
        raise ConfigError(f"{file}: {error}") from None
    changes = _changes(before, server)
    if not changes:
        return
    draft = _draft(text, _changed(data, name, changes), name, changes)
    try:
        _write(file, draft)
    except OSError as error:
        raise ConfigError(f"{file}: cannot be written: {error.strerror}") from None


def _profile(data: dict[str, Any], name: str) -> Server | None:
    servers = data.get("servers", {})
    if not isinstance(servers, dict):
        raise ConfigError("servers: a table is wanted")
    return read_profile(servers[name], name) if name in servers else None


def _changes(before: Server | None, server: Server) -> _Changes:
    """Return what makes `server` of the profile that is there; a default needs no key."""
    values = msgspec.to_builtins(server)
    if before is None:
        return dict(values)
    return {
        key: values.get(key)
        for key in server.__struct_fields__
        if getattr(server, key) != getattr(before, key)
    }


def _changed(data: dict[str, Any], name: str, changes: _Changes) -> dict[str, Any]:
    """Return the tables of the file with the changes."""
    servers = data.get("servers", {})
    profile = {**servers.get(name, {}), **changes}
    kept = {key: value for key, value in profile.items() if value is not None}
    return {**data, "servers": {**servers, name: kept}}


def _draft(text: str, expected: dict[str, Any], name: str, changes: _Changes) -> str:
    """Return `text` with the changes; what it means is `expected`, even if comments are lost."""
    for way in (_appended, _edited):
        draft = way(text, name, changes)
        if text.count("\n") == text.count("\r\n") > 0:
            draft = re.sub(r"\r?\n", "\r\n", draft)
        if _means(draft, expected):
            return draft
    return tomli_w.dumps(expected)


def _means(text: str, expected: dict[str, Any]) -> bool:
    try:
        return tomllib.loads(text) == expected
    except tomllib.TOMLDecodeError:
        return False


def _appended(text: str, name: str, changes: _Changes) -> str:
    """Return `text` with one more section: no TOML where it has the profile."""
    gap = "" if not text else "\n" if text.endswith("\n") else "\n\n"
    profile = {key: value for key, value in changes.items() if value is not None}
    return text + gap + tomli_w.dumps({"servers": {name: profile}})


def _edited(text: str, name: str, changes: _Changes) -> str:
    """Return `text` with the changes where the profile is; "" where that cannot be done."""
    # Loading it takes as long as reading a hundred profiles, and most starts save nothing.
    import tomlkit
    from tomlkit.items import InlineTable

    try:
        document: Any = tomlkit.parse(text)
        servers = document["servers"]
        if name not in servers:
            servers[name] = tomlkit.inline_table()
        profile = servers[name]
        # What ends a section belongs to the next one: nothing is to be put behind it.
        tail = [] if isinstance(profile, InlineTable) else _cut_tail(profile)
        for key, value in changes.items():
            if value is None:
                del profile[key]
            else:
                profile[key] = _inline(value) if isinstance(value, dict) else value
        if tail:
            # What has gone from the end leaves the blank lines above it.
            _cut_tail(profile, blank_only=True)
            _last(profile).extend(tail)
        return tomlkit.dumps(document)
    except Exception:  # noqa: BLE001 - some arrangements of tables are beyond it, each in its way
        return ""


def _inline(values: dict[str, str]) -> Any:  # noqa: ANN401 - an item of tomlkit's
    import tomlkit

    table = tomlkit.inline_table()
    table.update(values)
    return table


def _cut_tail(table: Any, *, blank_only: bool = False) -> list[Any]:  # noqa: ANN401
    """Take the blank lines and comments, or those alone, from the end of a table of tomlkit's."""
    from tomlkit.items import Null, Whitespace

    body, tail = _last(table), []
    # Null stands where something was removed.
    kind = Null | Whitespace if blank_only else object
    while body and body[-1][0] is None and isinstance(body[-1][1], kind):
        tail.append(body.pop())
    return tail[::-1]


def _last(table: Any) -> list[Any]:  # noqa: ANN401
    """Return the keys and items of the last table within a table of tomlkit's, or of itself."""
    from tomlkit.items import Table

    body: list[Any] = table.value.body
    if body and isinstance(body[-1][1], Table):
        return _last(body[-1][1])
    return body


def _write(file: Path, text: str) -> None:
    """Replace `file` in one step by `text`, readable by its owner only."""
    handle, draft = make_file(file.parent, ".config-", ".toml")
    try:
        # As it is, line ends included.
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(file)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
