"""The only place with colours: the themes, and what each named style looks like in them.

A look is written as attributes, a colour token and `on` a colour token: `bold accent on panel`.
Tokens are colours of the Textual theme in use, so that every theme of Textual works. Widgets ask
`styles` for ready Rich styles by name and know nothing of colours.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.theme import Theme

DARK = Theme(
    name="qbtui-dark",
    dark=True,
    primary="#6cb6ff",
    secondary="#8fb4d8",
    accent="#7cc4f8",
    success="#7fc98c",
    warning="#e3b75f",
    error="#f47f80",
    foreground="#d8dde5",
    background="#14171c",
    surface="#191d23",
    panel="#222831",
    variables={
        "muted": "#8791a0",
        "cursor": "#2c4f7c",
        "cursor-text": "#ffffff",
        "cursor-blurred": "#2b323d",
        "stalled": "#93a9bf",
        "moving": "#c9a2f2",
        "border": "#3c4654",
        "border-blurred": "#2b323d",
    },
)

LIGHT = Theme(
    name="qbtui-light",
    dark=False,
    primary="#155fa8",
    secondary="#3c6a94",
    accent="#0f62ac",
    success="#1b7339",
    warning="#875700",
    error="#b3202c",
    foreground="#23272e",
    background="#fbfbf9",
    surface="#f3f4f3",
    panel="#e6e9ee",
    variables={
        "muted": "#5f6977",
        "cursor": "#bfd8f6",
        "cursor-text": "#0a1a2e",
        "cursor-blurred": "#dde2e9",
        "stalled": "#48647d",
        "moving": "#7339a8",
        "border": "#b4bcc7",
        "border-blurred": "#d5dae1",
    },
)

THEMES = (DARK.name, LIGHT.name, "ansi-dark", "ansi-light")
"""The themes that are offered; any other theme of Textual can be named in the settings."""

AUTO = "auto"
"""In the settings: the theme that suits the terminal."""

_LOOKS = {
    "text": "foreground",
    "muted": "muted",
    "strong": "bold foreground",
    "accent": "accent",
    "success": "success",
    "warning": "warning",
    "error": "error",
    "dimmed": "muted",
    "header": "muted on panel",
    "header.sorted": "bold accent on panel",
    "header.lit": "bold cursor-text on cursor",
    "cursor": "bold cursor-text on cursor",
    "cursor.blurred": "foreground on cursor-blurred",
    "mark": "bold warning",
    "scroll": "muted",
    "state.downloading": "primary",
    "state.seeding": "success",
    "state.stopped": "muted",
    "state.error": "bold error",
    "state.checking": "warning",
    "state.queued": "muted",
    "state.moving": "moving",
    "state.stalled": "stalled",
    "group": "bold accent",
    "label": "muted",
    "piece.have": "success",
    "piece.downloading": "bold warning",
    "piece.missing": "muted",
    "piece.rare": "error",
    "bar": "foreground on panel",
    "bar.muted": "muted on panel",
    "bar.accent": "accent on panel",
    "bar.strong": "bold foreground on panel",
    "bar.success": "success on panel",
    "bar.warning": "warning on panel",
    "bar.error": "bold error on panel",
    "key": "bold accent on panel",
    "tab": "muted on panel",
    "tab.active": "bold accent on background",
    "tab.lit": "bold cursor-text on cursor",
    "title": "bold foreground on panel",
    "title.lit": "bold cursor-text on cursor",
}
"""Style name -> look; a look that names no background stands on that of the screen."""

_ANSI_LOOKS = _LOOKS | {
    "muted": "dim",
    "dimmed": "dim",
    "header": "underline",
    "header.sorted": "bold underline",
    "header.lit": "bold reverse",
    "cursor": "reverse",
    "cursor.blurred": "bold underline",
    "scroll": "dim",
    "state.stopped": "dim",
    "state.queued": "dim",
    "label": "dim",
    "piece.missing": "dim",
    "bar.muted": "dim",
    "tab": "dim",
    "tab.active": "bold",
    "tab.lit": "bold reverse",
    "title": "bold",
    "title.lit": "bold reverse",
}
"""With the terminal's own colours, or none, only attributes tell the backgrounds apart."""

_ANSI_COLORS = {
    "warning": "ansi_yellow",
    "moving": "ansi_magenta",
    "stalled": "ansi_cyan",
}
"""Colours of the terminal where the themes of Textual have one for two meanings, or none."""

_ATTRIBUTES = frozenset({"bold", "dim", "italic", "underline", "reverse"})

_computed: dict[str, tuple[Theme, Mapping[str, Style]]] = {}


def register(app: App[Any]) -> None:
    """Make the themes of qbtui known to `app`."""
    for theme in (DARK, LIGHT):
        app.register_theme(theme)


def default_theme(environment: Mapping[str, str], color_system: str | None) -> str:
    """Return the theme that suits the terminal when the user chose none.

    `color_system` is Rich's name for how many colours the terminal knows; None is no colour.
    """
    light = environment.get("COLORFGBG", "").rpartition(";")[2] in {"7", "15"}
    # Of our own colours, several become the same one of sixteen.
    if environment.get("NO_COLOR") or color_system in {None, "standard"}:
        return "ansi-light" if light else "ansi-dark"
    return LIGHT.name if light else DARK.name


def styles(app: App[Any]) -> Mapping[str, Style]:
    """Return the style of each name in the theme in use; the same object until it changes.

    The empty name is `text`.
    """
    theme = app.current_theme
    known = _computed.get(theme.name)
    if known is None or known[0] is not theme:
        known = _computed[theme.name] = (theme, _compute(theme))
    return known[1]


def _compute(theme: Theme) -> Mapping[str, Style]:
    colors = _colors(theme)
    looks = _ANSI_LOOKS if theme.ansi else _LOOKS
    computed = {name: _style(look, colors) for name, look in looks.items()}
    computed[""] = computed["text"]
    return computed


def _colors(theme: Theme) -> dict[str, Color]:
    """Return the colour of each token, with a stand-in for what only our own themes define."""
    system = theme.to_color_system().generate() | theme.variables
    names = ("primary", "secondary", "accent", "success", "warning", "error")
    grounds = ("foreground", "background", "panel")
    colors = {name: Color.parse(system[name]) for name in (*names, *grounds)}
    foreground, background = colors["foreground"], colors["background"]
    if theme.ansi:
        colors["panel"] = background
    stand_ins = {
        "muted": background.blend(foreground, 0.6),
        "cursor": background.blend(colors["primary"], 0.5),
        "cursor-text": foreground,
        "cursor-blurred": colors["panel"],
        "stalled": colors["secondary"],
        "moving": colors["accent"],
    }
    variables = _ANSI_COLORS if theme.ansi else theme.variables
    known = variables.keys() & (colors.keys() | stand_ins.keys())
    return colors | stand_ins | {name: Color.parse(variables[name]) for name in known}


def _style(look: str, colors: Mapping[str, Color]) -> Style:
    front, _, back = look.partition(" on ")
    words = front.split()
    color = next((word for word in words if word not in _ATTRIBUTES), "foreground")
    attributes = Style.parse(" ".join(word for word in words if word in _ATTRIBUTES))
    ground = colors[back or "background"]
    return Style(color=colors[color].rich_color, bgcolor=ground.rich_color) + attributes
