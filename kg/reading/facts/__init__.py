"""Blocks -> what a report says about itself: title, date, house, authors, ratings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from kg.model import Block, Named, ReportFacts
from kg.reading.facts.dates import date_in_name, report_date, week_end
from kg.reading.facts.houses import publisher
from kg.reading.facts.lines import cover_lines, fact_lines
from kg.reading.facts.people import authors
from kg.reading.facts.ratings import ratings
from kg.reading.words import ReadingWords


def read_facts(text: str, seen: str, blocks: Sequence[Block], file: str, published: str | None, words: ReadingWords) -> ReportFacts:
    """What the cover, the side bar and the disclaimer say; the date falls back to the one in the file's name, then to `published`.

    `seen` is the text in simplified characters, each in its place: facts are found there, names are given as they stand.
    """
    lines = fact_lines(seen, blocks)
    cover = cover_lines(lines)
    date = report_date([line.text for line in cover], words) or week_end([line.text for line in cover], seen)
    named = date_in_name(PurePosixPath(file).stem)
    source = "text" if date else "file name" if named else "option" if published else None
    people = tuple(as_it_stands(author, text) for author in authors(cover, words))
    return ReportFacts(title_of(text, blocks), date or named or published, source, publisher(lines, words), people, ratings(lines, cover, words))


def as_it_stands(named: Named, text: str) -> Named:
    said = text[named.span.start : named.span.end]
    return Named(said if said.isascii() else "".join(said.split()), named.span)


def title_of(text: str, blocks: Sequence[Block]) -> str | None:
    """The title's lines, parted by a colon."""
    lines = (text[block.span.start : block.span.end] for block in blocks if block.kind == "title")
    return "：".join(" ".join(line.lstrip("# —–-").split()) for line in lines) or None
