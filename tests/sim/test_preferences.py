"""Every release shows its own preferences, and writing them does what that release does."""

from __future__ import annotations

import pytest

from qbtui.sim.preferences import defaults
from qbtui.sim.releases import Release
from qbtui.sim.world import World


@pytest.mark.parametrize(
    ("release", "present", "absent"),
    [
        (
            "4.1.0",
            {"dl_limit", "force_proxy", "ssl_cert"},
            {"start_paused_enabled", "disk_cache"},
        ),
        ("4.2.5", {"start_paused_enabled", "create_subfolder_enabled"}, {"force_proxy"}),
        ("4.5.2", {"torrent_content_layout", "refresh_interval"}, {"add_to_top_of_queue"}),
        ("4.6.7", {"use_subcategories", "proxy_rss"}, {"proxy_torrents_only"}),
        ("5.1.0", {"add_stopped_enabled", "announce_port"}, {"start_paused_enabled"}),
        ("5.2.0", {"web_ui_api_key", "export_dir"}, {"use_subcategories", "share_limits_mode"}),
        ("5.3.0", {"share_limits_mode", "torrent_files_backup_dir"}, {"export_dir"}),
    ],
)
def test_a_release_shows_the_keys_it_has(release: str, present: set[str], absent: set[str]) -> None:
    shown = defaults(Release(release)).keys()
    assert present <= shown
    assert not absent & shown


def test_the_proxy_is_a_number_before_it_is_a_word() -> None:
    assert defaults(Release("4.5.5"))["proxy_type"] == 0
    assert defaults(Release("4.6.0"))["proxy_type"] == "None"


def test_two_worlds_share_no_values() -> None:
    first, second = defaults(Release("5.2.0")), defaults(Release("5.2.0"))
    folders = first["scan_dirs"]
    assert isinstance(folders, dict)
    folders["/srv/watch"] = 1
    assert second["scan_dirs"] == {}


def test_wrong_types_are_converted() -> None:
    world = World()
    world.settings.write({"dht": "true", "max_connec": "many", "locale": 7, "scan_dirs": 1})
    shown = world.preferences
    assert (shown["dht"], shown["max_connec"], shown["locale"]) == (True, -1, "7")
    assert shown["scan_dirs"] == {}


def test_unknown_and_read_only_keys_are_ignored() -> None:
    world = World()
    before = dict(world.preferences)
    world.settings.write({"no_such_key": 1, "web_ui_api_key": "mine"})
    assert world.preferences == before


@pytest.mark.parametrize(("written", "kept"), [(5_000, 4_096), (10, 1_024), (0, 0), (-1, 0)])
def test_rates_are_whole_kibibytes(written: int, kept: int) -> None:
    world = World()
    world.settings.write({"dl_limit": written})
    assert world.limits.download == kept


def test_an_hour_needs_its_minute() -> None:
    world = World()
    world.settings.write({"schedule_from_hour": 3})
    assert world.preferences["schedule_from_hour"] == 8
    world.settings.write({"schedule_from_hour": 3, "schedule_from_min": 30})
    assert world.preferences["schedule_from_hour"] == 3


@pytest.mark.parametrize(
    ("release", "written", "ratio"),
    [
        ("4.5.2", {"max_ratio_enabled": True}, 0),
        ("4.5.2", {"max_ratio": 2.5}, -1),
        ("4.5.2", {"max_ratio_enabled": True, "max_ratio": 2.5}, 2.5),
        ("5.2.0", {"max_ratio": 2.5}, 2.5),
        ("5.2.0", {"max_ratio_enabled": False, "max_ratio": 2.5}, -1),
    ],
)
def test_share_limits_are_written_as_the_release_wants(
    release: str, written: dict[str, object], ratio: float
) -> None:
    world = World(release=release)
    world.settings.write(written)
    assert world.preferences["max_ratio"] == ratio
    assert world.preferences["max_ratio_enabled"] == (ratio >= 0)


def test_the_alternative_limits_are_written_while_they_are_on() -> None:
    world = World()
    world.limits.set_alternative(True)
    world.limits.set_global_download(4_096)
    world.limits.set_global_upload(8_192)
    assert (world.preferences["alt_dl_limit"], world.preferences["dl_limit"]) == (4_096, 0)
    world.limits.set_alternative(False)
    assert (world.limits.download, world.limits.upload) == (0, 0)
