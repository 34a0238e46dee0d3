"""Draws the pictures of the README: `python -m screenshots.render`.

With `--check` nothing is written: pictures that would become others are named.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import textual

from screenshots.scenes import SCENES, Scene
from screenshots.stage import play
from screenshots.svg import draw

FOLDER = Path(__file__).parent


def picture(scene: Scene) -> str:
    """Return the picture of a scene."""
    return draw(asyncio.run(play(scene)), scene.caption)


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw the pictures, or compare them; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m screenshots.render", description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail when a picture is stale")
    parser.add_argument("names", nargs="*", metavar="NAME", help="of the pictures; all by default")
    options = parser.parse_args(arguments)
    be_anywhere()
    stale = []
    for scene in SCENES:
        if options.names and scene.name not in options.names:
            continue
        file, drawn = FOLDER / f"{scene.name}.svg", picture(scene)
        if not options.check:
            file.write_text(drawn, encoding="utf-8")
        elif not file.is_file() or file.read_text(encoding="utf-8") != drawn:
            stale.append(file.name)
    if stale:
        names = ", ".join(stale)
        how = "python -m screenshots.render"
        sys.stderr.write(f"Stale with Textual {textual.__version__}: {names}\nTo renew: {how}\n")
    return 1 if stale else 0


def be_anywhere() -> None:
    """Forget what would make a picture depend on where it is drawn."""
    for name in ("NO_COLOR", "COLORFGBG", "TEXTUAL_THEME"):
        os.environ.pop(name, None)
    os.environ["TZ"] = "UTC"
    time.tzset()


if __name__ == "__main__":
    sys.exit(main())
