"""Blocks -> what a report says about itself: title, date, house, authors, ratings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from kg.model import Block, ReportFacts
from kg.reading.facts.dates import date_in_name, report_date
from kg.reading.words import ReadingWords


def read_facts(text: str, blocks: Sequence[Block], file: str, published: str | None, words: ReadingWords) -> ReportFacts:
    """What the cover, the side bar and the disclaimer say; the date falls back to the one in the file's name, then to `published`."""
    lines = [text[block.span.start : block.span.end] for block in blocks]
    cover = [line for line, block in zip(lines[:60], blocks, strict=False) if block.kind in ("side", "furniture", "title", "heading", "paragraph") and len(line) <= 80]
    date = report_date(cover, words)
    named = date_in_name(PurePosixPath(file).stem)
    source = "text" if date else "file name" if named else "option" if published else None
    return ReportFacts(title=title_of(lines, blocks), date=date or named or published, date_source=source)


def title_of(lines: Sequence[str], blocks: Sequence[Block]) -> str | None:
    """The title's lines, parted by a colon."""
    pieces = [" ".join(line.lstrip("# —–-").split()) for line, block in zip(lines, blocks, strict=True) if block.kind == "title"]
    return "：".join(pieces) or None
