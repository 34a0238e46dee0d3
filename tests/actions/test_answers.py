"""What a dialog returned: the server's spelling of a text survives, but nobody shows it."""

from __future__ import annotations

import pytest

from qbtui.api.models.server import Category
from qbtui.text import Foreign, enter
from tests.actions.stage import Stage, hash_of, torrent

HOSTILE = enter("/data/a\x1bb")


@pytest.mark.parametrize(
    ("action", "field", "path", "parameter"),
    [
        ("torrents.set_category", "category", "torrents/setCategory", "category"),
        ("torrents.set_location", "location", "torrents/setLocation", "location"),
        ("torrents.add", "category", "torrents/add", "category"),
        ("torrents.add", "save_path", "torrents/add", "savepath"),
    ],
)
async def test_a_known_name_is_sent_raw_and_told_as_shown(
    action: str, field: str, path: str, parameter: str
) -> None:
    stage = Stage().add(torrent())
    stage.live.store.categories = {HOSTILE: Category(name=HOSTILE, savePath=HOSTILE)}
    stage.answer = {"links": "magnet:?xt=urn:btih:x", field: str(HOSTILE)}
    stage.client.replies["torrents/add"] = ["Ok."]
    await stage.run(action)
    (sent,) = stage.changes
    spelled = sent[1][parameter]
    assert sent[0] == path
    assert isinstance(spelled, Foreign)
    assert spelled.raw == "/data/a\x1bb"
    assert "\x1b" not in stage.told[0]


async def test_a_known_tag_is_sent_as_the_server_spells_it() -> None:
    stage = Stage().add(torrent())
    stage.live.store.tags = [enter("a\x1bb")]
    stage.answer = {"tags": {enter("a\x1bb"): True}}
    await stage.run("torrents.set_tags")
    assert stage.changes == [("torrents/addTags", {"hashes": hash_of(1), "tags": "a\x1bb"})]


async def test_blanks_around_a_name_and_a_comment_are_no_change() -> None:
    stage = Stage().add(torrent(1, name=" old", comment="by me\n"))
    await stage.run("torrents.rename")
    assert stage.changes == []
    assert stage.told == ["Nothing changed"]
