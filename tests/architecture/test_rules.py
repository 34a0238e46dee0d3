"""Every rule holds for every file it is for, and would fail if it did not."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import NamedTuple

import pytest

from tests.architecture import rules
from tests.architecture.rules import ROOT, Rule, Source

CODE = {".py"}
TEXT = {".md", ".py", ".sh", ".toml", ""}
"""The suffixes of the files that people read."""


class Case(NamedTuple):
    """A rule, its files, and what keeps and breaks it."""

    rule: Rule
    files: str
    """`package`, `narrow tests`, all `python`, or `all` that is text."""
    good: tuple[tuple[str, str], ...]
    """Paths and texts that the rule accepts."""
    bad: tuple[tuple[str, str], ...]
    """Paths and texts that it complains of."""


def lines(count: int) -> str:
    return "x = 1\n" * count


def function(count: int) -> str:
    return "async def f():\n" + "        pass\n" * (count - 1)


CASES = (
    Case(
        rules.module_docstring,
        "python",
        good=(("qbtui/x.py", '"""X."""'),),
        bad=(("qbtui/x.py", ""), ("qbtui/x.py", "x = 1\n'''late'''"), ("qbtui/x.py", '""')),
    ),
    Case(
        rules.module_length,
        "python",
        good=(("qbtui/x.py", lines(400)),),
        bad=(("qbtui/x.py", lines(401)),),
    ),
    Case(
        rules.function_length,
        "python",
        good=(("qbtui/x.py", function(50)),),
        bad=(("qbtui/x.py", function(51)), ("qbtui/x.py", f"class A:\n    {function(60)}")),
    ),
    Case(
        rules.telling_name,
        "python",
        good=(("qbtui/commonplace.py", ""),),
        bad=(("qbtui/api/utils.py", ""), ("tests/helpers/x.py", ""), ("qbtui/row_manager.py", "")),
    ),
    Case(
        rules.library_in_its_place,
        "package",
        good=(
            ("qbtui/ui/x.py", "import textual.app"),
            ("qbtui/api/http.py", "def f():\n    import httpx"),
            ("qbtui/x.py", "if TYPE_CHECKING:\n    import httpx"),
        ),
        bad=(
            ("qbtui/state/x.py", "from textual.app import App"),
            ("qbtui/api/client.py", "def f():\n    import httpx"),
            ("qbtui/cli.py", "import platformdirs as p"),
        ),
    ),
    Case(
        rules.private_name_in_its_place,
        "python",
        good=(
            ("qbtui/ui/internals.py", "from textual._context import active_app"),
            ("qbtui/ui/x.py", "from textual.keys import Keys"),
            ("qbtui/ui/x.py", "self._size"),
            ("qbtui/ui/x.py", "row._no_such"),
        ),
        bad=(
            ("qbtui/ui/x.py", "from textual._context import active_app"),
            ("tests/x.py", "import textual._context"),
            ("tests/x.py", "from textual.keys import _character_to_key"),
            ("qbtui/ui/x.py", "from rich._wrap import divide_line"),
            ("tests/x.py", "widget.screen._compositor"),
            ("qbtui/ui/x.py", "app._exit_renderables"),
            ("tests/x.py", "x = driver._app, screen._size"),
        ),
    ),
    Case(
        rules.colour_in_theme,
        "package",
        good=(
            ("qbtui/ui/theme.py", "x = '#ff0000'"),
            ("qbtui/ui/x.py", "'''Draws #ff0000.'''\nx = '#details #add $accent #1'"),
        ),
        bad=(
            ("qbtui/ui/x.py", "x = 'bold #ff0000'"),
            ("qbtui/ui/x.py", "x = f'on #1e1 {y}'"),
            ("qbtui/ui/x.py", "x = 'rgb(1,2,3)'"),
            ("qbtui/ui/x.py", "x = 'ansi_red'"),
            ("qbtui/ui/x.py", "CSS = 'Pane { color: #ABCDEF; }'"),
        ),
    ),
    Case(
        rules.mirrored_test,
        "narrow tests",
        good=(("tests/test_units.py", ""), ("tests/config/test_any_topic.py", "")),
        bad=(("tests/test_nothing.py", ""), ("tests/nothing/test_units.py", "")),
    ),
    Case(
        rules.no_sleep,
        "narrow tests",
        good=(("tests/test_x.py", "asyncio.sleep(0)\nx = 'sleep 1'\nlive.sleep(asleep=True)"),),
        bad=(("tests/test_x.py", "time.sleep(1)"), ("tests/test_x.py", "sleep(0.1)")),
    ),
    Case(
        rules.of_itself_alone,
        "all",
        good=(("x.md", "see http://host/work/x, the root/ folder and an issue"),),
        bad=(
            ("x.md", "in /wo" + "rk/main"),
            ("x.md", "see iss" + "ue #12"),
            ("x.toml", "files.python" + "hosted.org"),
            ("x.py", "# TO" + "DO"),
        ),
    ),
)


def files(which: str) -> list[Source]:
    """Return the files of the project that a rule is for."""
    folders = {
        "package": ("qbtui",),
        "narrow tests": ("tests",),
        "python": ("qbtui", "tests", "screenshots"),
        "all": ("qbtui", "tests", "screenshots", ".ci", "."),
    }
    paths = {
        path
        for folder in folders[which]
        for path in (ROOT.glob("*") if folder == "." else (ROOT / folder).rglob("*"))
        if path.suffix in (TEXT if which == "all" else CODE)
        and not path.name.startswith(".")
        and path.is_file()
    }
    sources = [
        Source(PurePosixPath(path.relative_to(ROOT)), path.read_text(encoding="utf-8"))
        for path in sorted(paths)
    ]
    return [source for source in sources if which != "narrow tests" or is_narrow(source.path)]


def is_narrow(path: PurePosixPath) -> bool:
    return path.name.startswith("test_") and not str(path).startswith(rules.WIDE_TESTS)


def name_of(case: Case) -> str:
    return case.rule.__name__


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_the_project_keeps_the_rule(case: Case) -> None:
    complaints = [
        f"{source.path}: {complaint}"
        for source in files(case.files)
        for complaint in case.rule(source)
    ]
    assert complaints == []


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_the_rule_has_files_to_look_at(case: Case) -> None:
    assert files(case.files)


@pytest.mark.parametrize(
    ("which", "some"),
    [
        ("package", {"qbtui/cli.py", "qbtui/sim/serve.py"}),
        ("narrow tests", {"tests/test_cli.py", "tests/config/test_load.py"}),
        ("python", {"qbtui/cli.py", "screenshots/render.py", "tests/live/server.py"}),
        ("all", {".ci/run", "README.md", "pyproject.toml", "test", "tests/setup.sh", "try"}),
    ],
)
def test_files_of_every_folder_are_found(which: str, some: set[str]) -> None:
    assert some <= {str(source.path) for source in files(which)}


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_the_rule_accepts_what_keeps_it(case: Case) -> None:
    for path, text in case.good:
        assert list(case.rule(Source(PurePosixPath(path), text))) == []


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_the_rule_complains_of_what_breaks_it(case: Case) -> None:
    for path, text in case.bad:
        assert list(case.rule(Source(PurePosixPath(path), text)))


def test_every_rule_has_its_case() -> None:
    declared = {
        name
        for name, value in vars(rules).items()
        if callable(value) and getattr(value, "__module__", "") == rules.__name__
    }
    checks = {name for name in declared if name[0] != "_" and name[0].islower()}
    assert {case.rule.__name__ for case in CASES} == checks
