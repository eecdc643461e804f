"""Grids -> rows of text: one line a row, its cells parted by tabs, with the place of each character."""

from __future__ import annotations

from kg.model import Cell, Line, Span, Table
from kg.reading.grids_values import Grid, GridCell, joined_pieces


def lay_grid(grid: Grid, start: int, number: int = 1) -> tuple[str, Table, tuple[Line, ...]]:
    """The grid's text as it must stand at `start` in the document, the table with spans into it, and the lines of its pieces.

    The text has no line break at its end. A merged cell's words stand once; its other places repeat text and span.
    """
    texts: list[str] = []
    rows: list[tuple[Cell, ...]] = []
    spans: list[Span] = []
    lines: list[Line] = []
    at = start
    for row in grid.rows:
        text, cells, pieces = lay_row(grid.page, row, at, rows[-1] if rows else ())
        texts.append(text)
        rows.append(cells)
        lines += pieces
        spans.append(Span(at, at + len(text)))
        at += len(text) + 1
    return "\n".join(texts), Table(number, tuple(rows), tuple(spans), page=grid.page, cut=grid.cut), tuple(lines)


def lay_row(page: int, row: tuple[GridCell, ...], start: int, above: tuple[Cell, ...]) -> tuple[str, tuple[Cell, ...], list[Line]]:
    text, cells, lines = "", list[Cell](), list[Line]()
    for column, cell in enumerate(row):
        text += "\t" if column else ""
        if cell.merged and (owner := covering(column, cells, above, cell)):
            cells.append(owner)
            continue
        words, starts = joined_pieces(cell.pieces)
        at = start + len(text)
        cells.append(Cell(words, Span(at, at + len(words))))
        for piece, offset in zip(cell.pieces, starts, strict=True):
            lines.append(Line(Span(at + offset, at + offset + len(piece.text)), page, piece.top, piece.bottom, piece.edges))
        text += words
    return text, tuple(cells), lines


def covering(column: int, cells: list[Cell], above: tuple[Cell, ...], cell: GridCell) -> Cell | None:
    """The laid cell whose words a merged place repeats: the one to the left, else the one above; None where neither says them."""
    words = cell.text
    if cells and cells[-1].text == words:
        return cells[-1]
    return above[column] if column < len(above) and above[column].text == words else None
