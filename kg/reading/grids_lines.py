"""Lines of text -> tables: rows of pipes, of tabs, of columns parted by two spaces or more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from kg.model import Cell, Span, Table

LEADER = re.compile(r"(\.{3,}|…{2,}|·{4,})\s*\d*\s*$")  # the dots of a list of contents
DASHES = re.compile(r"^[\s|:\-—=+]*$")
MARKDOWN = " \t\u3000*`"  # of bold and code words, beside white space
GAP = re.compile(r"(?:[ \u00a0]{2,}|\u3000+)")
FIGURE = re.compile(r"^[+\-−–(（]?[\d.,]+\s*(%|％|[)）])?$|^[—–\-]+$|^N/?A$", re.I)
FEWEST_ALIGNED = 3  # rows; two lines with wide gaps are more often a letterhead than a table


def line_spans(text: str) -> tuple[Span, ...]:
    """The lines of a text without their breaks."""
    return tuple(Span(found.start(), found.end()) for found in re.finditer(r"[^\n]+", text))


def line_tables(text: str, lines: Sequence[Span]) -> tuple[Table, ...]:
    """Runs of lines of one kind that follow each other without a blank line, as tables; without captions."""
    tables: list[Table] = []
    for kind, run in runs(text, lines):
        rows = [(span, row_cells(text, span, kind)) for span in run if not (kind == "pipe" and DASHES.match(text[span.start : span.end]))]
        rows = [(span, cells) for span, cells in rows if any(cell.text for cell in cells)]
        if is_table(kind, [cells for _, cells in rows]):
            tables.append(Table(len(tables) + 1, tuple(cells for _, cells in rows), tuple(span for span, _ in rows)))
    return tuple(tables)


def runs(text: str, lines: Sequence[Span]) -> Iterator[tuple[str, list[Span]]]:
    """Neighbouring lines (a single line break between them) of the same kind."""
    number, last = 0, -2
    keyed = []
    for span in lines:
        number += span.start - last > 2 or "\n" not in text[max(last, 0) : span.start]
        keyed.append(((number, line_kind(text[span.start : span.end])), span))
        last = span.end
    for (_, kind), group in groupby(keyed, key=lambda pair: pair[0]):
        if kind:
            yield kind, [span for _, span in group]


def line_kind(line: str) -> str:
    if line.lstrip().startswith("|") and line.count("|") >= 2:
        return "pipe"
    if "\t" in line.rstrip() or ("\t" in line and line.strip()):
        return "" if LEADER.search(line.split("\t", maxsplit=1)[0]) else "tab"
    return "space" if len(GAP.split(line.strip())) >= 3 else ""


def row_cells(text: str, span: Span, kind: str) -> tuple[Cell, ...]:
    """The cells between pipes, tabs or gaps, each stripped, with where it stands."""
    line, start = text[span.start : span.end], span.start
    if kind == "pipe":
        first = line.index("|") + 1
        last = line.rstrip().rindex("|") if line.rstrip().endswith("|") else len(line)
        line, start = line[first:last], start + first
    parter = {"pipe": r"\|", "tab": r"\t", "space": GAP.pattern}[kind]
    if kind == "space":
        start, line = start + len(line) - len(line.lstrip()), line.strip()
    marks = MARKDOWN if kind == "pipe" else None
    cells, at = [], 0
    for found in re.finditer(parter, line):
        cells.append(cell_at(line, at, found.start(), start, marks))
        at = found.end()
    cells.append(cell_at(line, at, len(line), start, marks))
    return tuple(cells)


def cell_at(line: str, start: int, end: int, offset: int, marks: str | None) -> Cell:
    raw = line[start:end]
    text = raw.strip(marks)
    begin = offset + start + (len(raw) - len(raw.lstrip(marks)) if text else 0)
    return Cell(text, Span(begin, begin + len(text)))


def is_table(kind: str, rows: list[tuple[Cell, ...]]) -> bool:
    if len(rows) < 2 or is_contents([[cell.text for cell in cells] for cells in rows]):
        return False
    widest = max(sum(1 for cell in cells if cell.text) for cells in rows)
    if kind != "space":
        return widest >= 2
    figures = sum(1 for cells in rows[1:] for cell in cells[1:] if FIGURE.match(cell.text))
    return len(rows) >= FEWEST_ALIGNED and len({len(cells) for cells in rows}) == 1 and figures * 2 >= sum(len(cells) - 1 for cells in rows[1:])


def is_contents(rows: list[list[str]]) -> bool:
    """Two columns, the second page numbers that never fall, the first words."""
    filled = [[text for text in texts if text] for texts in rows]
    filled = [cells for cells in filled if cells]
    if not filled or any(len(cells) != 2 or not cells[1].isdigit() for cells in filled):
        return False
    pages = [int(cells[1]) for cells in filled]
    return pages == sorted(pages) and max(pages) < 300 and not any(FIGURE.match(cells[0]) for cells in filled)
