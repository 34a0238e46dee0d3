"""Where qbtui keeps its files; nothing here reads or writes them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from platformdirs import user_config_path, user_state_path

CONFIG_VARIABLE = "QBTUI_CONFIG"
"""The environment variable that names another configuration file."""


def config_file(environ: Mapping[str, str]) -> Path:
    """Return the configuration file: the one that QBTUI_CONFIG names, else the platform's."""
    named = environ.get(CONFIG_VARIABLE)
    return Path(named) if named else user_config_path("qbtui") / "config.toml"


def state_folder() -> Path:
    """Return the folder for what outlives a session, such as crash reports."""
    return user_state_path("qbtui")
