"""Paths that a user named -> the reports there."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import UsageError

ENDINGS = (".md", ".pdf", ".txt")


@dataclass(frozen=True, slots=True)
class Found:
    """Reports to read, sorted, each with its path below the folder that was named ('/' between the parts); `messages` say what is left out."""

    reports: tuple[tuple[Path, str], ...]
    messages: tuple[str, ...] = ()


def find_reports(paths: Iterable[Path]) -> Found:
    """The reports that the paths name: files, and folders with all below them; a path named twice counts once.

    A text whose PDF stands beside it is left out, and a message says so. Two reports whose paths below their folders are the same get
    the folder's name before it. Raises UsageError where a path does not exist, is no report, or is a folder that holds none.
    """
    found: dict[Path, tuple[str, str]] = {}
    for path in paths:
        root = Path(os.path.abspath(path))
        for file in reports_of(Path(path), root):
            below = file.name if file == root else file.relative_to(root).as_posix()
            found.setdefault(file, (below, (root.parent if file == root else root).name))
    left_out = {path: pdf for path in found if (pdf := beside(path, found)) is not None}
    times = Counter(below for path, (below, _) in found.items() if path not in left_out)
    names = {path: f"{folder}/{below}" if times[below] > 1 and folder else below for path, (below, folder) in found.items()}
    reports = sorted(((path, names[path]) for path in found if path not in left_out), key=lambda pair: (pair[1], str(pair[0])))
    return Found(tuple(reports), tuple(sorted(f"{names[path]}: the same report as {names[pdf]}; the PDF is read" for path, pdf in left_out.items())))


def reports_of(path: Path, root: Path) -> Iterator[Path]:
    if not path.exists():
        raise UsageError(f"{path}: no such file or folder; check the path")
    if path.is_file():
        if path.suffix.lower() not in ENDINGS:
            raise UsageError(f"{path}: is no report; name files that end in .txt, .md or .pdf, or folders of them")
        yield root
        return
    files = [f for f in root.rglob("*") if f.suffix.lower() in ENDINGS and f.is_file() and not hidden(f.relative_to(root))]
    if not files:
        raise UsageError(f"{path}: holds no reports; put .txt, .md or .pdf files there or name another folder")
    yield from sorted(files)


def hidden(path: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in path.parts)


def beside(path: Path, found: dict[Path, tuple[str, str]]) -> Path | None:
    """The PDF of the same name in the same folder, for a text."""
    if path.suffix.lower() == ".pdf":
        return None
    return next((other for other in (path.with_suffix(".pdf"), path.with_suffix(".PDF")) if other in found), None)
