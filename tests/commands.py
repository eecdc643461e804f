"""The command, run in this process or in one of its own, and what it leaves."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path
from typing import NamedTuple

from kg.cli import main

EXAMPLES = Path(__file__).parent.parent / "examples" / "reports"


class Ran(NamedTuple):
    """Exit status, standard output, standard error."""

    status: int
    out: str
    err: str


def kg(*words: object) -> Ran:
    """Run `kg` with these words."""
    out, err = io.StringIO(), io.StringIO()
    status = 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main([str(word) for word in words])
        except SystemExit as end:
            status = int(end.code or 0)
    return Ran(status, out.getvalue(), err.getvalue())


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
