"""That the example file is what the model says, and works."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from qbtui.actions import ACTIONS
from qbtui.actions.keymap import Keymap
from qbtui.config import example
from qbtui.config.load import load
from qbtui.config.model import Config, Display, Server, Settings

FILE = Path(__file__).parents[2] / "config.example.toml"


def test_the_example_file_is_up_to_date() -> None:
    assert example.main(["--check", str(FILE)]) == 0


def test_a_stale_example_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stale = tmp_path / "stale.toml"
    stale.write_text(example.example() + "#\n", encoding="utf-8")
    assert example.main(["--check", str(stale)]) == 1
    assert "is stale" in capsys.readouterr().err


def test_without_a_file_the_example_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert example.main([]) == 0
    assert capsys.readouterr().out == example.example()


def test_the_example_sets_up_one_server_and_nothing_else() -> None:
    home = Server(url="http://localhost:8080", username="admin")
    assert load(FILE, {}) == Config(servers={"home": home})


def test_every_key_of_the_example_is_valid(tmp_path: Path) -> None:
    lines = [
        line.removeprefix("# ") if " = " in line else line
        for line in example.example().splitlines()
    ]
    file = tmp_path / "all.toml"
    file.write_text("\n".join(lines), encoding="utf-8")
    config = load(file, {})
    assert config.servers["home"].headers
    keymap = Keymap(ACTIONS, config.keys)
    assert len(config.keys) >= 2
    assert keymap.problems == []
    for action in ACTIONS:
        assert keymap.keys_of(action) == config.keys.get(action.id, action.keys)


def keys_by_table() -> dict[str, set[str]]:
    """Return the keys that the example names, by the first word of their table's name."""
    parts = re.split(r"^\[(\w+).*\]$", example.example(), flags=re.MULTILINE)
    tables = zip(["", *parts[1::2]], parts[::2], strict=True)
    return {name: set(re.findall(r"^(?:# )?(\w+) =", text, re.MULTILINE)) for name, text in tables}


def test_every_setting_is_described_in_the_example() -> None:
    def names(kind: type[msgspec.Struct]) -> set[str]:
        return {field.name for field in msgspec.structs.fields(kind)}

    tables = {"servers": names(Server), "display": names(Display), "keys": set[str]()}
    assert keys_by_table() == {"": names(Settings) - tables.keys(), **tables}
