"""Text from strangers on every pane and dialog: nothing in it commands the terminal."""

from __future__ import annotations

import unicodedata

import pytest
from rich.cells import cell_len
from textual.events import Paste

from qbtui.api.errors import Conflict
from qbtui.api.models.details import File, Properties, Tracker, WebSeed
from qbtui.api.models.server import PeersReply
from tests.ui.stage import LARGE, SMALL, Qbittorrent, Stage, opened, row

SIZES = pytest.mark.parametrize("size", [SMALL, LARGE])
EVIL = (
    "[red]a[/red]\x1b]0;owned\x07\x1b[31m\x9b2J\r\n\t\u202ez\u200d\u0301[@click=app.quit]b\x00\x7f"
)
WIDE = "日本語のとても長い名前" * 8


def hostile() -> Qbittorrent:
    """Return a server whose every text is meant to do harm."""
    server = Qbittorrent().has(
        row(EVIL, 3, category=EVIL, tags=EVIL, tracker=f"http://{EVIL}/", save_path=EVIL),
        row(WIDE, 2, category=WIDE, tags=WIDE),
        row("plain", 1),
    )
    server.model.now["categories"] = {EVIL: {"name": EVIL, "savePath": EVIL}}
    server.model.now["tags"] = [EVIL, WIDE]
    server.model.now["trackers"] = {f"http://{EVIL}/": [f"{1:040x}"]}
    server.details |= {
        "torrents/properties": Properties(
            name=EVIL, save_path=EVIL, comment=EVIL + WIDE, created_by=EVIL
        ),
        "torrents/files": [File(name=f"{EVIL}/{EVIL}"), File(name=WIDE)],
        "torrents/trackers": [Tracker(url=f"http://{EVIL}", msg=EVIL), Tracker(url=WIDE, msg=WIDE)],
        "torrents/webseeds": [WebSeed(url=EVIL), WebSeed(url=WIDE)],
        "sync/torrentPeers": PeersReply(
            rid=1,
            full_update=True,
            peers={EVIL: {"ip": EVIL, "client": EVIL, "files": WIDE, "country": EVIL}},
        ),
    }
    return server


def harmless(stage: Stage) -> None:
    """Check that the screen is text of the right width and nothing else."""
    width = stage.app.size.width
    for strip in stage.strips:
        commands = [c for c in strip.text if unicodedata.category(c) in {"Cc", "Cf", "Cs"}]
        assert commands == [], strip.text
        assert strip.cell_length == cell_len(strip.text) == width
        for segment in strip:
            assert not (segment.style and segment.style.meta.get("@click")), strip.text


@SIZES
async def test_the_panes_only_print(size: tuple[int, int]) -> None:
    async with opened(hostile(), size) as stage:
        harmless(stage)
        assert "[red]a[/red]" in stage.text
        await stage.press("z", "s", "z", "s", "g", "f")
        harmless(stage)
        await stage.press("g", "d")
        for tab, topic in zip("123456", stage.app.main.details._bodies, strict=True):
            await stage.press(tab)
            detail = stage.app.main.link.live
            await stage.until(lambda: detail.detail and detail.detail.data is not None)  # noqa: B023
            await stage.pilot.pause()
            assert topic == stage.app.main.details.tab.id
            harmless(stage)
            await stage.press("j", "J")
            await stage.until(lambda: detail.detail and detail.detail.data is not None)  # noqa: B023
            harmless(stage)
            await stage.press("K")


@SIZES
@pytest.mark.parametrize("keys", ["d", "m", "c", "T", "L", "e", "?", ":", "a", "D", "v", "u"])
async def test_the_dialogs_only_print(size: tuple[int, int], keys: str) -> None:
    async with opened(hostile(), size) as stage:
        await stage.press("A", *keys)
        await stage.until(lambda: stage.app.screen is not stage.app.main or stage.message)
        await stage.pilot.pause()
        harmless(stage)


async def test_messages_only_print() -> None:
    async with opened(hostile()) as stage:
        stage.server.replies["torrents/stop"] = [Conflict("[red]no[/red]", "[b]never[/b]")]
        await stage.press("p")
        await stage.shows("[red]no[/red]", "[b]never[/b]")
        harmless(stage)
        await stage.press("slash", *"[re", "enter")
        await stage.shows("/[re")
        harmless(stage)
        # What is typed may have been copied from a stranger, too.
        await stage.press("slash", "ctrl+u")
        stage.app.post_message(Paste("[red]a[/red]\x1b[2J\u202ez\x9b"))
        await stage.until(lambda: "\u202e" in stage.app.main.torrents.words)
        harmless(stage)
        await stage.press("enter")
        await stage.shows("/[red]a[/red]")
        harmless(stage)
        await stage.press("escape", "escape", "g", "f")
        stage.app.main.sidebar.rows.listing.move_to(16)
        await stage.press("enter")
        harmless(stage)


@SIZES
async def test_wide_names_leave_the_columns_in_line(size: tuple[int, int]) -> None:
    async with opened(hostile(), size) as stage:
        head = stage.header
        end = cell_len(head[: head.index("Size") + len("Size")])
        for line in stage.rows:
            position = next(
                index for index in range(len(line) + 1) if cell_len(line[:index]) == end
            )
            assert line[position - 1] == "G", line
            assert line[position : position + 1] == " "


async def test_what_is_pasted_into_dialogs_only_prints() -> None:
    hostile_link = "magnet:?xt=urn:btih:" + "a" * 40 + "&dn=\u202eabc\u200bd"
    async with opened(hostile(), LARGE) as stage:
        stage.server.details["torrents/add"] = Conflict(f"It will not have {hostile_link}")
        await stage.press("a")
        await stage.shows("Links or files")
        for pasted in (hostile_link, "no\u202ething"):
            stage.app.post_message(Paste(pasted))
            await stage.pilot.pause()
            harmless(stage)
            await stage.press("enter")
            await stage.pilot.pause()
            harmless(stage)
        await stage.press("escape", "escape", "T")
        await stage.shows("Tags of")
        stage.server.replies["torrents/addTags"] = [Conflict("no")]
        await stage.press("tab")
        stage.app.post_message(Paste("new\u202etag"))
        await stage.press("enter")
        await stage.shows("Enter tries it again")
        harmless(stage)
