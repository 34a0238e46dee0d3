"""What each kind of field reads, writes and refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qbtui.fields import Field, FieldError, FieldValue, Kind
from qbtui.text import enter

HASH = "0123456789abcdef0123456789abcdef01234567"
NAME = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Z"], exclude_characters=","), min_size=1
)


def field(kind: Kind, **others: Any) -> Field:  # noqa: ANN401 - whatever a field takes
    return Field("it", "It", kind, **others)


def refusal(of: Field, text: str) -> str:
    """Return why `of` refuses `text`."""
    with pytest.raises(FieldError) as caught:
        of.parse(text)
    return str(caught.value)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Kind.TEXT, " as it is ", "as it is"),
        (Kind.TEXT, "", ""),
        (Kind.SECRET, " s3cret ", " s3cret "),
        (Kind.PATH, "~/on the server ", "~/on the server"),
        (Kind.LOCAL_PATH, "", ""),
        (Kind.LOCAL_PATH, " /tmp/x y ", "/tmp/x y"),
        (Kind.WORDS, "a 'b c'\nd", ("a", "b c", "d")),
        (Kind.WORDS, "", ()),
        (Kind.LINKS, f"{HASH}\nmagnet:?xt=x", (HASH, "magnet:?xt=x")),
        (Kind.TAGS, "linux, iso ,,linux", ("linux", "iso")),
        (Kind.INTEGER, " -12 ", -12),
        (Kind.INTEGER, "", None),
        (Kind.DECIMAL, "1.5", 1.5),
        (Kind.DECIMAL, "", None),
        (Kind.RATE, "5M", 5 * 1024**2),
        (Kind.RATE, "", None),
        (Kind.MINUTES, "1d 12h", 2160),
        (Kind.MINUTES, "", None),
    ],
)
def test_each_kind_reads_its_value(kind: Kind, text: str, value: FieldValue) -> None:
    assert field(kind).parse(text) == value


@pytest.mark.parametrize("kind", Kind)
def test_a_value_that_is_not_there_is_written_as_nothing(kind: Kind) -> None:
    assert field(kind).format(None) == ""


@pytest.mark.parametrize("kind", Kind)
def test_a_required_field_refuses_blanks(kind: Kind) -> None:
    assert refusal(field(kind, required=True), " ") == "this is needed"


VALUES: dict[Kind, st.SearchStrategy[FieldValue]] = {
    Kind.TEXT: st.text(),
    Kind.SECRET: st.text(),
    Kind.PATH: st.text(),
    Kind.WORDS: st.lists(NAME).map(tuple),
    Kind.LINKS: st.lists(st.sampled_from([HASH, "https://x/y'z", "magnet:?a"])).map(tuple),
    Kind.TAGS: st.lists(NAME, unique=True).map(tuple),
    Kind.INTEGER: st.integers(-(2**62), 2**62),
    Kind.DECIMAL: st.floats(allow_nan=False, allow_infinity=False),
    Kind.RATE: st.integers(0, 2**62),
    Kind.MINUTES: st.integers(0, 2**40),
}


@given(st.sampled_from(list(VALUES)).flatmap(lambda kind: st.tuples(st.just(kind), VALUES[kind])))
def test_what_is_written_reads_back(case: tuple[Kind, FieldValue]) -> None:
    kind, value = case
    it = field(kind, initial=value)
    assert it.parse(it.format(value)) == value


def test_a_local_path_below_home_is_expanded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert field(Kind.LOCAL_PATH).parse("~/x") == str(tmp_path / "x")


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.PATH])
def test_blanks_stay_where_they_were_and_are_not_added_elsewhere(kind: Kind) -> None:
    assert field(kind, initial=" x").parse(" y ") == " y"
    assert field(kind, initial="x ").parse(" y ") == "y "
    assert field(kind, initial="x").parse(" y ") == "y"


@given(st.sampled_from(list(VALUES)).flatmap(lambda kind: st.tuples(st.just(kind), VALUES[kind])))
def test_a_field_that_was_not_changed_hands_on_nothing(case: tuple[Kind, FieldValue]) -> None:
    kind, value = case
    it = field(kind, initial=value)
    assert it.change(it.parse(it.format(value))) is None


def test_of_a_checklist_the_boxes_that_were_changed_are_handed_on() -> None:
    it = field(Kind.CHECKLIST, initial={"all": True, "none": False, "some": None})
    assert it.change({"all": True, "none": False, "some": None}) == {}
    changed: dict[str, bool | None] = {"all": False, "none": True, "some": True, "new": True}
    assert it.change(changed) == changed
    assert it.change({"all": True, "none": False, "some": False}) == {"some": False}


def test_names_that_look_alike_are_not_the_same() -> None:
    it = field(Kind.TEXT, initial=enter("cafe\u0301"))
    assert it.format(it.initial) == "cafe\u0301"
    assert it.change("cafe\u0301") is None
    assert it.change("caf\u00e9") == "caf\u00e9"


def test_what_is_mixed_stays_so_when_it_is_empty() -> None:
    for kind in (Kind.TEXT, Kind.PATH, Kind.RATE, Kind.DECIMAL, Kind.MINUTES):
        it = field(kind, mixed=True, required=True, words=(("none", -1),))
        assert it.parse(" ") is None
        assert it.parse("none") == -1


def test_words_stand_for_special_numbers() -> None:
    it = field(Kind.DECIMAL, low=0, words=(("global", -2), ("none", -1)))
    assert it.parse(" Global ") == -2
    assert it.parse("-1") == -1
    assert it.format(-2) == "global"
    assert it.format(1.5) == "1.5"


def test_a_word_comes_before_what_the_kind_itself_reads() -> None:
    assert field(Kind.RATE, words=(("none", -1),)).parse("none") == -1


@pytest.mark.parametrize(
    ("it", "text", "message"),
    [
        (field(Kind.INTEGER), "1.5", "a whole number is wanted"),
        (field(Kind.INTEGER, low=1), "0", "a whole number of at least 1 is wanted"),
        (field(Kind.INTEGER, high=9), "10", "a whole number of at most 9 is wanted"),
        (
            field(Kind.INTEGER, low=1, high=65535, words=(("random", 0),)),
            "x",
            "a whole number of at least 1 and at most 65535, or random is wanted",
        ),
        (field(Kind.DECIMAL, low=0.5), "0.4", "a number of at least 0.5 is wanted"),
        (field(Kind.DECIMAL), "nan", "a number is wanted"),
        (field(Kind.DECIMAL), "many", "a number is wanted"),
        (field(Kind.RATE, low=1024), "5B", "a rate of at least 1.0 KiB/s is wanted"),
        (field(Kind.MINUTES, high=1440), "2d", "a time of at most 1d is wanted"),
    ],
)
def test_a_refusal_says_what_is_wanted(it: Field, text: str, message: str) -> None:
    assert refusal(it, text) == message


@pytest.mark.parametrize(
    ("kind", "text", "part"),
    [
        (Kind.RATE, "fast", "no rate"),
        (Kind.MINUTES, "soon", "no time"),
        (Kind.LINKS, "x", "no link"),
    ],
)
def test_a_refusal_of_a_unit_names_what_was_typed(kind: Kind, text: str, part: str) -> None:
    assert refusal(field(kind), text).startswith(f"{text!r} is {part}")


def test_a_check_is_passed_by_each_text_but_not_by_what_is_known() -> None:
    def refuse(text: str) -> str:
        return f"not {text}"

    words = Field("it", "It", Kind.WORDS, check=refuse)
    assert refusal(words, "a b") == "not a"
    assert words.parse("") == ()
    name = Field("it", "It", initial="old", choices=("known",), check=refuse)
    assert refusal(name, " new ") == "not new"
    assert (name.parse("old"), name.parse("known"), name.parse("")) == ("old", "known", "")


def test_a_number_that_is_there_may_stay_whatever_the_range() -> None:
    limit = Field("it", "It", Kind.INTEGER, initial=12, high=9)
    assert limit.parse("12") == 12
    assert refusal(limit, "11") == "a whole number of at most 9 is wanted"


def test_what_is_typed_replaces_numbers_folders_and_choices_but_no_names() -> None:
    replaced = [Field("it", "It", kind) for kind in (Kind.RATE, Kind.PATH, Kind.SECRET)]
    replaced.append(Field("it", "It", choices=("a", "b")))
    assert all(field.is_replaced for field in replaced)
    edited = [Field("it", "It"), Field("it", "It", Kind.TAGS, choices=("a",))]
    assert not any(field.is_replaced for field in edited)


def test_what_is_written_of_a_field_has_no_value() -> None:
    field = Field("password", "Password", Kind.SECRET, initial="s3cret")
    assert repr(field) == "Field('password', 'Password', Kind.SECRET)"
