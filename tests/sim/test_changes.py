"""What clients change in single torrents is kept, or refused where a server refuses it."""

from __future__ import annotations

import pytest

from qbtui.sim.changes.adding import AddOptions
from qbtui.sim.metainfo import make
from qbtui.sim.refusals import BadRequest, Conflict, Forbidden, Refusal
from qbtui.sim.world import World
from tests.sim.worlds import MEGABYTE, added, content, unlimited

MAGNET = "magnet:?xt=urn:btih:" + "ab" * 20


def test_what_people_write_is_kept() -> None:
    world = World()
    torrent = added(world, complete=True)
    world.control.set_comment([torrent], "Привет")
    world.control.rename(torrent, "A new name")
    world.control.set_super_seeding([torrent], True)
    assert (torrent.comment, torrent.name, torrent.super_seeding) == ("Привет", "A new name", True)
    assert torrent.content_path.endswith("/Album")
    with pytest.raises(Conflict):
        world.control.rename(torrent, " ")


def test_switches_are_flipped_separately() -> None:
    world = World()
    one, other = added(world, "one", options=AddOptions(sequential=True)), added(world, "other")
    world.control.toggle_sequential([one, other])
    world.control.toggle_first_last([one])
    assert (one.sequential, other.sequential) == (False, True)
    assert (one.first_last, other.first_last) == (True, False)


def test_the_folder_of_incomplete_files_can_be_set_and_unset() -> None:
    world = World()
    manual = added(world)
    automatic = added(world, "Other", options=AddOptions(auto_tmm=True))
    world.location.set_download_path([manual, automatic], "/tmp/part/")
    assert (manual.download_path, automatic.download_path) == ("/tmp/part", "")
    world.location.set_download_path([manual], "")
    assert manual.folder == manual.save_path


def test_priorities_can_be_given_when_adding() -> None:
    world = unlimited()
    torrent = added(world, options=AddOptions(file_priorities=(1, 0, 0, 0)))
    assert torrent.size == 32 * MEGABYTE
    with pytest.raises(BadRequest):
        added(world, "Other", options=AddOptions(file_priorities=(1,)))


def test_senseless_priorities_are_refused() -> None:
    world = unlimited()
    torrent = added(world)
    with pytest.raises(BadRequest):
        world.files.set_priority(torrent, [0], 4)
    with pytest.raises(Conflict):
        world.files.set_priority(torrent, [4], 1)
    magnet = world.adding.add_source(MAGNET, AddOptions())
    assert magnet is not None
    with pytest.raises(Conflict):
        world.files.set_priority(magnet, [0], 1)


def test_files_and_folders_are_renamed() -> None:
    world = World()
    torrent = added(world)
    world.files.rename(torrent, "Album/b/notes.txt", "Album/b/read.me")
    world.files.rename_folder(torrent, "Album/a", "Album/disc")
    paths = [file.path for file in torrent.content.files]
    assert paths == ["Album/disc/one.bin", "Album/disc/two.bin", "Album/b/read.me", "Album/empty"]
    world.files.rename_folder(torrent, "Album", "Other")
    assert torrent.content_path == "/srv/torrents/Other"
    for old, new in (("unknown", "x"), ("Other/empty", "Other/b/read.me"), ("Other/empty", "/x"),
                     ("Other/empty", "")):  # fmt: skip
        with pytest.raises(Conflict):
            world.files.rename(torrent, old, new)
    with pytest.raises(Conflict):
        world.files.rename_folder(torrent, "Other/disc", "Other/b")


@pytest.mark.parametrize(
    ("path", "refusal"),
    [("", BadRequest), ("/proc/x", Forbidden), ("/dev/null/x", Conflict)],
)
def test_an_unusable_folder_is_refused(path: str, refusal: type[Refusal]) -> None:
    world = World()
    torrent = added(world)
    with pytest.raises(refusal):
        world.location.set_location([torrent], path)
    assert torrent.save_path == "/srv/torrents"


@pytest.mark.parametrize(
    ("layout", "single", "paths"),
    [("Subfolder", True, ["disc/disc.iso"]), ("NoSubfolder", False, ["a/one.bin", "a/two.bin"])],
)
def test_the_layout_adds_or_strips_the_root_folder(
    layout: str, single: bool, paths: list[str]
) -> None:
    world = World()
    torrent = world.adding.add_metainfo(
        make("disc.iso", [("disc.iso", 9_000)], 1_024) if single else content(),
        AddOptions(content_layout=layout),
    )
    assert [file.path for file in torrent.content.files][: len(paths)] == paths
    assert bool(torrent.root_path) == single
