"""What every reader of a table needs to know beside its rows, and how it says where a cell stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import CellEvidence, Document, Entity, Money, Number, Qualifier, Span, Statement, Table, regions_of
from kg.tables.figures import Unit, read_unit
from kg.tables.heads import BRACKETED
from kg.tables.naming import Names
from kg.tables.times import Time, find_time
from kg.tables.words import TableWords

LONGEST_QUOTE = 400  # characters; longer rows are quoted from a cell before the one in question


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A cell that nothing was made of, and why."""

    table: int
    row: int
    column: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Context:
    """A document's table with the words and names to read it by."""

    document: Document
    table: Table
    words: TableWords
    names: Names

    @property
    def published(self) -> str | None:
        return self.document.facts.date

    @property
    def caption(self) -> str:
        span = self.table.caption
        return self.document.text[span.start : span.end] if span else ""

    @property
    def note(self) -> str:
        span = self.table.note
        return self.document.text[span.start : span.end] if span else ""

    def caption_time(self) -> Time:
        """The day or period that the caption names."""
        return find_time(re.sub(r"^\s*(图表|表|图)\s*\d+", "", unicodedata.normalize("NFKC", self.caption)), self.published)[0]

    def caption_unit(self) -> Unit:
        """The unit in the caption's brackets or after 单位."""
        return next((unit for part in self.caption_parts() if (unit := read_unit(part, self.words, free=False))), Unit())

    def caption_parts(self) -> Iterator[str]:
        plain = unicodedata.normalize("NFKC", self.caption)
        for found in BRACKETED.finditer(plain):
            yield from (part.strip() for part in re.split(r"[,，;；]", found.group(1)) if part.strip())
        if said := re.search(r"单位\s*[:：]\s*([^\s,，;；)）]+)", plain):
            yield said.group(1)

    def evidence(self, row: int, column: int) -> CellEvidence:
        """The row of the cell as the quote; rows and columns count from 0 here, from 1 in the evidence."""
        table, text = self.table, self.document.text
        span = table.row_spans[row]
        if span.end - span.start > LONGEST_QUOTE:
            cell = table.rows[row][column].span
            span = Span(max(span.start, cell.end - LONGEST_QUOTE), cell.end)
        line = text[span.start : span.end]
        span = Span(span.start + len(line) - len(line.lstrip()), span.start + len(line.rstrip()))
        page = next((p.number for p in self.document.pages if p.width and p.span.start <= span.start < p.span.end), None)
        regions = regions_of(self.document.lines, span)
        page = regions[0].page if regions else page
        return CellEvidence(text[span.start : span.end], span.start, span.end, page, regions, table.number, row + 1, column + 1)

    def left_out(self, row: int, column: int, reason: str) -> LeftOut:
        return LeftOut(self.table.number, row + 1, column + 1, self.table.rows[row][column].text, reason)

    def statement(
        self,
        subject: Entity,
        predicate: str,
        place: tuple[int, int],
        *,
        object_: Entity | None = None,
        value: Number | None = None,
        currency: str | None = None,
        **qualifiers: Qualifier | None,
    ) -> Statement:
        """An asserted statement whose evidence is the row of the cell at `place`; qualifiers that are None are left out."""
        return Statement(
            report=self.document.file,
            report_id=self.document.hash,
            subject=subject,
            predicate=predicate,
            object=object_,
            value=value,
            currency=currency,
            qualifiers=tuple(sorted((name, given) for name, given in qualifiers.items() if given is not None)),
            evidence=(self.evidence(*place),),
            extractors=("tables",),
        )


def money(value: Number, currency: str | None) -> Money | None:
    return Money(value, currency) if currency else None
