"""Lines of glyphs -> columns and cells: what stands apart on a line, and under what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.reading.grids_glyphs import overlapping_lines, pieces_of
from kg.reading.grids_values import Glyph, GridCell

CELL_GAP = 0.62  # of a glyph's height: a wider gap parts two cells
NARROWEST_GAP = 2.5  # points
NEAR = 0.93  # of the least distance of two rows: a wrapped line is nearer to its own row
NEAR_ALONE = 0.75  # of the distance of two rows with wrapped lines between them


@dataclass(frozen=True, slots=True)
class Segment:
    """Glyphs of a row without a wide gap between them."""

    left: float
    right: float
    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        return GridCell(pieces_of(self.glyphs)).text


@dataclass(frozen=True, slots=True)
class Stretch:
    """The width that a column's cells take."""

    left: float
    right: float


def row_segments(line: Sequence[Glyph]) -> list[Segment]:
    """The parts of a row (that may be several visual lines high) between which no glyph stands."""
    parts: list[list[Glyph]] = []
    reach = 0.0
    for glyph in sorted(line, key=lambda g: (g.left, g.top)):
        gap = max(CELL_GAP * (glyph.bottom - glyph.top), NARROWEST_GAP)
        if parts and glyph.left - reach <= gap:
            parts[-1].append(glyph)
        else:
            parts.append([glyph])
        reach = max(reach, glyph.right) if len(parts[-1]) > 1 else glyph.right
    return [Segment(part[0].left, max(g.right for g in part), tuple(part)) for part in parts]


def table_lines(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """The rows among glyphs: lines that overlap in height, and lines of few parts with the full line near by that they are wrapped from."""
    lines = overlapping_lines(glyphs)
    counts = [len(row_segments(line)) for line in lines]
    full = [at for at, count in enumerate(counts) if count * 2 > max(counts)]
    middles = [(min(g.top for g in line) + max(g.bottom for g in line)) / 2 for line in lines]
    steps = [middles[b] - middles[a] for a, b in pairwise(full)]
    near = min((middles[b] - middles[a] for a, b in pairwise(full) if b == a + 1), default=NEAR_ALONE * min(steps, default=0.0))
    rows = {at: list(lines[at]) for at in full}
    for at, line in enumerate(lines):
        if at in rows:
            continue
        home = min(full, key=lambda other: abs(middles[other] - middles[at]))
        if abs(middles[home] - middles[at]) <= NEAR * near:
            rows[home] += line
        else:
            rows[at] = list(line)
    return [rows[at] for at in sorted(rows)]


def columns_of(body: Sequence[Sequence[Glyph]], header: Sequence[Sequence[Glyph]]) -> list[Stretch]:
    """Columns from left to right: what overlaps in the body's rows is one; a header's word above none of them is a column of its own."""
    spans = sorted((segment.left, segment.right) for line in body for segment in row_segments(line))
    columns: list[Stretch] = []
    for left, right in spans:
        if columns and left < columns[-1].right:
            columns[-1] = Stretch(columns[-1].left, max(columns[-1].right, right))
        else:
            columns.append(Stretch(left, right))
    for line in header:
        for segment in row_segments(line):
            if not covered(segment, columns):
                columns.append(Stretch(segment.left, segment.right))
    return sorted(columns, key=lambda column: column.left)


def covered(segment: Segment, columns: Sequence[Stretch]) -> list[int]:
    """The columns that a segment stands over or under."""
    return [at for at, column in enumerate(columns) if segment.left < column.right and column.left < segment.right]


def aligned_rows(lines: Sequence[Sequence[Glyph]], columns: Sequence[Stretch], *, header: bool) -> tuple[tuple[GridCell, ...], ...]:
    """One row a line; a header's lines are one row unless a word of it stands over several columns: then it stands in each of them."""
    placed = [placed_segments(line, columns) for line in lines]
    if header and not any(len(over) > 1 for row in placed for _, over in row):
        placed = [[pair for row in placed for pair in row]] if placed else []
    return tuple(grid_row(row, len(columns)) for row in placed)


def placed_segments(line: Sequence[Glyph], columns: Sequence[Stretch]) -> list[tuple[Segment, list[int]]]:
    placed = []
    for segment in row_segments(line):
        over = covered(segment, columns)
        if not over:
            nearest = min(range(len(columns)), key=lambda at: abs(columns[at].left + columns[at].right - segment.left - segment.right))
            over = [nearest]
        placed.append((segment, over))
    return placed


def grid_row(row: list[tuple[Segment, list[int]]], width: int) -> tuple[GridCell, ...]:
    glyphs: list[list[Glyph]] = [[] for _ in range(width)]
    repeats: dict[int, int] = {}
    for segment, over in row:
        glyphs[over[0]] += segment.glyphs
        repeats |= dict.fromkeys(over[1:], over[0])
    cells = [GridCell(pieces_of(found)) for found in glyphs]
    return tuple(GridCell(cells[repeats[at]].pieces, True) if at in repeats and not cell.pieces else cell for at, cell in enumerate(cells))
