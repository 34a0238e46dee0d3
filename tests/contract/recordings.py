"""The recordings: what real servers answered, one file for each release."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from tests.contract.script import Outcomes
from tests.contract.shapes import Json

FOLDER = Path(__file__).parent / "expected"
RELEASES = tuple(sorted(file.stem for file in FOLDER.glob("*.json")))

Recording = dict[str, Outcomes]
"""By scenario."""


def load(release: str) -> Recording:
    """Return what a real server of this release answered."""
    file = FOLDER / f"{release}.json"
    assert file.exists(), f"{file} is missing: record it with `python -m tests.contract.record`"
    recording: Recording = json.loads(file.read_text())
    return recording


def save(release: str, recording: Recording) -> None:
    """Write a recording, a line for each step."""
    scenarios = (f"{json.dumps(name)}: {_lines(steps)}" for name, steps in recording.items())
    text = "{\n" + ",\n".join(scenarios) + "\n}\n"
    (FOLDER / f"{release}.json").write_text(text)


def _lines(steps: Outcomes) -> str:
    lines = (
        f"  {json.dumps(step)}: {json.dumps(outcome, sort_keys=True, ensure_ascii=False)}"
        for step, outcome in steps.items()
    )
    return "{\n" + ",\n".join(lines) + "\n}"


def differences(expected: Mapping[str, Json], found: Mapping[str, Json]) -> dict[str, str]:
    """Return, for each step that was answered otherwise than recorded, what is different."""
    differing = {}
    for step in {**expected, **found}:
        wanted, got = expected.get(step, "no such step"), found.get(step, "no such step")
        if wanted != got:
            differing[step] = f"recorded {_brief(wanted, got)}, now {_brief(got, wanted)}"
    return differing


def _brief(value: Json, other: Json) -> str:
    return json.dumps(_apart(value, other), sort_keys=True, ensure_ascii=False)


def _apart(value: Json, other: Json) -> Json:
    """Return what of `value` is not in `other`."""
    if isinstance(value, dict) and isinstance(other, dict):
        return {
            key: _apart(item, other[key]) if key in other else item
            for key, item in value.items()
            if key not in other or other[key] != item
        }
    if isinstance(value, list) and isinstance(other, list) and len(value) == len(other):
        return [_apart(mine, theirs) for mine, theirs in zip(value, other, strict=True)]
    return value
