"""The versions that the tests run with are those that somebody chose, and are written down."""

from __future__ import annotations

import re

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from tests import versions
from tests.versions import TRIED, normal

EXPECTED = {"pinned": versions.pinned, "oldest": versions.oldest, "newest": dict}
"""What `TRIED` stands for, by name; of the newest only the ranges are known."""


def test_the_installed_versions_are_the_ones_to_be_tried() -> None:
    expected = EXPECTED[TRIED]()
    other = {
        name: f"{version}, not {expected[name]}"
        for name, version in versions.installed().items()
        if name in expected and Version(version) != Version(expected[name])
    }
    assert not other, "to install the versions to be tried: remove .venv and run ./test"


@pytest.mark.skipif(TRIED == "newest", reason="newer releases may need other packages")
def test_everything_that_is_needed_is_pinned() -> None:
    assert versions.installed().keys() - versions.pinned().keys() == set()


@pytest.mark.parametrize("text", versions.ranges())
def test_a_range_has_two_ends_and_holds_what_is_installed_and_what_is_pinned(text: str) -> None:
    requirement = Requirement(text)
    signs = {part.operator for part in requirement.specifier}
    assert signs == {">=", "<"}
    name = normal(requirement.name)
    assert versions.installed()[name] in requirement.specifier
    assert versions.pinned()[name] in requirement.specifier
    assert versions.oldest()[name] in requirement.specifier


def test_constraints_are_names_with_versions_and_name_no_place() -> None:
    lines = versions.PINNED.read_text(encoding="utf-8").splitlines()
    entries = [line for line in lines if not line.startswith("#")]
    assert [line for line in entries if not re.fullmatch(r"[a-z0-9-]+==[0-9a-z.]+", line)] == []
    assert entries == sorted(entries, key=lambda line: line.split("=="))


@pytest.mark.skipif(TRIED != "pinned", reason="other versions are installed")
def test_what_is_installed_is_written_as_it_is_pinned() -> None:
    # A package that only other systems or releases of Python need may be pinned besides.
    written = versions.PRINTED["installed"]().splitlines()
    assert [line for line in versions.PINNED.read_text().splitlines() if line in written] == written
