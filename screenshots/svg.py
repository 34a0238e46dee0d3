"""Turns lines of a terminal into an SVG: small, the same every time, and without any web font.

Bars and frames are drawn as shapes, because fonts leave gaps between them. Nothing here knows what
the lines show.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple
from xml.sax.saxutils import escape

from rich.color import Color, blend_rgb
from rich.style import Style
from rich.terminal_theme import SVG_EXPORT_THEME
from textual.strip import Strip

from qbtui.text import width

CELL, LINE, SIZE = 8.4, 18, 14
"""Width and height of a cell, and the size of the letters, in pixels."""
BASELINE = 13.5
"""Pixels from the top of a line to the foot of its letters."""
MARGIN = 10
FONTS = "ui-monospace,'Cascadia Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace"

BLOCKS = {
    "█": (0, 0, 8, 8),
    "▌": (0, 0, 4, 8),
    "▐": (4, 0, 4, 8),
    "▎": (0, 0, 2, 8),
    "▏": (0, 0, 1, 8),
    "▊": (0, 0, 6, 8),
    "▕": (7, 0, 1, 8),
    "▁": (0, 7, 8, 1),
    "▔": (0, 0, 8, 1),
    "▀": (0, 0, 8, 4),
    "▄": (0, 4, 8, 4),
    "░": (0, 0, 8, 8),
    "▒": (0, 0, 8, 8),
    "▓": (0, 0, 8, 8),
}
"""Character -> left, top, width and height of its rectangle, in eighths of a cell."""
SHADES = {"░": 0.25, "▒": 0.5, "▓": 0.75}
"""Character -> how much of its colour shows."""
STROKES = {
    "─": (0, 9, "h8.4"),
    "╾": (4.2, 9, "h4.2"),
    "│": (4.2, 0, "v18"),
    "╭": (4.2, 18, "v-5q0-4 4.2-4"),
    "╮": (4.2, 18, "v-5q0-4-4.2-4"),
    "╰": (4.2, 0, "v5q0 4 4.2 4"),
    "╯": (4.2, 0, "v5q0 4-4.2 4"),
}
"""Character -> where its line begins in the cell, in pixels, and how it goes on."""
HEAVY = {"━": (0, 9, "h8.4"), "╾": (0, 9, "h4.2")}
"""The same for lines that are thick."""


Shape = tuple[str, str]
"""A colour, and the path that it fills or draws."""


class Look(NamedTuple):
    """How a piece of a line looks; colours are `#rrggbb`."""

    front: str
    back: str
    bold: bool
    underline: bool


class Piece(NamedTuple):
    """Text of one look on one line."""

    x: int
    """Cells from the left."""
    y: int
    cells: int
    text: str
    look: Look


def draw(strips: Sequence[Strip], title: str) -> str:
    """Return lines of equal length as a picture."""
    pieces = [piece for y, strip in enumerate(strips) for piece in _pieces(strip, y)]
    wide = _number(strips[0].cell_length * CELL + 2 * MARGIN)
    high = len(strips) * LINE + 2 * MARGIN
    ground = pieces[0].look.back
    classes: dict[str, str] = {}
    texts = [_text(piece, classes) for piece in pieces if _is_text(piece)]
    style = "".join(f".{name}{{{rules}}}" for rules, name in classes.items())
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" xml:space="preserve"'
            f' viewBox="0 0 {wide} {high}">',
            f"<title>{escape(title)}</title>",
            f"<style>text{{font:{SIZE}px {FONTS};white-space:pre}}{style}</style>",
            f'<rect width="{wide}" height="{high}" rx="8" fill="{ground}"/>',
            f'<g transform="translate({MARGIN} {MARGIN})">',
            *_paths(_grounds(pieces, ground), 'shape-rendering="crispEdges" fill'),
            *_paths(_blocks(pieces), 'shape-rendering="crispEdges" fill'),
            *_paths(_strokes(pieces, STROKES), 'fill="none" stroke'),
            *_paths(_strokes(pieces, HEAVY), 'stroke-width="3.5" stroke'),
            *texts,
            "</g>",
            "</svg>",
            "",
        ]
    )


def _pieces(strip: Strip, y: int) -> Iterator[Piece]:
    x = 0
    for text, style, _control in strip:
        look = _look(style or Style())
        for run in _runs(text):
            cells = width(run)
            yield Piece(x, y, cells, run, look)
            x += cells


def _runs(text: str) -> Iterator[str]:
    """Cut where shapes begin and end, and around what fills two cells."""
    for kind, letters in groupby(text, _kind):
        if kind == "wide":
            yield from letters
        else:
            yield "".join(letters)


def _kind(letter: str) -> str:
    if _is_shape(letter):
        return letter
    return "text" if width(letter) == 1 else "wide"


def _is_shape(letter: str) -> bool:
    return letter in BLOCKS or letter in STROKES or letter in HEAVY


def _look(style: Style) -> Look:
    plain = Color.default()
    letters = (style.color or plain).get_truecolor(SVG_EXPORT_THEME, foreground=True)
    ground = (style.bgcolor or plain).get_truecolor(SVG_EXPORT_THEME, foreground=False)
    if style.reverse:
        letters, ground = ground, letters
    if style.dim:
        letters = blend_rgb(letters, ground, 0.4)
    return Look(letters.hex, ground.hex, bool(style.bold), bool(style.underline))


def _paths(shapes: Iterable[Shape], paint: str) -> Iterator[str]:
    """Return one path for all shapes of a colour."""
    by_color: dict[str, list[str]] = {}
    for color, path in shapes:
        by_color.setdefault(color, []).append(path)
    for color, paths in by_color.items():
        yield f'<path {paint}="{color}" d="{"".join(paths)}"/>'


def _grounds(pieces: Sequence[Piece], ground: str) -> Iterator[Shape]:
    """Return what stands on another ground than the whole."""
    for (y, back), run in groupby(pieces, lambda piece: (piece.y, piece.look.back)):
        if back != ground:
            parts = list(run)
            cells = sum(part.cells for part in parts)
            yield back, _rectangle(parts[0].x * CELL, y * LINE, cells * CELL, LINE)


def _blocks(pieces: Sequence[Piece]) -> Iterator[Shape]:
    """Return what bars are made of."""
    for piece in pieces:
        letter = piece.text[0]
        if letter in BLOCKS:
            left, top, wide, high = BLOCKS[letter]
            x, y = piece.x * CELL + left * CELL / 8, piece.y * LINE + top * LINE / 8
            whole = (piece.cells - 1) * CELL + wide * CELL / 8
            yield _shaded(piece.look, letter), _rectangle(x, y, whole, high * LINE / 8)


def _shaded(look: Look, letter: str) -> str:
    front, back = Color.parse(look.front).get_truecolor(), Color.parse(look.back).get_truecolor()
    return blend_rgb(back, front, SHADES.get(letter, 1)).hex


def _strokes(
    pieces: Sequence[Piece], lines: Mapping[str, tuple[float, float, str]]
) -> Iterator[Shape]:
    """Return what frames are made of."""
    for piece in pieces:
        if piece.text[0] in lines:
            x, y, line = lines[piece.text[0]]
            for cell in range(piece.x, piece.x + piece.cells):
                start = f"M{_number(cell * CELL + x)} {piece.y * LINE + y}"
                yield piece.look.front, start + line


def _is_text(piece: Piece) -> bool:
    if _is_shape(piece.text[0]):
        return False
    return bool(piece.text.strip()) or piece.look.underline


def _text(piece: Piece, classes: dict[str, str]) -> str:
    look = piece.look
    text = piece.text if look.underline else piece.text.rstrip()
    blanks = 0 if look.underline else len(text) - len(text.lstrip())
    rules = f"fill:{look.front}"
    rules += ";font-weight:bold" if look.bold else ""
    rules += ";text-decoration:underline" if look.underline else ""
    name = classes.setdefault(rules, f"c{len(classes)}")
    x, y = _number((piece.x + blanks) * CELL), _number(piece.y * LINE + BASELINE)
    text = text[blanks:]
    # Whatever font there is: the letters take the cells that the terminal gives them.
    length = _number(width(text) * CELL)
    return f'<text x="{x}" y="{y}" class="{name}" textLength="{length}">{escape(text)}</text>'


def _rectangle(x: float, y: float, wide: float, high: float) -> str:
    across = _number(wide)
    return f"M{_number(x)} {_number(y)}h{across}v{_number(high)}h-{across}z"


def _number(value: float) -> str:
    """Return pixels without needless digits."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
