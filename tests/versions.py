"""Which versions of other packages the tests run with: those pinned, or an end of what we allow.

    python -m tests.versions oldest     prints what pip is to be constrained to
    python -m tests.versions installed  prints what constraints.txt would be, from what is installed

What constrains pip runs before anything is installed, with the standard library alone.
"""

from __future__ import annotations

import os
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import distribution
from pathlib import Path

ROOT = Path(__file__).parents[1]
PINNED = ROOT / "constraints.txt"
TRIED = os.environ.get("QBTUI_VERSIONS", "pinned")
"""Which versions ./test has installed: pinned, oldest or newest."""
BUILDING = ("editables",)
"""What tests/setup.sh installs besides qbtui and what pyproject.toml names."""

_HEAD = """\
# What ./test and ./try install. pyproject.toml has the ranges that qbtui works with.
"""
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_LOWEST = re.compile(r">=([0-9.]+)")


def normal(name: str) -> str:
    """Return the name of a package as constraints.txt spells it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def ranges() -> list[str]:
    """Return the requirements of pyproject.toml: what runs qbtui, tests it and builds it."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = settings["project"]
    return [
        *project["dependencies"],
        *project["optional-dependencies"]["dev"],
        *settings["build-system"]["requires"],
    ]


def pinned() -> dict[str, str]:
    """Return the versions of constraints.txt by name.

    Raises:
        ValueError: a line is no `name==version`.
    """
    versions = {}
    for line in PINNED.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, version = line.split("==")
            versions[name] = version
    return versions


def oldest() -> dict[str, str]:
    """Return the lowest version of each range; of what no range names, the pinned one.

    Raises:
        ValueError: a range has no lowest version.
    """
    versions = pinned()
    for requirement in ranges():
        name, version = _NAME.match(requirement), _LOWEST.search(requirement)
        if name is None or version is None:
            raise ValueError(f"{requirement} has no lowest version")
        versions[normal(name[0])] = version[1]
    return versions


def installed() -> dict[str, str]:
    """Return the versions of all that qbtui, its tests and its build need here, by name.

    Raises:
        PackageNotFoundError: something of it is not installed.
    """
    waiting = list(_named([*ranges(), *BUILDING], ""))
    known: set[tuple[str, str]] = set()
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) not in known:
            known.add((name, extra))
            waiting += _named(distribution(name).requires or (), extra)
    return {name: distribution(name).version for name, _ in sorted(known)}


def _named(requirements: Iterable[str], extra: str) -> Iterator[tuple[str, str]]:
    """Yield the packages that requirements of something with `extra` name here.

    Each comes without an extra, and with each that is wanted of it.
    """
    from packaging.requirements import Requirement

    for requirement in map(Requirement, requirements):
        if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
            yield from ((normal(requirement.name), wanted) for wanted in ("", *requirement.extras))


def _lines(versions: dict[str, str]) -> str:
    return "".join(f"{name}=={version}\n" for name, version in versions.items())


PRINTED: dict[str, Callable[[], str]] = {
    "oldest": lambda: _lines(oldest()),
    "newest": lambda: "".join(f"{requirement}\n" for requirement in ranges()),
    "installed": lambda: _HEAD + _lines(installed()),
}


if __name__ == "__main__":
    sys.stdout.write(PRINTED[sys.argv[1]]())
