"""Which key does what: contexts, sequences, and the user's own keys."""

from __future__ import annotations

import pytest

from qbtui.actions import ACTIONS
from qbtui.actions.keymap import Keymap, Prefix, key_problem, overlap
from qbtui.actions.model import Action, Context

TORRENTS = (Context.TORRENTS, Context.LIST, Context.EVERYWHERE)
FILES = (Context.FILES, Context.DETAILS, Context.LIST, Context.EVERYWHERE)


def row(identifier: str, *keys: str, context: Context = Context.EVERYWHERE) -> Action:
    return Action(identifier, identifier, "Help.", lambda _job: None, keys, (context,))


def found(keymap: Keymap, contexts: tuple[Context, ...], *keys: str) -> str | None:
    """Return the id of the action that `keys` run."""
    action = keymap.resolve(contexts, keys)
    return action.id if isinstance(action, Action) else None


def test_the_nearest_context_decides() -> None:
    keymap = Keymap(ACTIONS)
    assert found(keymap, FILES, "e") == "files.rename"
    assert found(keymap, TORRENTS, "e") == "torrents.rename"
    assert found(keymap, (Context.GENERAL, *FILES[1:]), "e") is None


def test_a_key_nobody_knows_is_none() -> None:
    assert Keymap(ACTIONS).resolve(TORRENTS, ("g", "Z")) is None


def test_a_prefix_lists_what_may_follow_near_and_far() -> None:
    near = row("near", "g n", context=Context.TORRENTS)
    far = row("far", "g f x")
    prefix = Keymap((far, near)).resolve(TORRENTS, ("g",))
    assert prefix == Prefix(("g",), (("n", near), ("f x", far)))


def test_a_longer_sequence_of_a_nearer_context_beats_a_key() -> None:
    keymap = Keymap(
        (row("near", "p s", context=Context.FILES), row("far", "p", context=Context.EVERYWHERE))
    )
    assert isinstance(keymap.resolve(FILES, ("p",)), Prefix)
    assert found(keymap, FILES, "p", "s") == "near"
    assert found(keymap, TORRENTS, "p") == "far"


def test_sequences_of_several_contexts_share_a_prefix() -> None:
    keymap = Keymap(ACTIONS)
    assert found(keymap, TORRENTS, "z", "K") == "torrents.top_prio"
    assert found(keymap, TORRENTS, "z", "s") == "view.toggle_sidebar"


def test_the_users_keys_replace_the_defaults() -> None:
    keymap = Keymap(ACTIONS, {"torrents.toggle": ["X", "b x"]})
    action = keymap.resolve(TORRENTS, ("X",))
    assert isinstance(action, Action)
    assert keymap.keys_of(action) == ("X", "b x")
    assert keymap.resolve(TORRENTS, ("p",)) is None
    assert keymap.problems == []


def test_no_keys_takes_them_away() -> None:
    keymap = Keymap(ACTIONS, {"torrents.toggle": []})
    assert keymap.resolve(TORRENTS, ("p",)) is None
    assert keymap.problems == []


def test_an_unknown_action_is_reported_with_the_nearest() -> None:
    problems = Keymap(ACTIONS, {"torrents.togle": ["X"]}).problems
    assert problems == ['there is no action "torrents.togle"; did you mean "torrents.toggle"?']


def test_a_bad_key_is_reported_and_the_default_stays() -> None:
    keymap = Keymap(ACTIONS, {"torrents.toggle": ["meta+p"]})
    assert keymap.problems == ["torrents.toggle: 'meta+p' is not a key"]
    assert found(keymap, TORRENTS, "p") == "torrents.toggle"


def test_a_clash_is_refused_in_one_sentence_and_the_default_stays() -> None:
    keymap = Keymap(ACTIONS, {"torrents.toggle": ["d"], "torrents.recheck": ["X"]})
    assert found(keymap, TORRENTS, "p") == "torrents.toggle"
    assert found(keymap, TORRENTS, "d") == "torrents.delete"
    assert found(keymap, TORRENTS, "X") == "torrents.recheck"
    assert keymap.problems == ["torrents.toggle keeps p: d clashes with d of torrents.delete"]


def test_a_key_that_hides_sequences_is_a_clash() -> None:
    keymap = Keymap(ACTIONS, {"torrents.toggle": ["g"]})
    assert len(keymap.problems) == 1
    assert keymap.problems[0].startswith("torrents.toggle keeps p: g clashes with g ")
    assert found(keymap, TORRENTS, "p") == "torrents.toggle"
    assert found(keymap, TORRENTS, "g", "g") == "list.first"


def test_two_actions_can_swap_their_keys() -> None:
    keymap = Keymap(ACTIONS, {"torrents.toggle": ["v"], "torrents.recheck": ["p"]})
    assert keymap.problems == []
    assert found(keymap, TORRENTS, "v") == "torrents.toggle"
    assert found(keymap, TORRENTS, "p") == "torrents.recheck"


def test_a_refused_key_gives_back_what_another_took() -> None:
    keymap = Keymap(ACTIONS, {"torrents.toggle": ["v"], "torrents.recheck": ["d"]})
    assert len(keymap.problems) == 2
    for key, action in (("p", "toggle"), ("v", "recheck"), ("d", "delete")):
        assert found(keymap, TORRENTS, key) == f"torrents.{action}"


def test_what_may_follow_is_never_nothing() -> None:
    prefix = Keymap(ACTIONS).resolve((Context.FILES, Context.TORRENTS), ("p",))
    assert isinstance(prefix, Prefix)
    assert all(keys for keys, _ in prefix.continuations)


def test_contexts_that_never_meet_share_keys() -> None:
    keymap = Keymap((row("a", "x", context=Context.TORRENTS), row("b", "x", context=Context.PEERS)))
    assert keymap.problems == []


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        (Context.TORRENTS, Context.FILES, False),
        (Context.TORRENTS, Context.DETAILS, False),
        (Context.FILES, Context.PEERS, False),
        (Context.FILES, Context.DETAILS, True),
        (Context.LIST, Context.SIDEBAR, True),
        (Context.EVERYWHERE, Context.PIECES, True),
        (Context.PEERS, Context.PEERS, True),
    ],
)
def test_contexts_meet_when_one_stack_has_both(one: Context, other: Context, meet: bool) -> None:
    assert overlap(one, other) is overlap(other, one) is meet


def test_help_lists_reachable_keys_near_ones_first() -> None:
    keymap = Keymap(
        (
            row("far", "x", "y"),
            row("near", "x", context=Context.FILES),
            row("keyless"),
        )
    )
    listed = [(keys, action.id) for keys, action in keymap.keys_for(FILES)]
    assert listed == [(("x",), "near"), (("y",), "far")]


@pytest.mark.parametrize(
    "keys", ["p", "?", "space", "ctrl+d", "g g", "shift+tab", "f12", "[", "é", "ctrl+c ctrl+c"]
)
def test_keys_are_written_as_printed_or_by_name(keys: str) -> None:
    assert key_problem(keys) is None


@pytest.mark.parametrize("keys", ["", "pp", "g  g", " ", "Ctrl+d", "f13", "ctrl+ä", "\t"])
def test_what_no_terminal_sends_is_no_key(keys: str) -> None:
    assert key_problem(keys) == f"{keys!r} is not a key"


def test_a_key_sent_as_another_is_explained() -> None:
    assert key_problem("ctrl+i") == "a terminal sends ctrl+i as tab"
