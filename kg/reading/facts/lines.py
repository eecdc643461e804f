"""Lines of a document with where they stand: what the facts are looked for in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kg.model import Block, BlockKind, Span

COVER = 45  # blocks; people, ratings and dates further down are somebody else's
LONGEST = 120  # characters of a line that says such things


class FactLine(NamedTuple):
    """A block's text and where it begins."""

    text: str
    start: int
    kind: BlockKind
    page: int

    def span(self, start: int, end: int) -> Span:
        return Span(self.start + start, self.start + end)


def fact_lines(text: str, blocks: Sequence[Block]) -> list[FactLine]:
    return [FactLine(text[b.span.start : b.span.end], b.span.start, b.kind, b.page) for b in blocks]


def cover_lines(lines: Sequence[FactLine]) -> list[FactLine]:
    """Short lines of the first page: its first blocks and its side bar."""
    first = [line for n, line in enumerate(lines) if n < COVER or (line.page == 1 and lines[-1].page > 1)]
    return [line for line in first if line.kind not in ("table", "disclaimer", "contents", "caption", "note") and len(line.text) <= LONGEST]
