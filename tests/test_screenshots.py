"""The pictures of the README show the program as it is now, and need nothing from elsewhere."""

from __future__ import annotations

import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from screenshots import render
from screenshots.scenes import SCENES
from tests.versions import TRIED

FOLDER = Path(__file__).parents[1] / "screenshots"
FILES = sorted(FOLDER.glob("*.svg"))


def test_there_is_a_picture_of_each_scene_and_no_other() -> None:
    assert {file.stem for file in FILES} == {scene.name for scene in SCENES}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_picture_is_complete_in_itself_and_small(file: Path) -> None:
    drawn = file.read_text(encoding="utf-8")
    assert ET.fromstring(drawn).tag == "{http://www.w3.org/2000/svg}svg"
    markup = re.sub(r">[^<]*</text>", "></text>", drawn)
    assert re.findall(r"\w+://[^\"]+", markup) == ["http://www.w3.org/2000/svg"]
    assert "url(" not in markup
    assert len(drawn) < 64_000


@pytest.mark.skipif(TRIED != "pinned", reason="other versions may draw other lines")
def test_the_pictures_are_up_to_date() -> None:
    command = [sys.executable, "-m", "screenshots.render", "--check"]
    done = subprocess.run(command, cwd=FOLDER.parent, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_stale_pictures_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(render, "FOLDER", tmp_path)
    monkeypatch.setattr(render, "be_anywhere", lambda: None)
    monkeypatch.setattr(render, "picture", lambda scene: scene.caption)
    assert render.main([]) == 0
    Path(tmp_path, "help.svg").write_text("before")
    Path(tmp_path, "keys.svg").unlink()
    assert render.main(["--check"]) == 1
    told = capsys.readouterr().err
    assert re.match(r"Stale with Textual [\d.]+: help.svg, keys.svg\n", told)
    assert "python -m screenshots.render" in told
