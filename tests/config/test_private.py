"""That what is made is for its owner alone, and the owner can use it, under any umask."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from qbtui.config.private import make_file


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o777])
def test_every_folder_on_the_way_is_the_owners_alone(tmp_path: Path, mask: int) -> None:
    folder = tmp_path / "one" / "two" / "three"
    with umask(mask):
        handle, file = make_file(folder, "a-", ".txt")
    os.close(handle)
    assert file.parent == folder
    assert mode(file) == 0o600
    assert [mode(each) for each in (folder, *folder.parents[:2])] == [0o700] * 3


def test_a_folder_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    for name in ("first", "second"):
        handle, file = make_file(tmp_path, name, "")
        os.close(handle)
        assert file.name.startswith(name)
    assert mode(tmp_path) == 0o755


def test_what_is_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OSError, match="Not a directory"):
        make_file(tmp_path / "file" / "folder", "a-", "")
