"""Where the files are looked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from qbtui.config.paths import config_file, state_folder


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CONFIG", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))


def test_files_live_in_the_folders_of_the_platform(tmp_path: Path) -> None:
    assert config_file({}) == tmp_path / "config/qbtui/config.toml"
    assert state_folder() == tmp_path / "state/qbtui"


def test_the_environment_can_name_another_configuration(tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    assert config_file({"QBTUI_CONFIG": str(other)}) == other
    assert config_file({"QBTUI_CONFIG": ""}) == config_file({})
