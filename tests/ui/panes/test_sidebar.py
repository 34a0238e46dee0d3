"""The sidebar: groups with counts, and what the list is filtered by."""

from __future__ import annotations

import pytest

from qbtui.config.model import Config, Display
from tests.ui.stage import LARGE, Qbittorrent, Stage, opened, row


def grouped() -> Qbittorrent:
    """Return a server with torrents in nested categories, with tags and trackers."""
    server = Qbittorrent().has(
        row("film", 1, category="video/film", tags="new, seen", state="uploading"),
        row("show", 2, category="video", tags="new", state="stoppedDL"),
        row("disc", 3, tracker="http://t.test/a", trackers_count=1),
    )
    server.model.now["categories"] = {
        name: {"name": name, "savePath": ""} for name in ("video", "video/film", "iso")
    }
    server.model.now["tags"] = ["new", "seen"]
    server.model.now["trackers"] = {"http://t.test/a": [f"{3:040x}"]}
    return server


def lines(stage: Stage) -> list[str]:
    """Return what the sidebar says."""
    return [line.rstrip("▐ ").strip("▌✓ ") for line in stage.part(stage.app.main.sidebar.rows)]


def line(stage: Stage, title: str) -> str:
    """Return the sidebar's line with this title."""
    return next(" ".join(line.split()) for line in lines(stage) if title in line)


async def choose(stage: Stage, key: str) -> None:
    """Put the sidebar's cursor on a group and press Enter."""
    assert stage.app.main.sidebar.rows.listing.move_to_key(key)
    await stage.press("enter")


async def test_groups_stand_in_sections_with_their_counts() -> None:
    async with opened(grouped(), LARGE) as stage:
        shown = [" ".join(line.split()) for line in lines(stage) if line]
        for section in ("Status 3", "Categories", "Tags", "Trackers"):
            assert section in shown
        assert line(stage, "Downloading") == "Downloading 2"
        assert line(stage, "video") == "▾ video 2"
        assert line(stage, "film") == "film 1"
        assert line(stage, "iso") == "iso 0"
        assert line(stage, "Uncategorized") == "Uncategorized 1"
        assert line(stage, "seen") == "seen 1"
        assert line(stage, "t.test") == "t.test 1"
        assert line(stage, "Trackerless") == "Trackerless 2"


async def test_numbers_are_written_alike_everywhere() -> None:
    server = Qbittorrent().has(*(row(f"t{number}", number) for number in range(1, 1_201)))
    async with opened(server, LARGE) as stage:
        assert "Torrents 1,200" in stage.title
        assert line(stage, "Status") == "Status 1,200"
        await stage.press("A")
        assert "1,200 marked" in stage.title


async def test_counts_follow_the_server() -> None:
    async with opened(grouped(), LARGE) as stage:
        stage.server.torrents_now[f"{3:040x}"]["category"] = "iso"
        await stage.poll()
        assert line(stage, "iso") == "iso 1"


async def test_enter_filters_by_a_group_and_again_by_none() -> None:
    async with opened(grouped(), LARGE) as stage:
        await stage.press("g", "f")
        assert stage.focused == "sidebar"
        await choose(stage, "category:=video")
        assert stage.names == ["show", "film"]
        assert "2 of 3" in stage.title
        assert "category: video" in stage.title
        assert "● video" in line(stage, "video")
        await choose(stage, "category:=video/film")
        assert stage.names == ["film"]
        await choose(stage, "category:=video/film")
        assert len(stage.names) == 3


async def test_groups_of_different_kinds_must_all_be_met() -> None:
    async with opened(grouped(), LARGE) as stage:
        await stage.press("g", "f")
        await choose(stage, "tag:=new")
        await choose(stage, "status:=seeding")
        assert stage.names == ["film"]
        await choose(stage, "tracker:=t.test")
        assert stage.names == []
        await choose(stage, "tag:*")
        await choose(stage, "status:=all")
        assert stage.names == ["disc"]


async def test_space_filters_by_a_group() -> None:
    async with opened(grouped(), LARGE) as stage:
        await stage.press("g", "f")
        assert stage.app.main.sidebar.rows.listing.move_to_key("category:=video")
        await stage.press("space")
        assert stage.names == ["show", "film"]


@pytest.mark.parametrize("times", [1, 2])
async def test_one_click_filters_and_a_second_one_at_once_does_no_more(times: int) -> None:
    async with opened(grouped(), LARGE) as stage:
        await stage.click("video", stage.app.main.sidebar, times=times)
        assert stage.names == ["show", "film"]


@pytest.mark.parametrize(("cells", "sidebar"), [(80, 26), (120, 32), (180, 36), (240, 45)])
async def test_it_is_as_wide_as_its_titles_within_a_share_of_the_screen(
    cells: int, sidebar: int
) -> None:
    server = grouped()
    host = "announce.tracker.archive.example"
    server.model.now["trackers"] = {f"http://{host}/a": [f"{3:040x}"]}
    async with opened(server, (cells, 50), config=Config(display=Display(sidebar="on"))) as stage:
        assert stage.app.main.sidebar.region.width == sidebar
        shown = next(text for text in lines(stage) if "ann" in text)
        assert ("announce.tracker.archive.example" in shown) is (cells == 240)
        assert "example" in shown


async def test_a_category_collapses_over_those_in_it() -> None:
    async with opened(grouped(), LARGE) as stage:
        await stage.press("g", "f")
        stage.app.main.sidebar.rows.listing.move_to_key("category:=video")
        await stage.press("h")
        assert line(stage, "video").startswith("▸ video")
        assert not any("film" in text for text in lines(stage))
        assert any("Uncategorized" in text for text in lines(stage))
        await stage.press("l")
        assert any("film" in text for text in lines(stage))
        assert stage.focused == "sidebar"
        await stage.press("l")
        assert stage.focused == "torrents"


async def test_keys_filter_by_status() -> None:
    async with opened(grouped()) as stage:
        await stage.press("f", "s")
        assert stage.names == ["film"]
        assert "Seeding" in stage.title
        await stage.press("5")
        assert stage.names == ["show"]
        await stage.press("f", "full_stop")
        assert len(stage.names) == 3
        await stage.press("2")
        assert stage.names == ["disc", "show"]
        await stage.press("1")
        assert len(stage.names) == 3


async def test_escape_takes_the_filters_away() -> None:
    async with opened(grouped(), LARGE) as stage:
        await stage.press("g", "f")
        await choose(stage, "tag:=seen")
        await stage.press("escape")
        assert stage.focused == "torrents"
        assert stage.names == ["film"]
        await stage.press("escape")
        assert len(stage.names) == 3
        assert "●" not in "".join(lines(stage)[:5])


async def test_groups_are_not_marked() -> None:
    async with opened(grouped(), LARGE) as stage:
        await stage.press("g", "f", "space", "A", "I", "V", "j")
        assert "✓" not in "".join(stage.part(stage.app.main.sidebar))
        await stage.press("escape")
        assert stage.focused == "torrents"
