"""What is said at a field before anything is sent."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qbtui.actions import checks

TORRENT = b"d8:announce10:http://a/b4:infod6:lengthi1eee"
MAGNET = "magnet:?xt=urn:btih:" + "a" * 40

TAKEN = [
    (checks.tracker, "udp://tracker.test:6969/announce"),
    (checks.tracker, "HTTPS://tracker.test/announce"),
    (checks.tracker, "wss://tracker.test"),
    (checks.tracker, "http://[2001:db8::1]:80/announce"),
    (checks.web_seed, "https://host.test/files/"),
    (checks.web_seed, "ftp://host.test/files/"),
    (checks.peer, "192.0.2.1:6881"),
    (checks.peer, "[2001:db8::1]:6881"),
    (checks.category, "films/silent"),
    (checks.folder, "/data"),
    (checks.folder, "C:\\data"),
    (checks.folder, "d:/data"),
    (checks.folder, "\\\\host\\share"),
    (checks.file_name, "a b.iso"),
]
REFUSED = [
    (checks.tracker, "not"),
    (checks.tracker, "udp://"),
    (checks.tracker, "ftp://tracker.test"),
    (checks.web_seed, "udp://host.test"),
    (checks.peer, "192.0.2.1"),
    (checks.peer, "host.test:6881"),
    (checks.peer, "192.0.2.1:0"),
    (checks.peer, "192.0.2.1:65536"),
    (checks.peer, "2001:db8::1:6881"),
    (checks.peer, "[192.0.2.1]:6881"),
    (checks.category, "films//silent"),
    (checks.category, "/films"),
    (checks.category, "films/"),
    (checks.category, "films\\silent"),
    (checks.folder, "data/films"),
    (checks.folder, "~/films"),
    (checks.folder, "C:films"),
    (checks.file_name, "../x"),
]

Check = Callable[[str], str]


@pytest.mark.parametrize(("check", "text"), TAKEN)
def test_what_a_server_takes_passes(check: Check, text: str) -> None:
    assert check(text) == ""


@pytest.mark.parametrize(("check", "text"), REFUSED)
def test_what_a_server_refuses_is_explained(check: Check, text: str) -> None:
    assert check(text)


def test_a_torrent_file_and_a_link_may_be_added(tmp_path: Path) -> None:
    file = tmp_path / "a.torrent"
    file.write_bytes(TORRENT)
    assert checks.content(str(file)) == TORRENT
    assert checks.content(MAGNET) is None
    # Longer than the name of a file may be.
    assert checks.torrent(MAGNET + "&tr=udp%3A%2F%2Ftracker.test" * 50) == ""


@pytest.mark.parametrize("held", [b"", b"root:x:0:0:root", b"d3:abc3:defe", b"4:infod", b"le"])
def test_no_other_file_is_sent(tmp_path: Path, held: bytes) -> None:
    file = tmp_path / "secret"
    file.write_bytes(held)
    assert checks.torrent(str(file)).startswith("not a .torrent file: ")


def test_a_huge_file_is_not_even_read(tmp_path: Path) -> None:
    file = tmp_path / "huge.torrent"
    file.touch()
    with file.open("r+b") as opened:
        opened.truncate(checks.LARGEST_FILE + 1)
    assert checks.torrent(str(file)).startswith("larger than 60.0 MiB: ")


def test_a_file_that_cannot_be_read_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.torrent"
    file.write_bytes(TORRENT)

    def refuse(_path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert checks.torrent(str(file)) == "Permission denied"
