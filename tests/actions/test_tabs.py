"""The detail tabs: what follows from the row of each."""

from __future__ import annotations

import pytest

from qbtui.actions import BY_ID
from qbtui.actions.keymap import Keymap, overlap
from qbtui.actions.model import Action, Context
from qbtui.actions.tabs import TABS, Tab
from qbtui.state.topics import TOPICS
from qbtui.ui.keys import elsewhere
from qbtui.ui.panes.details import DetailsPane

ALL = pytest.mark.parametrize("tab", TABS, ids=lambda tab: tab.id)


@ALL
def test_its_key_is_its_place(tab: Tab) -> None:
    action = BY_ID[tab.action]
    assert action.keys == (str(TABS.index(tab) + 1),)
    assert action.contexts == (Context.DETAILS,)
    assert tab.called in action.title
    assert tab.called in action.help


@ALL
def test_a_topic_feeds_it_and_a_widget_paints_it(tab: Tab) -> None:
    pane = DetailsPane()
    pane.tab = tab
    assert tab.topic in TOPICS
    assert pane.contexts[0] is tab.context
    assert (pane.table is not None) is tab.has_rows


@ALL
def test_its_keys_work_beside_those_of_what_it_has(tab: Tab) -> None:
    assert overlap(tab.context, Context.DETAILS)
    assert overlap(tab.context, Context.TABLE) is tab.has_rows
    assert not any(overlap(tab.context, other.context) for other in TABS if other is not tab)


@ALL
def test_the_way_to_its_own_keys_is_known(tab: Tab) -> None:
    own = Action("own", "Own", "Own.", lambda job: None, keys=("x",), contexts=(tab.context,))
    keymap = Keymap([BY_ID["view.focus_details"], BY_ID[tab.action], own])
    number = TABS.index(tab) + 1
    assert elsewhere(keymap, ("x",)) == f"x works in {tab.title}: g d {number}"
