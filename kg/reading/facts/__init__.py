"""Blocks -> what a report says about itself: title, date, house, authors, ratings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from kg.model import Block, ReportFacts
from kg.reading.facts.dates import date_in_name, report_date
from kg.reading.facts.houses import publisher
from kg.reading.facts.lines import FactLine, cover_lines, fact_lines
from kg.reading.facts.people import authors
from kg.reading.facts.ratings import ratings
from kg.reading.words import ReadingWords


def read_facts(text: str, blocks: Sequence[Block], file: str, published: str | None, words: ReadingWords) -> ReportFacts:
    """What the cover, the side bar and the disclaimer say; the date falls back to the one in the file's name, then to `published`."""
    lines = fact_lines(text, blocks)
    cover = cover_lines(lines)
    date = report_date([line.text for line in cover], words)
    named = date_in_name(PurePosixPath(file).stem)
    source = "text" if date else "file name" if named else "option" if published else None
    return ReportFacts(title_of(lines), date or named or published, source, publisher(lines, words), authors(cover, words), ratings(lines, cover, words))


def title_of(lines: Sequence[FactLine]) -> str | None:
    """The title's lines, parted by a colon."""
    pieces = [" ".join(line.text.lstrip("# —–-").split()) for line in lines if line.kind == "title"]
    return "：".join(pieces) or None
