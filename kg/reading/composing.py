"""Paragraphs -> the text of a PDF, with the place of each character."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.model import Line, Page, Span, Table
from kg.reading.grids import Grid, joined_tables, lay_grid
from kg.reading.inkvalues import InkPage
from kg.reading.paragraphs import Paragraph, Row
from kg.reading.parts import Part
from kg.reading.turning import turning

SOFT_HYPHEN = "\u00ad"
WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")


@dataclass(slots=True)
class Composition:
    """What has been composed so far."""

    pages: Sequence[InkPage]
    words: frozenset[str]
    text: list[str] = field(default_factory=list)
    length: int = 0
    parts: list[Part] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.text.append(text)
        self.length += len(text)


Composed = tuple[str, tuple[Page, ...], list[Part], tuple[Line, ...], tuple[Table, ...]]


def compose(paragraphs: Sequence[Paragraph], pages: Sequence[InkPage]) -> Composed:
    """The text, one block a line (a table's rows one each), with its pages, parts, lines and tables."""
    words = frozenset(word.casefold() for p in paragraphs for row in p.rows for word in WORD.findall(row.text[:-1]))
    made = Composition(pages, words)
    for p in paragraphs:
        if made.length:
            made.add("\n")
        start = made.length
        if p.grid is not None and p.grid.grid is not None:
            add_grid(made, p.grid.grid)
        else:
            add_rows(made, p.rows)
        made.parts.append(Part(Span(start, made.length), p.page, p.kind, p.level, p.large))
    text = "".join(made.text)
    lines = tuple(piece for line in made.lines for piece in turned_back(line, pages))
    return text, page_spans(made, pages), made.parts, lines, joined_tables(text, made.tables, made.grids)


def add_grid(made: Composition, grid: Grid) -> None:
    text, table, lines = lay_grid(grid, made.length, len(made.tables) + 1)
    made.add(text)
    made.tables.append(table)
    made.grids.append(grid)
    made.lines += lines


def add_rows(made: Composition, rows: Sequence[Row]) -> None:
    for at, row in enumerate(rows):
        text, edges = row.text, row.edges
        following = rows[at + 1].text if at + 1 < len(rows) else ""
        if following and (text.endswith(SOFT_HYPHEN) or is_broken_word(text, following, made.words)):
            text, edges = text[:-1], (*edges[:-2], edges[-1])
        if SOFT_HYPHEN in text:
            kept = [n for n, char in enumerate(text) if char != SOFT_HYPHEN]
            text, edges = "".join(text[n] for n in kept), (*(edges[n] for n in kept), edges[-1])
        strip = row.strip
        made.lines.append(Line(Span(made.length, made.length + len(text)), row.page, strip.top, strip.bottom, edges))
        made.add(text)
        if following and text == row.text and needs_space(text[-1], following[0]):
            made.add(" ")


def needs_space(before: str, after: str) -> bool:
    """Whether words of two lines need a space between them: Latin ones do, but not after a hyphen or slash; so do Latin marks before Chinese."""
    if before in ".,;:!?" and not after.isascii():
        return True
    return before.isascii() and after.isascii() and before not in "-/(" and after not in "-/),.;:%"


def is_broken_word(text: str, following: str, words: frozenset[str]) -> bool:
    """Whether the hyphen at a line's end was put there by the typesetter: the word stands whole elsewhere, or neither it nor its halves do."""
    first, second = re.search(r"([A-Za-z]{2,})-$", text), re.match(r"[a-z]{2,}", following)
    if not first or not second or re.search(r"[@/.\d][A-Za-z]*-$", text):
        return False
    whole, hyphened = (first[1] + second[0]).casefold(), f"{first[1]}-{second[0]}".casefold()
    if whole in words or hyphened in words:
        return whole in words
    return first[1].islower() and not {first[1].casefold(), second[0].casefold()} & words


def page_spans(made: Composition, pages: Sequence[InkPage]) -> tuple[Page, ...]:
    """The part of the text that begins on each page; it goes on to where the next page begins."""
    first: dict[int, int] = {}
    for line in made.lines:
        first[line.page] = min(first.get(line.page, line.span.start), line.span.start)
    starts, at = [], made.length
    for page in reversed(pages):
        at = min(at, first.get(page.number, at))
        starts.append(at)
    starts = [*reversed(starts), made.length]
    starts[0] = 0
    return tuple(Page(p.number, Span(starts[n], starts[n + 1]), round(p.width, 2), round(p.height, 2), p.scanned) for n, p in enumerate(pages))


def turned_back(line: Line, pages: Sequence[InkPage]) -> list[Line]:
    """The line as it stands on the page that is shown: on a page whose type lies on its side each character is a line."""
    page = next(p for p in pages if p.number == line.page)
    if not page.turn:
        return [line]
    sideways = page.turn % 2
    width, height = (page.height, page.width) if sideways else (page.width, page.height)
    box = turning(4 - page.turn, width, height)
    found = []
    for at in range(line.span.end - line.span.start):
        left, top, right, bottom = box((line.edges[at], line.top, line.edges[at + 1], line.bottom))
        found.append(Line(Span(line.span.start + at, line.span.start + at + 1), line.page, top, bottom, (left, right)))
    return found
