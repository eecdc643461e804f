"""Files of a folder, replaced all together: a build that is cut off, or finds no room, leaves the old one whole.

The new files are written to `DIR/.staging`, `build.json` last; then each is renamed into place, `build.json` last. A staging folder that holds
`build.json` is complete: whoever finds one after a crash ends the renaming. One without it is thrown away.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from kg.errors import BuildFolderError, UsageError

MANIFEST = "build.json"
STAGING = ".staging"
TEXT = re.compile(r"texts/[0-9a-f]{64}\.txt")  # a text of some earlier build, whether a manifest names it or not


def open_folder(folder: Path) -> None:
    """Make sure that a build can be written there. Raises UsageError where a file stands in the way or the folder cannot be made."""
    above = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if not above.is_dir():
        raise UsageError(f"{folder}: cannot be a folder, {above} is a file; name another one with --out")
    if not os.access(above, os.W_OK | os.X_OK):
        raise UsageError(f"{folder}: {above} may not be written to; name another one with --out")


def replace_files(folder: Path, write: Callable[[Path], None]) -> None:
    """Let `write` fill an empty folder, its `build.json` last, and put what it wrote in the place of the build that was there.

    Files that no build wrote are left alone. Raises UsageError where the folder cannot be made, BuildFolderError where writing fails:
    then nothing has changed.
    """
    open_folder(folder)
    fresh = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        settle(folder)
        (folder / STAGING).mkdir()
        write(folder / STAGING)
    except OSError as error:
        discard(folder, fresh)
        raise BuildFolderError(f"{error.filename or folder}: cannot be written ({error.strerror or error}); {_advice(fresh)}") from error
    except BaseException:
        discard(folder, fresh)
        raise
    try:
        settle(folder)
    except KeyboardInterrupt:
        settle(folder)  # a moment's work: every new file is there
        raise
    except OSError as error:
        raise BuildFolderError(f"{error.filename or folder}: cannot be put in place ({error.strerror or error}); build again") from error


def settle(folder: Path) -> None:
    """End what a build that was cut off had begun: put a complete staging folder in place, throw an incomplete one away."""
    staging = folder / STAGING
    if not staging.is_dir():
        return
    if (staging / MANIFEST).is_file():
        names = read_names(staging)
        stale = old_names(folder) - set(names)
        for name in names:
            if (staging / name).is_file():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                os.replace(staging / name, folder / name)
        for name in sorted(stale):
            (folder / name).unlink(missing_ok=True)
        os.replace(staging / MANIFEST, folder / MANIFEST)
    shutil.rmtree(staging)


def discard(folder: Path, fresh: bool) -> None:
    """Throw a staging folder away, and the folder itself where this build made it."""
    shutil.rmtree(folder / STAGING, ignore_errors=True)
    if fresh and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def read_names(folder: Path) -> list[str]:
    """The files that a folder's `build.json` lists, none outside the folder. Raises ValueError where it is damaged."""
    files = json.loads((folder / MANIFEST).read_text("utf-8"))["files"]
    return sorted(name for name in files if not name.startswith("/") and ".." not in name.split("/"))


def old_names(folder: Path) -> set[str]:
    """What earlier builds wrote there."""
    texts = {f"texts/{path.name}" for path in (folder / "texts").glob("*.txt")}
    try:
        listed = set(read_names(folder))
    except (OSError, ValueError, KeyError, TypeError):
        listed = set()
    return listed | {name for name in texts if TEXT.fullmatch(name)}


def _advice(fresh: bool) -> str:
    return "make room or name another folder with --out" + ("" if fresh else "; the build that was there is still whole")
