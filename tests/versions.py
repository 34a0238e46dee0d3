"""Which versions of other packages the tests run with: those pinned, or an end of what we allow.

    python -m tests.versions oldest     prints what pip is to be constrained to

It runs before anything is installed, so it needs the standard library alone. The versions
themselves stand in constraints.txt, the ranges in pyproject.toml.
"""

from __future__ import annotations

import os
import re
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
TRIED = os.environ.get("QBTUI_VERSIONS", "pinned")
"""Which versions ./test has installed; a key of `CONSTRAINTS`."""

_NAME = re.compile(r"[A-Za-z0-9._-]+")
_LOWEST = re.compile(r">=([0-9.]+)")


def normal(name: str) -> str:
    """Return the name of a package as constraints.txt spells it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def requirements() -> list[str]:
    """Return the ranges of pyproject.toml: what runs the program, tests it and builds it."""
    settings = tomllib.loads(Path(ROOT, "pyproject.toml").read_text(encoding="utf-8"))
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
    for line in Path(ROOT, "constraints.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, version = line.split("==")
            versions[name] = version
    return versions


def oldest() -> dict[str, str]:
    """Return the lowest version of each range; for what no range names, the pinned one."""
    lowest = {}
    for requirement in requirements():
        name, version = _NAME.match(requirement), _LOWEST.search(requirement)
        if name is None or version is None:
            raise ValueError(f"{requirement} has no lowest version")
        lowest[normal(name[0])] = version[1]
    return pinned() | lowest


def newest() -> dict[str, str]:
    """Return nothing: pip takes the newest that the ranges allow."""
    return {}


CONSTRAINTS: dict[str, Callable[[], dict[str, str]]] = {
    "pinned": pinned,
    "oldest": oldest,
    "newest": newest,
}


def main() -> None:
    """Print the constraints that the argument names."""
    for name, version in CONSTRAINTS[sys.argv[1]]().items():
        sys.stdout.write(f"{name}=={version}\n")


if __name__ == "__main__":
    main()
