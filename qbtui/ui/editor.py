"""Shows text in the user's own editor, which has the terminal meanwhile."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from textual.app import App, SuspendNotSupported

from qbtui.text import enter
from qbtui.ui.terminal import lend

VARIABLES = ("VISUAL", "EDITOR")
FALLBACK = "vi"
"""What most systems have where the user names no editor."""
ADVICE = f"Set {' or '.join(VARIABLES)} to the command that starts your editor."
KEYS = (signal.SIGINT, signal.SIGQUIT)
"""What ctrl+c and ctrl+\\ send to all that has the terminal."""
OWN_FOLDER, OWN_FILE = 0o700, 0o400
"""Nothing is made of what is changed: the editor is to say that it may only read."""


def show(app: App[Any], text: str, name: str) -> str | None:
    """Open `text` as a file called `name`, and return in words why that failed, if it did.

    Nobody else can read the file, and it is gone when the editor ends.
    """
    editor = next(filter(str.strip, map(_variable, VARIABLES)), FALLBACK)
    try:
        with _file(text, name) as file:
            return _edit(app, editor, file)
    except SuspendNotSupported:
        return "The editor needs the terminal, which cannot be lent"
    except OSError as error:
        return f"There is no file for the editor: {error.strerror}"


def _variable(name: str) -> str:
    return os.environ.get(name, "")


@contextmanager
def _file(text: str, name: str) -> Iterator[Path]:
    """Yield a file for the time of the block.

    Raises:
        OSError: it cannot be written.
    """
    with TemporaryDirectory(prefix="qbtui-", ignore_cleanup_errors=True) as folder:
        # What the user's mask has taken away is needed here.
        Path(folder).chmod(OWN_FOLDER)
        file = Path(folder, name)
        file.write_text(text, encoding="utf-8", errors="replace")
        file.chmod(OWN_FILE)
        yield file


def _edit(app: App[Any], editor: str, file: Path) -> str | None:
    """Run an editor on a file, and return in words why that failed, if it did.

    Raises:
        SuspendNotSupported: the terminal cannot be lent.
    """
    try:
        command = [*shlex.split(editor), str(file)]
        code = lend(app, lambda: _run(command))
    except KeyboardInterrupt:
        # It came before the editor did.
        return None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        return f"The editor cannot be run\n{enter(editor)}: {reason}.\n{ADVICE}"
    if code < 0:
        return f"The editor was ended by signal {-code}: {enter(editor)}"
    return f"The editor failed with exit code {code}: {enter(editor)}" if code else None


def _run(command: Sequence[str]) -> int:
    """Run a program to its end, and return its exit code, or the negative signal that ended it.

    Raises:
        OSError: it cannot be run.
    """
    # They are for the editor, which does not inherit this as it would that they are ignored.
    before = {number: signal.signal(number, lambda *_arguments: None) for number in KEYS}
    try:
        return subprocess.run(command, check=False).returncode  # noqa: S603 - the user's own
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
