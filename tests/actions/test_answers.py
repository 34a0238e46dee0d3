"""What a dialog returned: what was not changed is not sent, what was goes out as it stands."""

from __future__ import annotations

from functools import partial

import pytest

from qbtui.actions.model import Form
from qbtui.actions.words import NOTHING
from qbtui.api.models.server import Category
from qbtui.fields import Field, FieldError, Kind
from qbtui.text import enter, raw, shown
from tests.actions.stage import Stage, hash_of, torrent

NAME = enter("/data/a\x1bb")


@pytest.mark.parametrize(
    ("action", "field", "path", "parameter"),
    [
        ("torrents.set_category", "category", "torrents/setCategory", "category"),
        ("torrents.set_location", "location", "torrents/setLocation", "location"),
        ("torrents.add", "category", "torrents/add", "category"),
        ("torrents.add", "save_path", "torrents/add", "savepath"),
    ],
)
async def test_a_known_name_is_sent_as_the_server_has_it(
    action: str, field: str, path: str, parameter: str
) -> None:
    stage = Stage().add(torrent())
    stage.live.store.categories = {NAME: Category(name=NAME, savePath=NAME)}
    stage.answer = {"links": "magnet:?xt=urn:btih:x", field: raw(NAME)}
    stage.client.replies["torrents/add"] = ["Ok."]
    await stage.run(action)
    (sent,) = stage.changes
    assert sent[0] == path
    assert sent[1][parameter] == "/data/a\x1bb"


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
    assert stage.told == [NOTHING]


EDITED = [
    ("torrents.rename", "name", "torrents/rename", "name"),
    ("torrents.rename", "comment", "torrents/setComment", "comment"),
    ("torrents.set_category", "category", "torrents/setCategory", "category"),
    ("torrents.set_location", "location", "torrents/setLocation", "location"),
]
LETTERS = [
    "ภาษาไทย ที่นี่.mkv",
    "हिन्दी फ़िल्में",
    "cafe\u0301",
    "👨\u200d👩\u200d👧\u200d👦 ❤\ufe0f 👍🏽.iso",
    "தமிழ்",
    " blanks around ",
    "two\nlines\x1b",
]


@pytest.mark.parametrize(("action", "field", "path", "parameter"), EDITED)
@pytest.mark.parametrize("letters", LETTERS)
async def test_but_for_what_was_typed_a_text_stays_as_it_is(
    action: str, field: str, path: str, parameter: str, letters: str
) -> None:
    said = f"/data/{letters}" if field == "location" else letters
    known = {"name": said, "comment": said, "category": said, "save_path": said}
    stage = Stage().add(torrent(1, **known))
    stage.live.store.categories = {enter(said): Category(name=enter(said))}
    await stage.run(action)
    assert stage.changes == []
    assert stage.told == [NOTHING]
    assert stage.filled[field] == said
    edited = f"{said[:-1]}x{said[-1]}"
    stage.answer = {field: edited}
    await stage.run(action)
    assert stage.changes[-1][0] == path
    assert stage.changes[-1][1][parameter] == edited


MIXED = [
    ("torrents.set_category", {"category": "linux"}, {"category": "films"}),
    ("torrents.set_tags", {"tags": "iso"}, {"tags": "new"}),
    ("torrents.set_location", {"save_path": "/a"}, {"save_path": "/b"}),
    (
        "torrents.set_limits",
        {"dl_limit": 1024, "up_limit": 1024, "ratio_limit": 1, "seeding_time_limit": 5},
        {"dl_limit": 2048, "up_limit": -1, "ratio_limit": -1, "seeding_time_limit": -2},
    ),
]


@pytest.mark.parametrize("release", ["4.2.5", "4.5.2", "5.1.0", "5.3.0"])
@pytest.mark.parametrize(("action", "one", "other"), MIXED)
async def test_a_form_that_nobody_touched_changes_nothing(
    action: str, one: dict[str, object], other: dict[str, object], release: str
) -> None:
    for torrents in ((one, other), (other, one), (one, one), (one,)):
        stage = Stage(release).add(
            *(torrent(number, **fields) for number, fields in enumerate(torrents, 1))
        )
        await stage.run(action)
        assert len(stage.asked) == 1
        assert stage.changes == []
        assert stage.told == [NOTHING]


@pytest.mark.parametrize(("action", "one", "other"), MIXED)
async def test_what_changes_elsewhere_while_a_form_is_open_is_not_set_back(
    action: str, one: dict[str, object], other: dict[str, object]
) -> None:
    stage = Stage().add(torrent(1, **one))
    stage.before_run = partial(stage.becomes, torrent(1, **other))
    await stage.run(action)
    assert stage.changes == []


async def test_only_the_field_that_was_changed_is_sent() -> None:
    stage = Stage().add(torrent(1, name="old", comment="mine"))
    stage.before_run = partial(stage.becomes, torrent(1, name="theirs", comment="mine"))
    stage.answer = {"comment": "new"}
    await stage.run("torrents.rename")
    assert [path for path, _ in stage.changes] == ["torrents/setComment"]


async def test_a_category_is_taken_away_by_the_word_for_it_only() -> None:
    stage = Stage().add(torrent(1, category="linux"), torrent(2, category="films"))
    stage.answer = {"category": "none"}
    await stage.run("torrents.set_category")
    assert stage.changes == [("torrents/setCategory", {"hashes": hash_of(1, 2), "category": ""})]
    assert stage.told == ["Removed the category of 2 torrents"]
    stage = Stage().add(torrent(1, category="linux"))
    stage.live.store.categories["none"] = Category(name="none")
    stage.answer = {"category": "none"}
    await stage.run("torrents.set_category")
    assert stage.changes == [("torrents/setCategory", {"hashes": hash_of(1), "category": "none"})]
    with pytest.raises(FieldError, match="this is needed, or none!"):
        field_of(stage).parse("")


async def test_a_category_goes_to_those_that_have_another() -> None:
    stage = Stage().add(torrent(1, category="linux"), torrent(2))
    stage.answer = {"category": "linux"}
    await stage.run("torrents.set_category")
    assert stage.changes == [("torrents/setCategory", {"hashes": hash_of(2), "category": "linux"})]
    assert stage.told == ["Moved 1 torrent to category linux"]


@pytest.mark.parametrize("name", ["None", "NONE", " none "])
async def test_a_category_that_is_called_like_the_word_is_a_category(name: str) -> None:
    stage = Stage().add(torrent(1, category="linux"))
    stage.live.store.categories[name] = Category(name=name)
    stage.answer = {"category": name}
    await stage.run("torrents.set_category")
    assert stage.changes == [("torrents/setCategory", {"hashes": hash_of(1), "category": name})]


async def test_what_may_have_been_done_is_taken_back_by_the_same_form() -> None:
    form = Form("Limits", (Field("limit", "Limit", initial="old"),), edits=True)
    first = form.handed({"limit": "new"}, {})
    assert first == {"limit": "new"}
    # It failed, but perhaps it was done.
    assert form.handed({"limit": "old"}, first) == {"limit": "old"}
    assert form.handed({"limit": "old"}, {}) == {}
    boxes = Field("tags", "Tags", Kind.CHECKLIST, initial={"a": True, "b": False})
    form = Form("Tags", (boxes,), edits=True)
    first = form.handed({"tags": {"a": False, "b": False}}, {})
    assert first == {"tags": {"a": False}}
    assert form.handed({"tags": {"a": True, "b": False}}, first) == {"tags": {"a": True}}


async def test_a_name_of_several_lines_is_told_on_one() -> None:
    stage = Stage().add(torrent(1))
    stage.answer = {"name": "a\nb\x1b"}
    await stage.run("torrents.rename")
    assert [*map(shown, stage.told)] == ["Renamed to a b\ufffd"]


async def test_what_nobody_could_read_is_not_sent_back() -> None:
    stage = Stage().add(torrent(1, save_path="/data/a\ufffdb"))
    await stage.run("torrents.set_location")
    assert stage.changes == []
    with pytest.raises(FieldError, match="stands for what nobody could read"):
        field_of(stage).parse("/data/a\ufffdb2")


def field_of(stage: Stage) -> Field:
    """Return the first field of the last form."""
    form = stage.asked[-1]
    assert isinstance(form, Form)
    return form.fields[0]
