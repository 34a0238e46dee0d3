"""That saving a profile keeps everything else, and lets nobody else read it."""

from __future__ import annotations

import re
import stat
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qbtui.config.load import load
from qbtui.config.model import ConfigError, Server
from qbtui.config.save import save_server

SERVER = Server(url="http://new:1", username="me", password='s"3\\cret', headers={"X-A": "b"})

EXISTING = """\
# My settings.
server = "old"  # the usual one

# The old one.
[servers.old]
url = "http://old"  # in the cellar
password = "x"

[servers.old.headers]
A = "b"

# The other one.
[servers.other]
url = "http://other"

[keys]
"torrents.stop" = [
    "p",
]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "new" / "qbtui" / "config.toml"


@pytest.fixture
def existing(file: Path) -> Path:
    file.parent.mkdir(parents=True)
    file.write_text(EXISTING, encoding="utf-8")
    return file


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_first_profile_makes_file_and_folder_for_the_owner_alone(file: Path) -> None:
    save_server(file, "home", SERVER, make_default=True)
    config = load(file, {})
    assert config.servers == {"home": SERVER}
    assert config.server == "home"
    assert config.warnings == ()
    assert mode(file) == 0o600
    assert [mode(folder) for folder in (file.parent, file.parent.parent)] == [0o700, 0o700]


def test_a_new_profile_leaves_the_text_as_it_was(existing: Path) -> None:
    save_server(existing, "home", SERVER, make_default=False)
    assert existing.read_text(encoding="utf-8").startswith(EXISTING)
    assert load(existing, {}).servers["home"] == SERVER
    assert mode(existing) == 0o600


def test_a_replaced_profile_leaves_the_rest_and_its_comments(existing: Path) -> None:
    save_server(existing, "old", SERVER, make_default=False)
    text = existing.read_text(encoding="utf-8")
    before, after = EXISTING.split("[servers.old]")[0], EXISTING[EXISTING.index("\n# The other") :]
    assert text.startswith(before)
    assert text.endswith(after)
    assert "cellar" not in text
    assert load(existing, {}).servers["old"] == SERVER


def test_the_default_is_replaced_in_place(existing: Path) -> None:
    save_server(existing, "other", SERVER, make_default=True)
    assert existing.read_text(encoding="utf-8").startswith('# My settings.\nserver = "other"\n\n')


def test_saving_writes_no_key_that_has_its_default(file: Path) -> None:
    save_server(file, "home", Server(url="http://x"), make_default=False)
    assert tomllib.loads(file.read_text(encoding="utf-8")) == {
        "servers": {"home": {"url": "http://x"}}
    }


@pytest.mark.parametrize(
    "text",
    [
        "servers.home.url = 'x'",
        "servers = { home = { url = 'x' } }",
        "[servers]\nhome = { url = 'x' }",
        "[servers]\nhome.url = 'x'",
        "a = '''\n[servers.home]\n'''",
        "a = [\n['x'],\n['servers.home']]",
        "[ servers . 'home' ]\nurl = 'x'",
        "[servers.home]\nurl = 'x'",
        "read_only = true",
        "# nothing",
        "[display]\nserver = 'x'\r\n[[a.b]]\r\n",
    ],
)
@pytest.mark.parametrize("make_default", [True, False])
def test_every_other_value_is_kept_however_it_is_written(
    file: Path, text: str, make_default: bool
) -> None:
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    expected = tomllib.loads(text)
    expected.setdefault("servers", {})["home"] = {"url": "http://new"}
    if make_default:
        expected["server"] = "home"
    save_server(file, "home", Server(url="http://new"), make_default=make_default)
    assert tomllib.loads(file.read_text(encoding="utf-8")) == expected


@given(name=st.text(st.characters(exclude_categories=["Cs"])), password=st.text())
def test_any_name_and_password_read_back(
    tmp_path_factory: pytest.TempPathFactory, name: str, password: str
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.toml"
    server = Server(url="x", password=password.encode(errors="replace").decode())
    save_server(file, name, server, make_default=False)
    assert load(file, {}).servers[name] == server


def test_a_link_to_the_file_stays_a_link(existing: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.toml"
    link.symlink_to(existing)
    save_server(link, "home", SERVER, make_default=False)
    assert link.is_symlink()
    assert "home" in load(existing, {}).servers


@pytest.mark.parametrize("text", ["server = ", "servers = 1"])
def test_a_broken_file_is_not_touched(existing: Path, text: str) -> None:
    existing.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=re.escape(str(existing))):
        save_server(existing, "home", SERVER, make_default=False)
    assert existing.read_text(encoding="utf-8") == text


def test_a_failed_write_leaves_the_old_file_and_no_draft(
    existing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_self: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(ConfigError, match="cannot be written: No space left"):
        save_server(existing, "home", SERVER, make_default=False)
    assert existing.read_text(encoding="utf-8") == EXISTING
    assert list(existing.parent.iterdir()) == [existing]
