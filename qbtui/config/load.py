"""Reads the configuration file and says exactly what is wrong with it.

Every complaint names the file and the key, never the value: it may be a secret.
"""

from __future__ import annotations

import os
import shlex
import stat
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin

import msgspec
from msgspec import Struct

from qbtui.config.model import Config, ConfigError, Display, Server, Settings
from qbtui.config.paths import config_file
from qbtui.fields import did_you_mean

_Table = TypeVar("_Table", bound=Struct)


def load(path: Path | None, environ: Mapping[str, str]) -> Config:
    """Return the settings of the file at `path`, by default the user's own.

    One that `path` names must be there; the user's own, and one that QBTUI_CONFIG names, is made
    when the first profile is saved.

    Raises:
        ConfigError: the file cannot be read, is no TOML, or holds something unknown or wrong; or
            it holds a secret or a command, and others can change it.
    """
    file = path or config_file(environ)
    data = parse(read_text(file, missing_ok=path is None), file)
    try:
        settings = _settings(data)
        Config.profile(settings)
        warnings = _warnings(file, settings)
    except ConfigError as error:
        raise ConfigError(f"{file}: {error}") from None
    return msgspec.structs.replace(settings, warnings=warnings)


def read_text(file: Path, *, missing_ok: bool) -> str:
    """Return the text of a file, "" for a missing one that may be missing.

    Raises:
        ConfigError: the file cannot be read.
    """
    try:
        return file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        if missing_ok:
            return ""
        raise ConfigError(f"{file}: no such file") from None
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{file}: not valid UTF-8") from None


def parse(text: str, file: Path) -> dict[str, Any]:
    """Return the tables of `file`, which holds `text`.

    Raises:
        ConfigError: it is no TOML.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file}: not valid TOML: {error}") from None


def read_profile(table: object, name: str) -> Server:
    """Return the server profile `name` that a table of the file is.

    Raises:
        ConfigError: it is none, or holds something unknown or wrong.
    """
    where = f"servers.{name}"
    return _read_table(Server, _expect_table(table, where), where)


def _settings(data: dict[str, Any]) -> Config:
    tables = {key: _expect_table(data.pop(key, {}), key) for key in ("servers", "display", "keys")}
    servers = {name: read_profile(table, name) for name, table in tables["servers"].items()}
    display = _read_table(Display, tables["display"], "display")
    keys = _read_keys(tables["keys"])
    top = _read_table(Settings, data, "")
    return Config(
        server=top.server, read_only=top.read_only, servers=servers, display=display, keys=keys
    )


def _expect_table(value: object, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ConfigError(f"{where}: a table is wanted")
    return value


def _read_table(kind: type[_Table], table: dict[str, Any], where: str) -> _Table:
    fields = {field.name: field for field in msgspec.structs.fields(kind)}
    values = {}
    for key, value in table.items():
        path = f"{where}.{key}" if where else key
        if key not in fields:
            raise ConfigError(f"{path}: unknown key{did_you_mean(key, fields)}")
        values[key] = _read_value(fields[key].type, value, path)
    for field in fields.values():
        if field.required and field.name not in values:
            raise ConfigError(f"{where}: {field.name} is missing")
    try:
        return kind(**values)
    except ValueError as error:
        raise ConfigError(f"{where}.url: {error}") from None


def _read_value(kind: Any, value: object, where: str) -> Any:  # noqa: ANN401 - any setting's type
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError:
        raise ConfigError(f"{where}: {_wanted(kind)} is wanted") from None


def _wanted(kind: Any) -> str:  # noqa: ANN401 - any setting's type
    """Return what a setting of type `kind` takes, in words."""
    if get_origin(kind) is Annotated:
        plain, meta = get_args(kind)
        above = f" above {meta.gt}" if meta.gt is not None else ""
        return _wanted(plain) + above
    if get_origin(kind) is Literal:
        return "one of " + ", ".join(f'"{choice}"' for choice in get_args(kind))
    return {str: "text in quotes", bool: "true or false", float: "a number"}.get(
        kind, "a table of texts"
    )


def _read_keys(table: dict[str, Any], prefix: str = "") -> dict[str, tuple[str, ...]]:
    """Return the keys of each action; an unquoted `torrents.stop` arrives as nested tables."""
    keys: dict[str, tuple[str, ...]] = {}
    for name, value in table.items():
        action = f"{prefix}{name}"
        if isinstance(value, dict):
            keys |= _read_keys(value, f"{action}.")
        elif isinstance(value, str):
            keys[action] = (value,)
        elif isinstance(value, list) and all(isinstance(key, str) for key in value):
            keys[action] = tuple(value)
        else:
            raise ConfigError(f"keys.{action}: a key in quotes, or a list of them, is wanted")
    return keys


def _warnings(file: Path, settings: Settings) -> tuple[str, ...]:
    """Return what is to be said of who else can read the file.

    Raises:
        ConfigError: somebody else can write what is in it, and it is not for them to say what we
            run, or where we send a password.
    """
    servers = settings.servers.values()
    has_secret = any(server.holds_secret for server in servers)
    if not has_secret and not any(server.password_command for server in servers):
        return ()
    status, name = file.stat(), shlex.quote(str(file))
    holds = "passwords" if has_secret else "password_command"
    if status.st_uid not in (0, os.geteuid()):
        # So is a file that somebody has put in its place, where the folder lets them.
        raise ConfigError(
            f"it holds {holds} and belongs to another user, who can change it;"
            f" run as root: chown {os.geteuid()} {name}"
        )
    if status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise ConfigError(f"it holds {holds} and others can write to it; run: chmod 600 {name}")
    if not has_secret or not status.st_mode & (stat.S_IRGRP | stat.S_IROTH):
        return ()
    return (f"Others can read the passwords in {file}; run: chmod 600 {name}",)
