"""Folders and files that nobody but the user can read, whatever the umask is.

What is to be written, and where, is known elsewhere.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def make_file(folder: Path, prefix: str, suffix: str) -> tuple[int, Path]:
    """Make a file of a new name in `folder`, and return its descriptor and its path.

    The folder is made first where it is missing, and so are those that it is in.

    Raises:
        OSError: it cannot be made.
    """
    _make_folder(folder)
    handle, name = tempfile.mkstemp(prefix=prefix, suffix=suffix, dir=folder)
    # An umask may have taken away what is the user's own.
    os.fchmod(handle, 0o600)
    return handle, Path(name)


def _make_folder(folder: Path) -> None:
    # What `mkdir` makes on the way to a folder has the mode that the umask leaves.
    for missing in reversed([each for each in (folder, *folder.parents) if not each.exists()]):
        missing.mkdir(mode=0o700, exist_ok=True)
        missing.chmod(0o700)
