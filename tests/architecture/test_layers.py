"""The layers that pyproject.toml declares are kept, and breaking one is noticed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.rules import ROOT


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check the contracts of the project in `folder`."""
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    command = [sys.executable, "-c", code, "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a copy of the project that may be broken."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "qbtui", tmp_path / "qbtui", ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_layers_are_kept() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("units.py", "import qbtui.fields", "Lower layers never import higher ones"),
        ("api/version.py", "import qbtui.config.model", "Lower layers never import higher ones"),
        ("state/live.py", "import textual", "Textual only in the user interface"),
        (
            "ui/widgets/__init__.py",
            "import qbtui.api.client",
            "Only the link of the interface holds a client",
        ),
        (
            "ui/screens/main.py",
            "from qbtui.api import session",
            "Only the link of the interface holds a client",
        ),
    ],
)
def test_a_broken_layer_is_noticed(copy: Path, file: str, line: str, contract: str) -> None:
    with (copy / "qbtui" / file).open("a", encoding="utf-8") as source:
        source.write(f"\n{line}\n")
    done = lint(copy)
    assert done.returncode == 1
    assert f"{contract} BROKEN" in done.stdout
