"""Rulings and glyphs -> ruled grids: cells walled in by lines, merged where a wall is missing."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from statistics import median
from typing import NamedTuple

from kg.reading.grids_glyphs import pieces_of
from kg.reading.grids_values import Glyph, Grid, GridCell, Piece, Ruling

TOUCH = 3.0  # points: how far apart two lines may end and still meet
MOST_RULINGS = 20000  # more make a drawing
MOST_WALLS = 1500  # of one direction, once joined; more make a drawing
NARROWEST = 4.0  # points: two lines closer than this are one


class Wall(NamedTuple):
    """A line at `at` from `start` to `end`."""

    at: float
    start: float
    end: float


class Frame(NamedTuple):
    """Walls that meet: the horizontal and vertical lines of one grid."""

    flat: list[Wall]
    upright: list[Wall]


Place = tuple[int, int]
Pieces = dict[Place, tuple[Piece, ...]]


def ruled_grids(glyphs: Sequence[Glyph], rulings: Sequence[Ruling], page: int = 1) -> tuple[Grid, ...]:
    """Grids of two columns and two rows at least, words in two cells of two rows at least, from top to bottom.

    A column that is closed on its left but open on its right, where the frame is closed on the left, was cut by the page's edge: left out.
    """
    if len(rulings) > MOST_RULINGS:
        return ()
    flat = merged_walls(Wall((r.top + r.bottom) / 2, r.left, r.right) for r in rulings if r.horizontal)
    upright = merged_walls(Wall((r.left + r.right) / 2, r.top, r.bottom) for r in rulings if not r.horizontal)
    if max(len(flat), len(upright)) > MOST_WALLS:
        return ()
    found = (framed_grid(frame, glyphs, page) for frame in frames(flat, upright))
    return tuple(sorted((grid for grid in found if grid), key=lambda grid: (grid.top, grid.left)))


def merged_walls(walls: Iterable[Wall]) -> list[Wall]:
    """Lines that lie in one another's continuation as one line."""
    merged: list[Wall] = []
    levels: list[list[Wall]] = []
    for wall in sorted(walls):
        if levels and wall.at - levels[-1][0].at < TOUCH:
            levels[-1].append(wall)
        else:
            levels.append([wall])
    for level in levels:
        at = level[0].at
        run = None
        for wall in sorted(level, key=lambda w: w.start):
            if run and wall.start - run.end <= TOUCH:
                run = Wall(at, run.start, max(run.end, wall.end))
            else:
                merged += [run] if run else []
                run = Wall(at, wall.start, wall.end)
        merged += [run] if run else []
    return merged


def frames(flat: list[Wall], upright: list[Wall]) -> list[Frame]:
    """Groups of lines that meet, directly or through others."""
    root = list(range(len(flat) + len(upright)))

    def top(at: int) -> int:
        while root[at] != at:
            root[at] = root[root[at]]
            at = root[at]
        return at

    for i, h in enumerate(flat):
        for j, v in enumerate(upright, len(flat)):
            if v.start - TOUCH <= h.at <= v.end + TOUCH and h.start - TOUCH <= v.at <= h.end + TOUCH:
                root[top(j)] = top(i)
    groups: dict[int, Frame] = defaultdict(lambda: Frame([], []))
    for at, wall in enumerate([*flat, *upright]):
        (groups[top(at)].flat if at < len(flat) else groups[top(at)].upright).append(wall)
    return [frame for frame in groups.values() if len(frame.flat) >= 2 and len(frame.upright) >= 1]


def framed_grid(frame: Frame, glyphs: Sequence[Glyph], page: int) -> Grid | None:
    top, bottom = median(wall.start for wall in frame.upright), median(wall.end for wall in frame.upright)
    ys = levels([top, *(wall.at for wall in frame.flat), bottom])  # the first and last rows may lack their outer lines
    inner = levels([wall.at for wall in frame.upright])
    left, right = median(wall.start for wall in frame.flat), median(wall.end for wall in frame.flat)
    open_left, open_right = inner[0] - left > NARROWEST, right - inner[-1] > NARROWEST
    xs = [*([left] if open_left else []), *inner, *([right] if open_right else [])]
    if len(xs) < 3 or len(ys) < 3:
        return None
    owners = cell_owners(frame, xs, ys)
    inside = defaultdict(list)
    for glyph in glyphs:
        x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
        if xs[0] <= x <= xs[-1] and ys[0] <= y <= ys[-1]:
            column, row = min(bisect_right(xs, x), len(xs) - 1) - 1, min(bisect_right(ys, y), len(ys) - 1) - 1
            inside[owners[row, column]].append(glyph)
    rows = grid_rows(owners, {owner: pieces_of(found) for owner, found in inside.items()}, len(ys) - 1, len(xs) - 1)
    cut = open_right and not open_left
    rows = tuple(row[:-1] for row in rows) if cut else rows
    rows = tuple(row for row in rows if any(cell.pieces for cell in row))
    if sum(1 for row in rows if sum(1 for cell in row if cell.pieces) >= 2) < 2:
        return None
    return Grid(page, xs[0], ys[0], xs[-1], ys[-1], tuple(xs[: len(rows[0])]), rows, cut)


def levels(places: list[float]) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > NARROWEST:
            found.append(place)
    return found


def cell_owners(frame: Frame, xs: list[float], ys: list[float]) -> dict[Place, Place]:
    """For each place (row, column) the first place of the merged cell that covers it."""
    owners: dict[Place, Place] = {}
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            x, y = (xs[column] + xs[column + 1]) / 2, (ys[row] + ys[row + 1]) / 2
            if column and not stands(frame.upright, xs[column], y):
                owners[row, column] = owners[row, column - 1]
            elif row and not stands(frame.flat, ys[row], x):
                owners[row, column] = owners[row - 1, column]
            else:
                owners[row, column] = (row, column)
    return owners


def stands(walls: list[Wall], at: float, through: float) -> bool:
    """Whether a wall at `at` passes the height (or the width) `through`."""
    return any(abs(wall.at - at) <= NARROWEST and wall.start <= through <= wall.end for wall in walls)


def grid_rows(owners: dict[Place, Place], pieces: Pieces, height: int, width: int) -> tuple[tuple[GridCell, ...], ...]:
    return tuple(
        tuple(GridCell(pieces.get(owners[row, column], ()), owners[row, column] != (row, column)) for column in range(width)) for row in range(height)
    )
