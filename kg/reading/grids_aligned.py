"""Glyphs -> grids without upright lines: three-line tables, and columns of figures that only stand under one another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from kg.reading.grids_cells import Stretch, aligned_rows, columns_of, row_segments, table_lines
from kg.reading.grids_glyphs import overlapping_lines
from kg.reading.grids_lines import FIGURE
from kg.reading.grids_ruled import Wall, merged_walls
from kg.reading.grids_values import Glyph, Grid, GridCell, Ruling

SHORTEST_RULE = 60.0  # points
SAME_END = 8.0  # points: rules of one table end at the same places
MOSTLY = 0.6  # of the lines between two rules that must fall into columns
FEWEST_ROWS = 3  # of a table without any rule
NEAR_RULE = 30.0  # points: a header without a rule above it is no higher
LEVEL = 8.0  # points, twice a height: glyphs of one line fall into one or two such levels
FARTHEST = 2.2  # of the usual distance of its rows: what stands farther off is not in the table


def aligned_grids(glyphs: Sequence[Glyph], rulings: Sequence[Ruling], page: int = 1) -> tuple[Grid, ...]:
    """Three-line tables between rules of one width, then runs of lines that fall into three columns or more, mostly of figures.

    A table that goes on in the next column of the page is two grids, the first of them its header.
    """
    walls = merged_walls(Wall((r.top + r.bottom) / 2, r.left, r.right) for r in rulings if r.horizontal)
    grids: list[Grid] = []
    left = list(glyphs)
    runs = rule_runs([wall for wall in walls if wall.end - wall.start >= SHORTEST_RULE], left)
    for run in runs:
        found = banded_grids(run, left, page) if len(run) >= 3 else broken_grids(run, runs, left, page)
        grids += found
        left = [glyph for glyph in left if not any(grid.holds(glyph) for grid in found)]
    return (*grids, *bare_grids(left, page))


def rule_runs(walls: list[Wall], glyphs: Sequence[Glyph]) -> list[list[Wall]]:
    """Rules of one width that have only lines in columns between them, each run from top to bottom."""
    found: list[list[Wall]] = []
    for wall in sorted(walls):
        for run in found:
            if same_width(run[-1], wall, 0.0) and in_columns(table_lines(between(run[-1], wall, glyphs))):
                run.append(wall)
                break
        else:
            found.append([wall])
    return found


def same_width(one: Wall, other: Wall, shift: float) -> bool:
    return abs(one.start + shift - other.start) <= SAME_END and abs(one.end + shift - other.end) <= SAME_END


def between(upper: Wall, lower: Wall, glyphs: Sequence[Glyph]) -> list[Glyph]:
    left, right = min(upper.start, lower.start) - 1, max(upper.end, lower.end) + 1
    return [g for g in glyphs if upper.at < (g.top + g.bottom) / 2 < lower.at and left <= (g.left + g.right) / 2 <= right]


def in_columns(lines: list[list[Glyph]]) -> bool:
    return bool(lines) and sum(1 for line in lines if len(row_segments(line)) >= 2) >= MOSTLY * len(lines)


def banded_grids(walls: list[Wall], glyphs: Sequence[Glyph], page: int) -> list[Grid]:
    """The lines above the second rule are the header, those of the other bands the rows.

    Where figures stand above that rule, the header is the line over the first.
    """
    bands = [table_lines(between(upper, lower, glyphs)) for upper, lower in pairwise(walls)]
    body = [line for band in bands[1:] for line in band]
    columns = columns_of(body, bands[0])
    if len(columns) < 2 or not body:
        return []
    if any(is_figured(line) for line in bands[0]) and (above := line_above(walls[0], len(columns), glyphs)):
        rows = (*aligned_rows([above], columns, header=True), *aligned_rows([*bands[0], *body], columns, header=False))
        top = min(g.top for g in above)
        return [Grid(page, min(w.start for w in walls), top, max(w.end for w in walls), walls[-1].at, tuple(c.left for c in columns), rows)]
    rows = (*aligned_rows(bands[0], columns, header=True), *aligned_rows(body, columns, header=False))
    return [Grid(page, min(w.start for w in walls), walls[0].at, max(w.end for w in walls), walls[-1].at, tuple(c.left for c in columns), rows)]


def line_above(rule: Wall, columns: int, glyphs: Sequence[Glyph]) -> list[Glyph] | None:
    """The line right above a rule where it falls into as many columns, but for one."""
    lines = table_lines(between(Wall(rule.at - NEAR_RULE, rule.start, rule.end), rule, glyphs))
    return lines[-1] if lines and len(row_segments(lines[-1])) >= max(2, columns - 1) else None


def broken_grids(run: list[Wall], runs: list[list[Wall]], glyphs: Sequence[Glyph], page: int) -> list[Grid]:
    """A header between two rules at the foot of a column, and the rows above a rule of the same width at the head of the next."""
    if len(run) != 2:
        return []
    for foot in (other[-1] for other in runs if len(other) <= 2 and other[0].start > run[0].end and other[-1].at < run[0].at):
        shift = foot.start - run[0].start
        body = lines_above(foot, glyphs)
        header = table_lines(between(run[0], run[1], glyphs))
        moved = [[g._replace(left=g.left + shift, right=g.right + shift) for g in line] for line in header]
        columns = columns_of(body, moved)
        if same_width(run[0], foot, shift) and len(columns) >= 2 and in_columns(body):
            back = [Stretch(c.left - shift, c.right - shift) for c in columns]
            top = min(g.top for line in body for g in line)
            head = Grid(page, run[0].start, run[0].at, run[0].end, run[1].at, tuple(c.left for c in back), aligned_rows(header, back, header=True))
            rows = aligned_rows(body, columns, header=False)
            return [head, Grid(page, foot.start, top, foot.end, foot.at, tuple(c.left for c in columns), rows)]
    return []


def lines_above(foot: Wall, glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """The lines in columns right above a rule, up to the first that is not."""
    lines = table_lines(between(Wall(float("-inf"), foot.start, foot.end), foot, glyphs))
    start = len(lines)
    while start and len(row_segments(lines[start - 1])) >= 2:
        start -= 1
    return lines[start:]


def bare_grids(glyphs: Sequence[Glyph], page: int) -> list[Grid]:
    """Runs of lines of figures in columns, with the line above them as the header where it falls into the same columns."""
    if not may_hold_figures(glyphs):
        return []
    lines = overlapping_lines(glyphs)
    figured = [is_figured(line) for line in lines]
    grids, at = [], 0
    while at < len(lines):
        end = at
        while end < len(lines) and figured[end]:
            end += 1
        if end - at >= FEWEST_ROWS and (grid := bare_grid(lines, at, end, page)):
            grids.append(grid)
        at = max(end, at + 1)
    return grids


def may_hold_figures(glyphs: Sequence[Glyph]) -> bool:
    """Whether digits are a quarter of what stands at some heights: nearly all pages without a table end here, and cheaply."""
    digits: Counter[int] = Counter()
    every: Counter[int] = Counter()
    for char, _, top, _, bottom, _ in glyphs:
        level = int((top + bottom) / LEVEL)
        every[level] += 1
        if "0" <= char <= "9":
            digits[level] += 1
    return sum(1 for level, count in digits.items() if count >= 4 and count * 4 >= every[level]) >= FEWEST_ROWS


def bare_grid(lines: list[list[Glyph]], start: int, end: int, page: int) -> Grid | None:
    body = lines[start:end]
    pitch = median([b[0].top - a[0].top for a, b in pairwise(body)])
    if any(b[0].top - a[0].top > FARTHEST * pitch for a, b in pairwise(body)):
        return None
    columns = columns_of(body, [])
    if len(columns) < 3 or any(abs(len(row_segments(line)) - len(columns)) > 1 for line in body):
        return None
    above = lines[start - 1] if start else []
    headed = bool(above) and body[0][0].top - above[0].top <= FARTHEST * pitch and len(row_segments(above)) >= len(columns) - 1
    if not headed:
        return None
    rows: tuple[tuple[GridCell, ...], ...] = (*aligned_rows([above], columns, header=True), *aligned_rows(body, columns, header=False))
    every = [glyph for line in (above, *body) for glyph in line]
    box = (min(g.left for g in every), min(g.top for g in every), max(g.right for g in every), max(g.bottom for g in every))
    return Grid(page, *box, tuple(c.left for c in columns), rows)


def is_figured(line: list[Glyph]) -> bool:
    texts = [segment.text for segment in row_segments(line)]
    return len(texts) >= 3 and sum(1 for text in texts[1:] if FIGURE.match(text)) * 2 >= len(texts) - 1
