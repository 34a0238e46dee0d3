"""That saving a profile keeps everything else, and lets nobody else read it."""

from __future__ import annotations

import re
import stat
import tomllib
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

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
    save_server(file, "home", SERVER)
    config = load(file, {})
    assert config.servers == {"home": SERVER}
    assert config.warnings == ()
    assert mode(file) == 0o600
    assert [mode(folder) for folder in (file.parent, file.parent.parent)] == [0o700, 0o700]


def test_a_new_profile_leaves_the_text_as_it_was(existing: Path) -> None:
    save_server(existing, "home", SERVER)
    assert existing.read_text(encoding="utf-8").startswith(EXISTING)
    assert load(existing, {}).servers["home"] == SERVER
    assert mode(existing) == 0o600


def test_a_changed_profile_keeps_its_comments_and_those_around_it(existing: Path) -> None:
    save_server(existing, "old", Server(url="http://old", username="me", timeout=5.0))
    assert existing.read_text(encoding="utf-8") == EXISTING.replace(
        'password = "x"\n\n[servers.old.headers]\nA = "b"\n',
        'username = "me"\ntimeout = 5.0\n',
    )


def test_what_changes_is_written_in_its_place(existing: Path) -> None:
    old = load(existing, {}).servers["old"]
    save_server(existing, "old", replace(old, url="http://new", api_key="k"))
    assert existing.read_text(encoding="utf-8") == EXISTING.replace(
        '"http://old"  # in', '"http://new"  # in'
    ).replace('"x"\n', '"x"\napi_key = "k"\n')


def test_a_comment_at_the_end_of_a_section_stays_with_what_follows(file: Path) -> None:
    file.parent.mkdir(parents=True)
    file.write_text("[servers.home]\nurl = 'x'\n\n# Keys of mine.\n[keys]\n", encoding="utf-8")
    save_server(file, "home", Server(url="x", username="me"))
    assert file.read_text(encoding="utf-8") == (
        "[servers.home]\nurl = 'x'\nusername = \"me\"\n\n# Keys of mine.\n[keys]\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        EXISTING,
        "# Mine.\n[servers.old]\nurl = 'OLD/'\nverify = true # yes\ntimeout = 30\npassword='x'\n"
        "headers = {A = 'b'}",
        "\ufeffservers.old = {url = 'old', password = 'x', headers.A = 'b'}\r\n",
    ],
)
def test_a_profile_that_is_there_is_not_written_again(existing: Path, text: str) -> None:
    existing.write_bytes(text.encode())
    existing.chmod(0o640)
    before = existing.stat()
    server = Server(url="http://old", password="x", headers={"A": "b"})
    save_server(existing, "old", server)
    assert existing.read_bytes() == text.encode()
    after = existing.stat()
    assert (after.st_ino, after.st_mtime_ns, mode(existing)) == (
        before.st_ino,
        before.st_mtime_ns,
        0o640,
    )


def test_saving_writes_no_key_that_has_its_default(file: Path) -> None:
    save_server(file, "home", Server(url="http://x"))
    assert tomllib.loads(file.read_text(encoding="utf-8")) == {
        "servers": {"home": {"url": "http://x"}}
    }


ARRANGEMENTS = [
    "",
    "# nothing",
    "read_only = true",
    "servers.home.url = 'x'",
    "servers.home.url = 'x'\nserver = 'home'\n[keys]\na = ['b', # c\n'd']",
    "servers.other.url = 'x'\nserver = 'other'\n[keys]\na = ['b', # c\n'd']",
    "servers = {}",
    "servers = { home = { url = 'x' } } # all of them\n",
    "servers = { other = { url = 'x' } }\n[keys]",
    "[servers]",
    "[servers]\nhome = { url = 'x' }",
    "[servers]\nhome = { url = 'x', password = 'p', headers = { A = 'b' } } # this\n",
    "[servers]\nhome.url = 'x'",
    "[servers]\nhome.url = 'x'\nhome.headers.A = 'b'\nother.url = 'y'\n[keys]",
    "a = '''\n[servers.home]\n'''",
    "a = [\n['x'],\n['servers.home']]",
    "[ servers . 'home' ]\nurl = 'x'",
    "[servers.home]\nurl = 'x'",
    "[servers.home]\nurl = 'x'\n# the end",
    "# before\n[servers.home] # here\n\n# its place\nurl = 'x' # c\n\n# x\npassword = 'p'\n\n",
    "[servers.home]\nurl = 'x'\n[servers.home.headers]\nA = 'b'\n\n# o\n[servers.other]\nurl = 'y'",
    "[servers.home.headers]\nA = 'b'\n[servers.home]\nurl = 'x'\npassword = 'p'\n",
    "[servers.home.headers]\nA = 'b'\n[keys]\n[servers.home]\nurl = 'x'\npassword = 'p'\n",
    "[servers.home]\nurl = 'x'\n[keys]\na = 'b'\n[servers.home.headers]\nA = 'b'\n",
    "[servers]\n[servers.home]\nurl = 'x'\n[keys]\na = 'b'\n[servers.other]\nurl = 'y'\n",
    "[servers.other]\nurl = 'y'\n[keys]\n[servers.home]\nurl = 'x'\n[display]\n",
    "[servers.'my home']\nurl = 'y'\n[servers.'a.b']\nurl = 'z'\n[servers.'']\nurl = 'e'",
    '\ufeff[servers.home]\r\nurl = \'x\'\r\n# c\r\n\r\n[keys]\r\na = """\r\nb"""\r\n',
    "[display]\nserver = 'x'\r\n[[a.b]]\r\n",
]


@pytest.mark.parametrize("text", ARRANGEMENTS)
@pytest.mark.parametrize("name", ["home", "my home", "a.b", "", "gr\u00fcn \"q\" 'a' [x] # \\"])
@pytest.mark.parametrize("server", [SERVER, Server(url="http://new"), Server(url="x", timeout=5.0)])
def test_every_other_value_is_kept_however_it_is_written(
    file: Path, text: str, name: str, server: Server
) -> None:
    file.parent.mkdir(parents=True)
    file.write_bytes(text.encode())
    expected = tomllib.loads(text.removeprefix("\ufeff"))
    expected.setdefault("servers", {})[name] = msgspec.to_builtins(server)
    # Where the file has the address in another form, it stays.
    save_server(file, name, server)
    found = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    assert Server(**found["servers"].pop(name)) == Server(**expected["servers"].pop(name))
    assert found == expected


@pytest.mark.parametrize("text", ARRANGEMENTS)
@pytest.mark.parametrize("name", ["home", "new"])
def test_comments_survive_in_whatever_arrangement(file: Path, text: str, name: str) -> None:
    file.parent.mkdir(parents=True)
    file.write_bytes(text.encode())
    save_server(file, name, Server(url="http://new", username="me"))
    written = file.read_bytes().decode()
    assert [comment for comment in re.findall("# .*", text) if comment not in written] == []
    of_one_kind = text.count("\n") == text.count("\r\n") > 0
    assert not of_one_kind or written.count("\n") == written.count("\r\n")


@given(name=st.text(st.characters(exclude_categories=["Cs"])), password=st.text())
def test_any_name_and_password_read_back(
    tmp_path_factory: pytest.TempPathFactory, name: str, password: str
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.toml"
    server = Server(url="x", password=password.encode(errors="replace").decode())
    save_server(file, name, server)
    assert load(file, {}).servers[name] == server


def test_a_link_to_the_file_stays_a_link(existing: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.toml"
    link.symlink_to(existing)
    save_server(link, "home", SERVER)
    assert link.is_symlink()
    assert "home" in load(existing, {}).servers


@pytest.mark.parametrize(
    "text", ["server = ", "servers = 1", "servers.home = 1", "[servers.home]\nurll = 'x'"]
)
def test_a_broken_file_is_not_touched(existing: Path, text: str) -> None:
    existing.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=re.escape(str(existing))):
        save_server(existing, "home", SERVER)
    assert existing.read_text(encoding="utf-8") == text


def test_a_failed_write_leaves_the_old_file_and_no_draft(
    existing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_self: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(ConfigError, match="cannot be written: No space left"):
        save_server(existing, "home", SERVER)
    assert existing.read_text(encoding="utf-8") == EXISTING
    assert list(existing.parent.iterdir()) == [existing]
