"""Names, categories, tags, places, limits and options of torrents, set by key."""

from __future__ import annotations

from functools import partial

from tests.live.server import Server
from tests.live.torrents import Torrent
from tests.live.ui.covering import covers
from tests.live.ui.robot import Robot
from tests.live.ui.stock import STOPPED, each, have, have_complete, state, tags

ONE, TWO, THREE = (Torrent(f"torrent {name}") for name in ("one", "two", "three"))
WIDE = (200, 40)
"""Where categories and tags show in the list."""


@covers("torrents.rename")
async def test_a_torrent_gets_a_name_and_where_possible_a_comment(server: Server) -> None:
    have(server, ONE, TWO)
    values = {"name": "a + b & 漢字"}
    if server.version >= (5, 2):
        values["comment"] = "50% & more"
    async with Robot.on(server) as robot:
        await robot.go_to("torrent one")
        await robot.run("torrents.rename")
        await robot.fill(values)
        await robot.sees("a + b & 漢字", "97.6K")
        assert each(server, "name", ONE, TWO) == ["a + b & 漢字", "torrent two"]
        if "comment" in values:
            await robot.becomes(lambda: each(server, "comment", ONE), ["50% & more"])
            await robot.tab("general")
            await robot.sees("Progress")
            await robot.press("G")
            await robot.sees("Comment", "50% & more")


async def test_only_one_torrent_is_renamed_at_a_time(server: Server) -> None:
    have(server, ONE, TWO)
    async with Robot.on(server) as robot:
        await robot.press("A", "e")
        await robot.sees("Only one torrent at a time")
        assert robot.changes == []


@covers("torrents.set_category")
async def test_marked_torrents_go_into_a_new_a_known_and_no_category(server: Server) -> None:
    have(server, ONE, TWO, THREE)
    server.api("torrents/createCategory", category="a & b")
    async with Robot.on(server, size=WIDE) as robot:
        await robot.mark("torrent one", "torrent two")
        for category in ("new", "a & b", ""):
            await robot.run("torrents.set_category")
            await robot.fill({"category": category or "none"})
            for name in ("torrent one", "torrent two"):
                await robot.sees(name, category)
            await robot.becomes(
                partial(each, server, "category", ONE, TWO, THREE), [category, category, ""]
            )
    assert set(server.api("torrents/categories")) == {"a & b", "new"}


async def test_forms_over_torrents_that_differ_change_nothing_untouched(server: Server) -> None:
    have(server, ONE, TWO)
    for torrent in (ONE, TWO):
        server.api("torrents/createCategory", category=torrent.name)
        server.api("torrents/setCategory", hashes=torrent.hash, category=torrent.name)
        server.api("torrents/addTags", hashes=torrent.hash, tags=torrent.name)
        place = server.inside(server.folder(torrent.name))
        server.api("torrents/setLocation", hashes=torrent.hash, location=place)
    server.api("torrents/setDownloadLimit", hashes=ONE.hash, limit=10_240)
    fields = ("category", "tags", "save_path", "ratio_limit", "seeding_time_limit")
    before = [each(server, field, ONE, TWO) for field in fields]
    async with Robot.on(server, size=WIDE) as robot:
        await robot.press("A")
        for key in ("c", "T", "m", "L"):
            await robot.press(key)
            await robot.dialog("the form")
            await robot.press("enter")
            await robot.sees("Nothing changed")
        assert robot.changes == []
        # What one field says goes to both, and nothing else does.
        await robot.run("torrents.set_limits")
        await robot.fill({"up_limit": "5M"})
        await robot.becomes(partial(each, server, "up_limit", ONE, TWO), [5 * 1024**2] * 2)
        assert robot.changes == ["torrents/setUploadLimit"]
    assert [each(server, field, ONE, TWO) for field in fields] == before


@covers("torrents.set_category")
async def test_a_category_is_chosen_from_the_list(server: Server) -> None:
    have(server, ONE)
    for name in ("films", "music"):
        server.api("torrents/createCategory", category=name)
    async with Robot.on(server, size=WIDE) as robot:
        await robot.run("torrents.set_category")
        await robot.dialog("the form")
        assert any("films" in line for line in robot.work)
        await robot.press("down", "down", "enter")
        await robot.sees("torrent one", "music")
        assert each(server, "category", ONE) == ["music"]


@covers("torrents.set_tags")
async def test_marked_torrents_gain_and_lose_tags(server: Server) -> None:
    have(server, ONE, TWO, THREE)
    server.api("torrents/addTags", hashes=f"{ONE.hash}|{TWO.hash}", tags="both")
    server.api("torrents/addTags", hashes=ONE.hash, tags="some")
    async with Robot.on(server, size=WIDE) as robot:
        await robot.sees("torrent one", "both", "some")
        await robot.mark("torrent one", "torrent two")
        await robot.run("torrents.set_tags")
        await robot.sees("[x] both")
        await robot.sees("[-] some")
        await robot.fill({"tags": {"both": False, "fresh": True}})
        await robot.sees("torrent one", "fresh", "some")
        await robot.sees("torrent two", "fresh")
        await robot.becomes(
            partial(tags, server, ONE, TWO, THREE), [{"fresh", "some"}, {"fresh"}, set()]
        )


@covers("torrents.set_location")
async def test_marked_torrents_move_with_their_files(server: Server) -> None:
    have_complete(server, ONE, TWO)
    target = server.folder("elsewhere")

    def places() -> set[str]:
        return {path.rstrip("/") for path in each(server, "save_path", ONE, TWO)}

    async with Robot.on(server, size=WIDE) as robot:
        await robot.press("A")
        await robot.run("torrents.set_location")
        await robot.fill({"location": server.inside(target)})
        for torrent in (ONE, TWO):
            await robot.wait_until((target / torrent.name).exists, "the file to move")
        await robot.tab("general")
        await robot.sees("Save path", "/elsewhere")
        await robot.becomes(places, {server.inside(target)})


@covers("torrents.set_location")
async def test_a_server_folder_is_completed_where_the_server_lists_them(server: Server) -> None:
    have(server, ONE)
    target = server.folder("some-where")
    async with Robot.on(server) as robot:
        await robot.run("torrents.set_location")
        await robot.sees("Save to")
        await robot.press("end", "ctrl+u")
        await robot.paste(server.inside(target)[:-5])
        if server.version >= (5, 0):
            await robot.sees("some-where/")
            await robot.press("tab")
        else:
            await robot.type("where")
        await robot.press("enter")
        await robot.wait_until(
            lambda: each(server, "save_path", ONE)[0].rstrip("/") == server.inside(target),
            "the torrent to move",
        )


@covers("torrents.set_limits")
async def test_marked_torrents_are_limited(server: Server) -> None:
    have(server, ONE, TWO, THREE)
    limits = {"dl_limit": "50", "up_limit": "1.5M", "ratio_limit": "1.5"}
    limits["seeding_time_limit"] = "1h 30m"
    expected = {
        "dl_limit": 51_200,
        "up_limit": 1_572_864,
        "ratio_limit": 1.5,
        "seeding_time_limit": 90,
    }
    if server.version >= (4, 6):
        limits["inactive_seeding_time_limit"] = "none"
        expected["inactive_seeding_time_limit"] = -1
    untouched = server.torrent(THREE.hash)
    async with Robot.on(server) as robot:
        await robot.mark("torrent one", "torrent two")
        await robot.run("torrents.set_limits")
        await robot.fill(limits)
        for field, value in expected.items():
            await robot.becomes(partial(each, server, field, ONE, TWO), [value, value])
            assert server.torrent(THREE.hash)[field] == untouched[field]
        await robot.go_to("torrent one")
        await robot.sees("Download limit", "50.0 KiB/s")
        await robot.run("torrents.set_limits")
        await robot.fill({"dl_limit": "none", "up_limit": "", "ratio_limit": "global"})
        await robot.becomes(lambda: each(server, "ratio_limit", ONE, TWO), [-2, -2])
        await robot.becomes(lambda: set(each(server, "dl_limit", ONE, TWO)) <= {0, -1}, True)
        assert each(server, "up_limit", ONE, TWO) == [1_572_864] * 2
        assert each(server, "seeding_time_limit", ONE, TWO) == [90, 90]


@covers("torrents.set_limits")
async def test_the_highest_limits_that_can_be_typed_hold(server: Server) -> None:
    have_complete(server, ONE)
    longest = 9_999_999 if server.version >= (5, 1, 1) else 525_600
    limits = {"dl_limit": "2097151", "up_limit": "2097151", "ratio_limit": "9998"}
    limits["seeding_time_limit"] = str(longest)
    highest = 2**31 - 1024
    expected = {"dl_limit": highest, "up_limit": highest, "ratio_limit": 9998}
    async with Robot.on(server) as robot:
        await robot.run("torrents.set_limits")
        await robot.fill(limits)
        for field, value in (expected | {"seeding_time_limit": longest}).items():
            await robot.becomes(partial(each, server, field, ONE), [value])
        assert state(server, ONE.hash) not in STOPPED


async def test_a_folder_that_is_not_whole_is_not_sent(server: Server) -> None:
    have(server, ONE)
    async with Robot.on(server) as robot:
        await robot.press("m")
        await robot.sees("Save to")
        await robot.type("films")
        await robot.press("enter")
        await robot.sees("a whole path is wanted")
        await robot.press("escape", "escape")
        assert robot.changes == []


async def test_a_folder_that_cannot_be_made_is_asked_for_again(server: Server) -> None:
    have(server, ONE)
    file = server.downloads / "file"
    file.touch()
    async with Robot.on(server) as robot:
        await robot.press("m")
        await robot.sees("Save to")
        await robot.paste(f"{server.inside(file)}/x")
        await robot.press("enter")
        await robot.sees("present state")
        await robot.sees("Save to", "file/x")
        assert robot.in_dialog


@covers(
    "torrents.toggle_sequential_download",
    "torrents.toggle_first_last_piece_prio",
    "torrents.set_auto_management",
)
async def test_options_of_marked_torrents_are_turned_on_and_off(server: Server) -> None:
    have(server, ONE, TWO, THREE)
    async with Robot.on(server) as robot:
        await robot.mark("torrent one", "torrent two")
        for action, field in (
            ("toggle_sequential_download", "seq_dl"),
            ("toggle_first_last_piece_prio", "f_l_piece_prio"),
            ("set_auto_management", "auto_tmm"),
        ):
            for value in (True, False):
                await robot.run(f"torrents.{action}")
                if action == "set_auto_management" and value:
                    await robot.sees("are moved there")
                    await robot.confirm()
                await robot.sees(f"{'on' if value else 'off'} for 2 torrents")
                await robot.becomes(
                    partial(each, server, field, ONE, TWO, THREE),
                    [value, value, False],
                )
                await robot.becomes(partial(robot.told, field), {value})


async def test_options_switched_twice_at_once_are_as_before(server: Server) -> None:
    have(server, ONE)
    async with Robot.on(server) as robot:
        await robot.sees("torrent one")
        # Not super seeding: the server forgets an order that comes right after its opposite.
        for key, field, title in (
            ("s", "seq_dl", "Sequential download"),
            ("f", "f_l_piece_prio", "First and last pieces first"),
        ):
            await robot.press("o", key, "o", key)
            await robot.sees(f"{title} off for 1 torrent")
            await robot.becomes(partial(each, server, field, ONE), [False])


@covers("torrents.toggle_sequential_download")
async def test_an_option_that_some_have_is_given_to_the_others(server: Server) -> None:
    have(server, ONE, TWO)
    server.api("torrents/toggleSequentialDownload", hashes=ONE.hash)
    async with Robot.on(server) as robot:
        await robot.press("A")
        await robot.becomes(partial(robot.told, "seq_dl"), {True, False})
        await robot.run("torrents.toggle_sequential_download")
        await robot.becomes(lambda: each(server, "seq_dl", ONE, TWO), [True, True])


@covers("torrents.set_super_seeding")
async def test_super_seeding_is_turned_on_and_off(server: Server) -> None:
    have_complete(server, ONE, TWO)
    async with Robot.on(server) as robot:
        await robot.go_to("torrent one")
        for value in (True, False):
            await robot.run("torrents.set_super_seeding")
            await robot.becomes(lambda: each(server, "super_seeding", ONE, TWO), [value, False])
            await robot.becomes(partial(robot.told, "super_seeding"), {value})
