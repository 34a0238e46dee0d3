"""What a fresh interpreter loads: the start is quick, and layers hold at run time too.

Imports inside functions and by name escape a reading of the source; they do not escape this.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.architecture.rules import ROOT

HEAVY = {"asyncio", "httpx", "msgspec", "platformdirs", "rich", "textual"}


def modules_of(*folders: str, without: tuple[str, ...] = ()) -> list[str]:
    """Return the names of the modules in folders or files of the package."""
    paths = [
        path
        for folder in folders
        for path in ((ROOT / "qbtui").glob(folder))
        if path.suffix == ".py"
    ]
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in sorted(paths)]
    return [name.removesuffix(".__init__") for name in names if name not in without]


def loaded_by(code: str) -> set[str]:
    """Return the top-level packages that a fresh interpreter holds after running `code`."""
    report = "\nimport sys\nprint('\\n' + ' '.join(sys.modules))"
    command = [sys.executable, "-c", code + report]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in done.stdout.splitlines()[-1].split()}


def importing(names: list[str]) -> str:
    return "\n".join(f"import {name}" for name in names)


LAYERS = ("config", "state", "columns", "actions")
LOWER = modules_of("*.py", *(f"{layer}/**/*.py" for layer in LAYERS), without=("qbtui.__main__",))
SESSION = ("qbtui.api.session", "qbtui.api.http", "qbtui.api.faults")
CLIENT = modules_of("api/**/*.py", without=SESSION)


def test_nothing_below_the_interface_loads_textual() -> None:
    assert "textual" not in loaded_by(importing([*LOWER, *CLIENT, "qbtui.api.session"]))


def test_nothing_but_the_session_loads_httpx() -> None:
    assert "httpx" not in loaded_by(importing([*LOWER, *CLIENT]))


@pytest.mark.parametrize("argument", ["--version", "--help", "--no-such-argument"])
def test_arguments_alone_load_nothing_heavy(argument: str) -> None:
    code = f"from qbtui.cli import main\nmain([{argument!r}])"
    assert loaded_by(code) & HEAVY == set()


NO_DIALOGS = """
import sys
assert not [name for name in sys.modules if name.startswith("qbtui.ui.dialogs.")]
"""


def test_the_first_frame_waits_for_neither_dialogs_nor_http() -> None:
    assert loaded_by(f"import qbtui.ui.app{NO_DIALOGS}") & {"httpx", "tomli_w", "tomlkit"} == set()


def test_the_start_loads_nothing_that_most_starts_do_not_use() -> None:
    start = importing(["qbtui.ui.app", "qbtui.ui.reception", "qbtui.api.client"])
    assert loaded_by(start + NO_DIALOGS) & {"html", "tomli_w", "tomlkit"} == set()


def test_what_is_loaded_is_seen() -> None:
    assert "textual" in loaded_by("def f():\n    import textual.app\nf()")
    assert "httpx" in loaded_by(importing(["qbtui.api.session"]))


def test_the_modules_to_load_are_found() -> None:
    assert {"qbtui.units", "qbtui.cli", "qbtui.config.load", "qbtui.state.live"} <= set(LOWER)
    assert {"qbtui.api", "qbtui.api.client"} <= set(CLIENT)
