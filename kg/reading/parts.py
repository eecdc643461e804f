"""Text -> parts: the lines and paragraphs that blocks are made of, before anyone says of what kind they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from unicodedata import east_asian_width

from kg.model import BlockKind, Span, Table
from kg.reading.words import NUMBERING

LINE = re.compile(r"[^\n\f]*[^\s\u3000][^\n\f]*")
BEGINS = re.compile(r"^(#{1,6}\s|>|\||[●■◆◇►▶▸▹□▌▍▎·•○◎★☆➢➤✓①-⑳❶-❿]|[-*–]\s|【|《.{1,40}》[:：]|https?://)")
ENDED = re.compile(r"[。！？!?；;：:.][”’」』)）]*$")
WIDEST = 150  # columns: nobody wraps lines by hand that are wider
SAMPLE = 4000  # lines that are looked at to find out how wide a text was wrapped


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, line or table to be. `kind` and `level` are what the layout knows already: tables, furniture, side bars, headings.

    `large` is set for type as large as titles have.
    """

    span: Span
    page: int = 1
    kind: BlockKind | None = None
    level: int = 0
    large: bool = False


def text_parts(text: str, tables: Sequence[Table]) -> list[Part]:
    """The parts of a text file in order: each table, each line, and lines that were wrapped by hand joined."""
    inside = [Span(table.row_spans[0].start, table.row_spans[-1].end) for table in tables]
    parts = list(merge_tables(text, inside))
    width = wrapped_width(text, [part for part in parts if part.kind is None])
    return parts if width is None else list(joined(text, parts, width))


def merge_tables(text: str, inside: Sequence[Span]) -> Iterator[Part]:
    at = 0
    for found in LINE.finditer(text):
        start, end = stripped(text, found.start(), found.end())
        while at < len(inside) and inside[at].end <= start:
            at += 1
        if at < len(inside) and inside[at].start <= start:
            if start == stripped(text, inside[at].start, inside[at].end)[0]:
                yield Part(inside[at], kind="table")
            continue
        yield Part(Span(start, end))


def stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """The borders without white space inside them."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def columns(text: str) -> int:
    """How many columns a line takes on a terminal: wide characters take two."""
    return len(text) + sum(1 for char in text if east_asian_width(char) in "WF")


def wrapped_width(text: str, lines: Sequence[Part]) -> int | None:
    """The width that the lines of prose were wrapped at, or None where each paragraph is one line."""
    widths = sorted(columns(text[line.span.start : min(line.span.end, line.span.start + 2 * WIDEST)]) for line in lines[:SAMPLE])
    widths = [width for width in widths if width > 30]
    if len(widths) < 6 or widths[-1] > WIDEST:
        return None
    width = widths[int(len(widths) * 0.95)]
    full = sum(1 for one in widths if one >= width - 6)
    return width if full >= len(widths) * 0.4 else None


def joined(text: str, parts: Sequence[Part], width: int) -> Iterator[Part]:
    """Join a line with the one before it where that one was full and its sentence goes on."""
    whole: Part | None = None
    last: Part | None = None
    for part in parts:
        if whole is not None and last is not None and goes_on(text, last, part, width):
            whole = replace(whole, span=Span(whole.span.start, part.span.end))
        else:
            if whole is not None:
                yield whole
            whole = part
        last = part
    if whole is not None:
        yield whole


def goes_on(text: str, before: Part, after: Part, width: int) -> bool:
    if before.kind or after.kind or text.count("\n", before.span.end, after.span.start) != 1:
        return False
    first, second = text[before.span.start : before.span.end], text[after.span.start : after.span.end]
    indented = text[text.rfind("\n", 0, after.span.start) + 1 : after.span.start]
    if ENDED.search(first) or BEGINS.match(second) or NUMBERING.match(second) or columns(indented) >= 4:
        return False
    word = re.match(r"[A-Za-z0-9.,'%$()\-/]+|.", second)
    return columns(first) + (columns(word[0]) if word else 1) >= width - 3
