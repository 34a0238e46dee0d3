"""The themes: every style has a look in each, and it can be read."""

from __future__ import annotations

import pytest
from textual.app import App
from textual.color import Color

from qbtui.ui.theme import DARK, LIGHT, THEMES, default_theme, register, styles


def app_in(theme: str) -> App[None]:
    app: App[None] = App()
    register(app)
    app.theme = theme
    return app


@pytest.mark.parametrize("theme", [DARK.name, LIGHT.name])
def test_every_style_can_be_read(theme: str) -> None:
    for name, style in styles(app_in(theme)).items():
        assert style.color is not None
        assert style.bgcolor is not None
        front, back = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
        assert contrast(front, back) >= 4.5, name


def contrast(front: Color, back: Color) -> float:
    """Return the contrast ratio as WCAG defines it."""
    lighter, darker = sorted((luminance(front), luminance(back)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: Color) -> float:
    parts = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in color.normalized
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light"])
def test_the_terminals_own_colours_are_kept(theme: str) -> None:
    for name, style in styles(app_in(theme)).items():
        assert style.color is not None
        assert style.color.triplet is None, name
        assert style.bgcolor is not None
        assert style.bgcolor.is_default, name


@pytest.mark.parametrize("theme", ["nord", "gruvbox", "textual-light", "solarized-dark"])
def test_other_themes_of_textual_have_every_style(theme: str) -> None:
    assert styles(app_in(theme)).keys() == styles(app_in(DARK.name)).keys()


@pytest.mark.parametrize("theme", THEMES)
def test_the_cursor_differs_from_the_text(theme: str) -> None:
    looks = styles(app_in(theme))
    assert len({looks["text"], looks["cursor"], looks["cursor.blurred"], looks["mark"]}) == 4


def test_styles_are_computed_once_for_a_theme() -> None:
    app = app_in(DARK.name)
    first = styles(app)
    assert styles(app) is first
    app.theme = LIGHT.name
    assert styles(app) is not first


@pytest.mark.parametrize(
    ("environment", "colors", "theme"),
    [
        ({}, "truecolor", DARK.name),
        ({"COLORFGBG": "15;0"}, "256", DARK.name),
        ({"COLORFGBG": "0;15"}, "256", LIGHT.name),
        ({"NO_COLOR": "1"}, "256", "ansi-dark"),
        ({}, "standard", "ansi-dark"),
        ({"COLORFGBG": "0;15"}, "standard", "ansi-light"),
        ({}, None, "ansi-dark"),
    ],
)
def test_the_terminal_decides_the_default(
    environment: dict[str, str], colors: str | None, theme: str
) -> None:
    assert default_theme(environment, colors) == theme


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light"])
def test_sixteen_colours_keep_the_meanings_apart(theme: str) -> None:
    looks = styles(app_in(theme))
    states = [f"state.{state}" for state in ("downloading", "seeding", "checking", "error")]
    apart = [*states, "state.moving", "state.stalled", "muted", "text"]
    assert len({looks[name] for name in apart}) == len(apart)
    assert looks["cursor"].reverse
