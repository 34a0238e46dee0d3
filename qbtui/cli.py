"""The command line: arguments, exit codes, and what is checked before the interface starts.

Textual and httpx are imported only once the arguments are known to be good.
"""

from __future__ import annotations

import argparse
import gc
import io
import os
import sys
import textwrap
from collections.abc import Mapping, Sequence
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

from qbtui import __version__

if TYPE_CHECKING:
    from qbtui.config.launch import Launch
    from qbtui.config.model import Config, Server
    from qbtui.ui.link import MakeClient


class Exit(IntEnum):
    """What the program returns to the shell."""

    OK = 0
    FAILURE = 1
    USAGE = 2
    CONFIGURATION = 3
    NO_TERMINAL = 4
    INTERRUPTED = 130


class _UsageError(Exception):
    """The arguments do not fit together."""


_EXIT_HELP = {
    Exit.OK: "the program was left as usual",
    Exit.FAILURE: "the program failed; a report was written, and its place printed",
    Exit.USAGE: "the arguments make no sense",
    Exit.CONFIGURATION: "the configuration is wrong, or the password command failed",
    Exit.NO_TERMINAL: "there is no terminal to draw on",
    Exit.INTERRUPTED: "it was interrupted",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code; `arguments` default to those of the process."""
    try:
        given = _parser().parse_args(arguments)
    except SystemExit as leaving:
        return int(leaving.code or 0)
    try:
        return _start(given, os.environ)
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last place where a failure can be told
        return _fail(_report(error), Exit.FAILURE)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="qbtui",
        description="Manage a qBittorrent server from the terminal.",
        epilog=_epilog(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "--url",
        help="address of the WebUI, such as http://localhost:8080; with --server, where to find the"
        " server of the profile, to which its password goes",
    )
    parser.add_argument("--username", help="user name of the WebUI")
    parser.add_argument("--server", metavar="NAME", help="server profile of the configuration")
    parser.add_argument("--config", metavar="FILE", type=Path, help="another configuration file")
    parser.add_argument(
        "--read-only", action="store_true", help="refuse everything that changes the server"
    )
    parser.add_argument(
        "--demo",
        type=_count,
        nargs="?",
        const=60,
        metavar="N",
        help="show the program on a simulated server, with N torrents; no network, no settings",
    )
    parser.add_argument("--version", action="version", version=f"qbtui {__version__}")
    return parser


def _epilog() -> str:
    codes = "\n".join(f"  {code.value:<4} {meaning}" for code, meaning in _EXIT_HELP.items())
    return (
        textwrap.dedent("""\
        environment:
          QBTUI_PASSWORD   password of the server to open
          QBTUI_CONFIG     another configuration file
          NO_COLOR         draw without colours

        There is no option for the password: other users could see it. Without one in
        QBTUI_PASSWORD or in the configuration, qbtui asks for it.

        exit codes:
        """)
        + codes
    )


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("a number of torrents from 1 on is wanted")
    return int(text)


def _start(given: argparse.Namespace, environ: Mapping[str, str]) -> int:
    from qbtui.config.model import ConfigError

    try:
        config = _config(given, environ)
        name, server = _server(given, config)
        if reason := _no_terminal(environ):
            return _fail(reason, Exit.NO_TERMINAL)
        if given.demo is not None:
            return _show(*_demonstration(given))
        return _show(_launch(given, environ, config, name, server))
    except ConfigError as error:
        return _fail(str(error), Exit.CONFIGURATION)
    except _UsageError as error:
        return _fail(str(error), Exit.USAGE)


def _config(given: argparse.Namespace, environ: Mapping[str, str]) -> Config:
    """Return the settings; a demonstration has none."""
    from qbtui.config.load import load
    from qbtui.config.model import Config

    if given.demo is None:
        return load(given.config, environ)
    if any((given.url, given.username, given.server, given.config)):
        raise _UsageError("--demo has a server and settings of its own")
    return Config()


def _launch(
    given: argparse.Namespace,
    environ: Mapping[str, str],
    config: Config,
    name: str | None,
    server: Server | None,
) -> Launch:
    from qbtui.config.launch import Launch
    from qbtui.config.password import resolve_password
    from qbtui.config.paths import config_file

    return Launch(
        config=config,
        config_path=given.config or config_file(environ),
        name=name,
        server=server,
        password=resolve_password(server, environ) if server else None,
        read_only=given.read_only or config.read_only,
    )


def _demonstration(given: argparse.Namespace) -> tuple[Launch, MakeClient]:
    from qbtui.demo import DemoClients, demo_launch

    return demo_launch(given.read_only), DemoClients(given.demo)


def _show(launch: Launch, make_client: MakeClient | None = None) -> int:
    _speak_utf8()
    # What a start makes stays: looking for garbage in it would only delay the first frame, after
    # which the main screen enables this again.
    gc.disable()
    try:
        from qbtui.ui.app import run

        return run(launch) if make_client is None else run(launch, make_client)
    finally:
        gc.enable()


def _server(given: argparse.Namespace, config: Config) -> tuple[str | None, Server | None]:
    """Return the server to open and the name of its profile, None where there is none.

    Raises:
        ConfigError: there is no profile of that name.
        _UsageError: the arguments do not fit together.
    """
    from msgspec.structs import replace

    from qbtui.config.model import Server

    if given.url is not None and given.server is None:
        server = _with_url(Server(url="localhost"), given.url)
        return None, replace(server, username=given.username or "")
    name = config.profile(given.server)
    if name is None:
        if given.username is not None:
            raise _UsageError("--username needs --url, or a server profile")
        return None, None
    server = config.servers[name]
    if given.url is not None:
        server = _with_url(server, given.url)
    if given.username not in (None, server.username):
        # What the profile holds lets in another user; a wrong password can get us banned.
        server = replace(
            server, username=given.username, password="", password_command="", api_key=""
        )
    return name, server


def _with_url(server: Server, url: str) -> Server:
    from msgspec.structs import replace

    try:
        return replace(server, url=url)
    except ValueError as error:
        raise _UsageError(f"--url: {error}") from None


def _no_terminal(environ: Mapping[str, str]) -> str:
    """Return why nothing can be drawn, "" when it can."""
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout)):
        return "needs a terminal: input and output must not be redirected"
    if environ.get("TERM") in (None, "", "dumb"):
        return "needs a terminal that can move its cursor; TERM is unset or dumb"
    return ""


def _speak_utf8() -> None:
    """Write UTF-8 whatever the locale says: frames and names need it, and terminals show it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _report(error: Exception) -> str:
    """Write a report of a failure for the user's eyes only, and return where it is."""
    import traceback

    from qbtui.config.paths import state_folder
    from qbtui.config.private import make_file

    lines = traceback.format_exception(error)
    try:
        handle, name = make_file(state_folder(), "crash-", ".txt")
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"qbtui {__version__}, Python {sys.version}\n\n{''.join(lines)}")
    except OSError:
        return f"failed, and no report could be written:\n{''.join(lines)}"
    return f"failed; the report is in {name}"


def _fail(message: str, code: Exit) -> Exit:
    print(f"qbtui: {message}", file=sys.stderr)
    return code
