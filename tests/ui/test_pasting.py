"""What is pasted into the list is read as what is pasted into the field."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Paste

from qbtui.config.model import Server
from qbtui.ui.link import access
from tests.ui.stage import Qbittorrent, opened, row

TORRENT = b"d8:announce10:http://a/b4:infod6:lengthi1eee"


@pytest.mark.parametrize("where", ["list", "field"])
@pytest.mark.parametrize(
    ("name", "pasted"),
    [
        ("x.torrent", "~/x.torrent"),
        ("my file.torrent", "{}/my file.torrent"),
        ("my file.torrent", "'{}/my file.torrent'"),
        ("e\u0301.torrent", "{}/e\u0301.torrent"),
        ("a\u200bb.torrent", "{}/a\u200bb.torrent"),
    ],
)
async def test_a_file_is_added_by_the_paste_of_its_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str, name: str, pasted: str
) -> None:
    (tmp_path / name).write_bytes(TORRENT)
    monkeypatch.setenv("HOME", str(tmp_path))
    async with opened(Qbittorrent().has(row("one"))) as stage:
        if where == "field":
            await stage.press("a")
            await stage.shows("enter OK")
        stage.app.post_message(Paste(pasted.format(tmp_path)))
        await stage.shows("Add torrents", "1 file")
        await stage.press("enter")
        await stage.until(lambda: stage.server.uploads)
        assert stage.server.uploads == [TORRENT]


async def test_lines_of_all_sorts_are_pasted_at_once(tmp_path: Path) -> None:
    file = tmp_path / "my file.torrent"
    file.write_bytes(TORRENT)
    async with opened(Qbittorrent().has(row("one"))) as stage:
        stage.app.post_message(Paste(f"\n{file}\r\n{'a' * 40} https://host.test/it's\nno such\n"))
        await stage.shows("1 URL, 1 info hash, 1 file; not found: no, such")


@pytest.mark.parametrize(("written", "used"), [("~/ca.pem", "{}/ca.pem"), ("", "")])
def test_the_certificates_of_a_profile_may_be_below_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str, used: str
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    server = Server(url="https://home.test", ca_file=written)
    assert access(server).ca_file == used.format(tmp_path)
