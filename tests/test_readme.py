"""What README.md says can be done: its commands, links, and what is generated or counted in it."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from qbtui import cli
from qbtui.actions import ACTIONS
from qbtui.actions.keymap import Keymap
from qbtui.config.load import load
from screenshots.scenes import SCENES
from tests import readme_keys
from tests.bench.__main__ import OTHERS, ROWS
from tests.bench.__main__ import main as bench

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
LINKS = re.findall(r"\]\(([^)]+)\)", TEXT)
SHELL_BLOCKS = [line.strip() for line in re.findall(r"^    (\S.*)$", TEXT, re.MULTILINE)]


def code_blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


def rows_after(heading: str) -> list[list[str]]:
    """Return the cells of the first table below a heading, without its head."""
    section = TEXT.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (.*) \|$", section, re.MULTILINE)
    return [[cell.strip() for cell in row.split(" | ")] for row in rows][1:]


def test_the_keys_are_up_to_date() -> None:
    assert readme_keys.main(["--check"]) == 0


def test_stale_keys_are_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stale = tmp_path / "README.md"
    stale.write_text(TEXT.replace("`torrents.add`", "`torrents.ad`"), encoding="utf-8")
    monkeypatch.setattr(readme_keys, "README", stale)
    assert readme_keys.main(["--check"]) == 1
    assert "is stale" in capsys.readouterr().err
    assert readme_keys.main([]) == 0
    assert stale.read_text(encoding="utf-8") == TEXT


def test_every_action_with_a_key_is_in_the_table() -> None:
    table = readme_keys.table()
    keymap = Keymap(ACTIONS)
    assert all(f"| `{action.id}` |" in table for action in ACTIONS if keymap.keys_of(action))


def test_a_text_without_a_place_for_the_keys_is_refused() -> None:
    with pytest.raises(ValueError, match="one place"):
        readme_keys.with_keys("no markers")


@pytest.mark.parametrize("link", sorted(set(LINKS)))
def test_a_link_leads_to_a_file(link: str) -> None:
    assert (ROOT / link).is_file()


def test_the_first_commands_show_try_and_test() -> None:
    assert SHELL_BLOCKS[:4] == [
        "python3 -m venv .venv && . .venv/bin/activate",
        "pip install -c constraints.txt . && qbtui --demo",
        "./try",
        "./test",
    ]


def test_every_picture_is_shown() -> None:
    shown = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", TEXT)
    assert sorted(shown) == sorted(f"screenshots/{scene.name}.svg" for scene in SCENES)


@pytest.mark.parametrize("script", ["try", "test"])
def test_a_command_can_be_run(script: str) -> None:
    assert (ROOT / script).stat().st_mode & 0o111


@pytest.mark.parametrize("script", ["try", "test", "tests/setup.sh"])
def test_a_script_is_without_mistakes(script: str) -> None:
    subprocess.run(["bash", "-n", ROOT / script], check=True)


def test_try_says_how_it_is_used() -> None:
    done = subprocess.run([ROOT / "try", "--help"], capture_output=True, text=True, check=False)
    assert "./try URL" in done.stdout
    assert done.returncode == cli.Exit.USAGE


@pytest.mark.parametrize("command", sorted(set(re.findall(r"`(qbtui --[^`]+)`", TEXT))))
def test_the_program_takes_the_options(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    # With a last option that no program has, only that one is wrong.
    assert cli.main([*shlex.split(command)[1:], "--none-such"]) == cli.Exit.USAGE
    assert "unrecognized arguments: --none-such\n" in capsys.readouterr().err


def test_the_exit_codes_are_those_of_the_program(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["--help"])
    told = capsys.readouterr().out.partition("exit codes:\n")[2]
    wanted = [re.split(r"\s+", line.strip(), maxsplit=1) for line in told.strip().splitlines()]
    assert rows_after("Exit codes") == wanted


def test_the_configuration_is_accepted(tmp_path: Path) -> None:
    (example,) = code_blocks("toml")
    file = tmp_path / "config.toml"
    file.write_text(example, encoding="utf-8")
    config = load(file, {})
    assert Keymap(ACTIONS, config.keys).problems == []
    assert config.profile() in config.servers


def test_releases_are_named_for_what_needs_them() -> None:
    named = {row[0] for row in rows_after("Which server can do what")}
    assert {action.since for action in ACTIONS if action.since} <= named


def test_the_costs_are_what_the_bench_measures(capsys: pytest.CaptureFixture[str]) -> None:
    measured = [row[0] for row in rows_after("What it costs")]
    titles = [title for title, _written in ROWS]
    assert measured[: len(ROWS) + 1] == ["`--version`", *titles]
    # Then what is compared with other programs, table by table.
    assert set(measured[len(ROWS) + 1 :]) >= OTHERS
    with pytest.raises(SystemExit):
        bench(["--help"])
    assert {"--torrents", "--runs"} <= set(capsys.readouterr().out.replace("[", " ").split())
