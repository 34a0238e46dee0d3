"""Single rows of the detail tabs: read whole, and followed when they get another name."""

from __future__ import annotations

import pytest

from qbtui.api.models.details import File, Tracker, WebSeed
from tests.ui.stage import SMALL, Qbittorrent, Stage, opened, row

MESSAGE = "blocked by the firewall of the tracker's own network, ask its operators about it"


@pytest.mark.parametrize(
    ("tab", "keys", "shown"),
    [
        ("3", [], [MESSAGE, "Not working", "http://away.test/announce"]),
        ("2", ["G"], ["readme", "Normal"]),
        ("4", [], ["10.0.0.1", "qB 5"]),
    ],
)
async def test_enter_shows_what_the_columns_cut(
    tab: str, keys: list[str], shown: list[str]
) -> None:
    server = Qbittorrent().has(row("only", 1))
    server.details["torrents/trackers"] = [
        Tracker(url="http://away.test/announce", tier=1, status=4, msg=MESSAGE)
    ]
    async with opened(server, SMALL) as stage:
        await stage.press("enter", tab)
        await stage.until(lambda: at_cursor(stage))
        assert MESSAGE not in stage.words
        await stage.press(*keys, "enter")
        await stage.shows(*shown)
        await stage.press("escape")
        assert stage.app.screen is stage.app.main
        assert stage.focused == "details"


@pytest.mark.parametrize(
    ("tab", "path", "before", "after", "last"),
    [
        (
            "3",
            "torrents/trackers",
            [Tracker(url=f"http://{name}/announce", tier=0) for name in "abc"],
            [Tracker(url=f"http://{name}/announce", tier=0) for name in ("a", "c", "bz")],
            "http://bz/announce",
        ),
        (
            "6",
            "torrents/webseeds",
            [WebSeed(url=f"http://{name}/") for name in "abc"],
            [WebSeed(url=f"http://{name}/") for name in ("a", "c", "bz")],
            "http://bz/",
        ),
        (
            "2",
            "torrents/files",
            [File(index=index, name=name) for index, name in enumerate("abc")],
            [File(index=index, name=name) for index, name in enumerate(("a", "zz", "c"))],
            "zz",
        ),
        (
            "2",
            "torrents/files",
            [File(index=index, name=f"{name}/x") for index, name in enumerate("abc")],
            [File(index=index, name=f"{name}/x") for index, name in enumerate(("a", "zz", "c"))],
            "zz/",
        ),
    ],
)
async def test_the_cursor_stays_on_a_row_that_is_renamed(
    tab: str, path: str, before: list[object], after: list[object], last: str
) -> None:
    server = Qbittorrent().has(row("only", 1))
    server.details[path] = before
    async with opened(server, SMALL) as stage:
        await stage.press("enter", tab)
        await stage.until(lambda: "a" in at_cursor(stage))
        await stage.until(lambda: "b" in stage.details)
        while "b" not in at_cursor(stage):
            await stage.press("j")
        await stage.press("e")
        await stage.shows("enter OK")
        server.details[path] = after
        await stage.press("ctrl+u")
        await stage.type(last.removesuffix("/") if tab == "2" else last)
        await stage.press("enter")
        await stage.until(lambda: at_cursor(stage) == last)


def at_cursor(stage: Stage) -> str:
    """Return the key of the row under the cursor of the details."""
    listing = stage.app.main.details.listing
    assert listing is not None
    return "" if listing.current is None else listing.key(listing.current)
