"""The versions that the tests run with are those that somebody chose, and are written down."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib.metadata import distribution

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from tests import versions
from tests.versions import TRIED, normal

BUILDING = ("hatchling", "editables")
"""What tests/setup.sh installs besides qbtui and what it requires."""


def direct(name: str, extra: str) -> Iterator[tuple[str, str]]:
    """Yield the packages, each with an extra or none, that a package with an extra needs here."""
    for text in distribution(name).requires or ():
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
            yield from parts(requirement)


def parts(requirement: Requirement) -> Iterable[tuple[str, str]]:
    """Yield the package of a requirement without an extra and with each that it names."""
    return ((normal(requirement.name), extra) for extra in ("", *requirement.extras))


def installed() -> dict[str, str]:
    """Return the versions of what qbtui, its tests and its build need, by name."""
    roots = map(Requirement, [*versions.requirements(), *BUILDING])
    waiting = [part for root in roots for part in parts(root)]
    known: set[tuple[str, str]] = set()
    while waiting:
        part = waiting.pop()
        if part not in known:
            known.add(part)
            waiting += direct(*part)
    return {name: distribution(name).version for name, _ in known}


def test_the_installed_versions_are_the_ones_to_be_tried() -> None:
    constraints = versions.CONSTRAINTS[TRIED]()
    other = {
        name: f"{version}, not {constraints[name]}"
        for name, version in installed().items()
        if name in constraints and Version(version) != Version(constraints[name])
    }
    assert not other, "./test installs the versions to be tried; see CONTRIBUTING.md"


@pytest.mark.skipif(TRIED != "pinned", reason="other versions may need other packages")
def test_everything_that_is_needed_is_pinned() -> None:
    assert installed().keys() - versions.pinned().keys() == set()


@pytest.mark.parametrize("text", versions.requirements())
def test_a_range_has_two_ends_and_holds_what_is_installed_and_what_is_pinned(text: str) -> None:
    requirement = Requirement(text)
    signs = {part.operator for part in requirement.specifier}
    assert signs == {">=", "<"}
    name = normal(requirement.name)
    assert distribution(name).version in requirement.specifier
    assert versions.pinned()[name] in requirement.specifier
    assert versions.oldest()[name] in requirement.specifier


def test_constraints_are_names_with_versions_and_name_no_place() -> None:
    lines = (versions.ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    entries = [line for line in lines if not line.startswith("#")]
    assert [line for line in entries if not re.fullmatch(r"[a-z0-9-]+==[0-9a-z.]+", line)] == []
    assert entries == sorted(entries)
