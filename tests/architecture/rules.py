"""The rules of the source, each a function from one file to what is wrong with it.

Which files a rule is for, and samples that keep and break it, stand in `test_rules`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path, PurePosixPath

import textual

ROOT = Path(__file__).parents[2]

LONGEST_MODULE = 400
LONGEST_FUNCTION = 50

VAGUE_NAMES = frozenset({"common", "helper", "helpers", "manager", "misc", "util", "utils"})

OWNERS = {
    "httpx": ("qbtui/api/http.py", "qbtui/api/faults.py", "qbtui/sim/transport.py"),
    "platformdirs": ("qbtui/config/",),
    "textual": ("qbtui/ui/",),
    "tomli_w": ("qbtui/config/",),
    "tomlkit": ("qbtui/config/save.py",),
    "tomllib": ("qbtui/config/",),
}
"""Where alone a library may be imported."""

INTERNALS = {"qbtui/ui/internals.py", "tests/internals.py"}
"""Where alone private names of Textual may be used: of the program, and of the tests."""

OTHERS = {"os._exit", "scope._sender", "_UNKNOWN._replace", "part._replace"}
"""What has the name of something private in Textual, and is something else."""

COLOURS_LIVE_IN = "qbtui/ui/theme.py"

WIDE_TESTS = (
    "tests/architecture/",
    "tests/bench/",
    "tests/contract/",
    "tests/live/",
    "tests/test_readme.py",
    "tests/test_screenshots.py",
    "tests/ui/faults/",
    "tests/ui/test_demo_keys.py",
)
"""Tests that are about the whole program."""

_COLOUR = re.compile(
    r"#(?:[0-9a-f]{8}|[0-9a-f]{6}|(?=[a-f]*\d)[0-9a-f]{3})\b|\b(?:rgba?|hsla?)\(|\bansi_[a-z]+",
    re.IGNORECASE,
)
_PRIVATE_IMPORT = re.compile(r"(?:textual|rich)\.(?:.*\.)?_")
_PRIVATE_NAME = re.compile(r"(?:\bself\.|\bdef )(_[a-z]\w*)")
_SLEEP = re.compile(r"(?:(?:time|asyncio)\.)?sleep\((?!0\)).*", re.DOTALL)
_NOT_OURS = re.compile(
    r"(?<![\w.])/(?:work|root)/|python(?:hosted)|--index[-]url"
    r"|\bGH-\d+|\b(?:issue|PR) #?\d+|\bTODO\b"
)


@dataclass(frozen=True)
class Source:
    """One text file of the project."""

    path: PurePosixPath
    """Below the root."""
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed text of a Python file."""
        return ast.parse(self.text)


Rule = Callable[[Source], Iterator[str]]


def module_docstring(source: Source) -> Iterator[str]:
    """Every module says what lives in it."""
    if not ast.get_docstring(source.tree):
        yield "the module has no docstring"


def module_length(source: Source) -> Iterator[str]:
    """A module is short enough to be read at once."""
    count = len(source.text.splitlines())
    if count > LONGEST_MODULE:
        yield f"{count} lines, more than {LONGEST_MODULE}"


def function_length(source: Source) -> Iterator[str]:
    """A function is short enough to be seen at once."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            count = (node.end_lineno or node.lineno) - node.lineno + 1
            if count > LONGEST_FUNCTION:
                yield f"{node.name} has {count} lines, more than {LONGEST_FUNCTION}"


def telling_name(source: Source) -> Iterator[str]:
    """No module is named after nothing in particular."""
    for part in source.path.with_suffix("").parts:
        if VAGUE_NAMES.intersection(part.split("_")):
            yield f"{part} does not say what it is"


def library_in_its_place(source: Source) -> Iterator[str]:
    """A library with owners is imported by its owners alone."""
    for name in _imports(source.tree):
        owners = OWNERS.get(name.partition(".")[0], ("",))
        if not str(source.path).startswith(owners):
            yield f"imports {name}, which only {' and '.join(owners)} may"


def private_name_in_its_place(source: Source) -> Iterator[str]:
    """Private names of Textual are imported, or read of another object, by two modules alone."""
    if str(source.path) in INTERNALS:
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            module = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
            names = (module + alias.name for alias in node.names)
            yield from (f"imports {name}" for name in names if _PRIVATE_IMPORT.match(name))
        elif isinstance(node, ast.Attribute) and node.attr in _names_of_textual():
            inherited = ast.unparse(node.value) in {"self", "cls", "super()"}
            if not inherited and ast.unparse(node) not in OTHERS:
                yield f"uses {ast.unparse(node)}"


@cache
def _names_of_textual() -> set[str]:
    """Return the private names that the classes of Textual give to what is theirs."""
    files = Path(textual.__file__).parent.rglob("*.py")
    return {name for file in files for name in _PRIVATE_NAME.findall(file.read_text("utf-8"))}


def colour_in_theme(source: Source) -> Iterator[str]:
    """Colours are named, and defined in the theme alone."""
    if str(source.path) == COLOURS_LIVE_IN:
        return
    for text in _strings(source.tree):
        for found in _COLOUR.finditer(text):
            yield f"the colour {found.group()} belongs in {COLOURS_LIVE_IN}"


def mirrored_test(source: Source) -> Iterator[str]:
    """The tests of a folder are in the folder of that name, those of a module in its file."""
    inside = source.path.relative_to("tests").parent
    subject = "qbtui" / inside
    if subject == PurePosixPath("qbtui"):
        subject /= f"{source.path.stem.removeprefix('test_')}.py"
    if not (ROOT / subject).exists():
        yield f"there is no {subject}"


def no_sleep(source: Source) -> Iterator[str]:
    """A test waits for what it needs, not for time to pass."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and _SLEEP.fullmatch(ast.unparse(node)):
            yield f"sleeps on line {node.lineno}"


def of_itself_alone(source: Source) -> Iterator[str]:
    """The project does not speak of the place where it is made."""
    for found in _NOT_OURS.finditer(source.text):
        yield f"speaks of {found.group()}"


def _imports(tree: ast.Module) -> Iterator[str]:
    """Yield the modules that are imported when the program runs."""
    for_types = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in node.body
    }
    for node in ast.walk(tree):
        if node in for_types:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def _strings(tree: ast.Module) -> Iterator[str]:
    """Yield every string but those that stand alone, which describe something."""
    alone = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in alone:
            yield node.value
