"""Inks -> strips: pieces of lines, whatever the order of the content stream. Strips -> rows: the lines of one column."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from kg.reading.grids import Grid
from kg.reading.inkvalues import Ink

RUN_GAP = 0.6  # of a character's height: neighbours in the stream that are closer belong together
STRIP_GAP = 0.9  # of a character's height; a wider gap may part columns
OVERLAP = -0.7  # of a character's height: so far may the box of a squeezed bracket reach over its neighbour's
SPACE_GAP = 0.22  # of a character's height: a wider gap between Latin letters is a space
WIDE_GAP = 1.2  # of a character's height: a wider gap is a space between any two
MARK_GAP = 0.15  # of a character's height: a wider gap after a Latin mark is a space
CHINESE_GAP = 0.12  # the same between Chinese characters where the stream has white space there
THIN_GAP = 0.08  # the same where the stream has white space there


@dataclass(frozen=True, slots=True)
class Strip:
    """Characters side by side on one line, or a grid."""

    left: float
    top: float
    right: float
    bottom: float
    base: float
    inks: tuple[Ink, ...] = ()
    grid: Grid | None = None

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def strips_of(inks: Sequence[Ink]) -> list[Strip]:
    """Runs of the stream, joined where they touch on one line; sorted by their left edge."""
    strips: list[list[Ink]] = []
    near: dict[int, list[int]] = defaultdict(list)
    for run in sorted(runs_of(inks), key=lambda r: r[0].left):
        first, height = run[0], run[0].bottom - run[0].top
        level = int(first.base // 4)
        found = [n for key in (level - 1, level, level + 1) for n in near[key] if touches(strips[n][-1], first, height)]
        if found:
            best = max(found, key=lambda n: strips[n][-1].right)
            strips[best] += run
        else:
            strips.append(list(run))
            near[level].append(len(strips) - 1)
    return [strip_of(inks) for inks in strips]


def runs_of(inks: Sequence[Ink]) -> Iterator[list[Ink]]:
    """Neighbours in the stream that stand on one baseline, each right of the one before."""
    run: list[Ink] = []
    for ink in inks:
        if run:
            last, height = run[-1], ink.bottom - ink.top
            if abs(ink.base - last.base) > 0.3 * height or not OVERLAP * height <= ink.left - last.right <= RUN_GAP * height or ink.left < last.left:
                yield run
                run = []
        run.append(ink)
    if run:
        yield run


def touches(last: Ink, first: Ink, height: float) -> bool:
    """Whether `first` goes on where `last` ends; raised and lowered small type does."""
    if not OVERLAP * height <= first.left - last.right <= STRIP_GAP * height:
        return False
    shared = min(last.bottom, first.bottom) - max(last.top, first.top)
    return abs(first.base - last.base) <= 0.15 * height or shared >= 0.6 * min(height, last.bottom - last.top)


def strip_of(inks: Iterable[Ink]) -> Strip:
    row = undoubled(sorted(inks, key=lambda ink: (ink.left, ink.right)))
    bases = sorted(ink.base for ink in row)
    return Strip(row[0].left, min(i.top for i in row), max(i.right for i in row), max(i.bottom for i in row), bases[len(bases) // 2], tuple(row))


def undoubled(row: Sequence[Ink]) -> list[Ink]:
    """Without characters that are drawn twice to look bold."""
    kept: list[Ink] = []
    for ink in row:
        width = ink.right - ink.left
        if not any(old.char == ink.char and abs(old.left - ink.left) < 0.3 * width and abs(old.base - ink.base) < 0.3 * width for old in kept[-2:]):
            kept.append(ink)
    return kept


def strip_of_grid(grid: Grid) -> Strip:
    return Strip(grid.left, grid.top, grid.right, grid.bottom, grid.bottom, grid=grid)


def rows_of(strips: Sequence[Strip]) -> list[Strip]:
    """The lines of a column from top to bottom; what stands on one baseline is one line."""
    rows: list[list[Strip]] = []
    for strip in sorted(strips, key=lambda s: (s.base, s.left)):
        if rows and strip.grid is None and rows[-1][0].grid is None and same_row(rows[-1], strip):
            rows[-1].append(strip)
        else:
            rows.append([strip])
    found = [row[0] if len(row) == 1 else strip_of(ink for strip in row for ink in strip.inks) for row in rows]
    return sorted(found, key=lambda s: (s.top if s.grid else s.base - 0.8 * s.height, s.left))


def same_row(row: Sequence[Strip], strip: Strip) -> bool:
    tallest = max(row, key=lambda s: s.height)
    shared = min(tallest.bottom, strip.bottom) - max(tallest.top, strip.top)
    close = abs(tallest.base - strip.base) <= 0.25 * max(tallest.height, strip.height)
    return (close or shared >= 0.7 * min(tallest.height, strip.height)) and not any(overlap(other, strip) for other in row)


def overlap(a: Strip, b: Strip) -> bool:
    """Whether characters of both stand in one place; one may fit into a hole of the other."""
    if min(a.right, b.right) - max(a.left, b.left) <= 0.6 * a.height:
        return False
    return any(min(x.right, y.right) - max(x.left, y.left) > 0.6 * min(x.right - x.left, y.right - y.left) for x in a.inks for y in b.inks)


def text_of(inks: Sequence[Ink]) -> tuple[str, tuple[float, ...]]:
    """The text of characters on one line, spaces where gaps are, and the left edge of each code point with, last, the right edge of all."""
    text: list[str] = []
    edges: list[float] = []
    widest, usual = WIDE_GAP if not is_stretched(inks) else float("inf"), usual_gap(inks)
    last: Ink | None = None
    for ink in inks:
        if last is not None and spaced(last, ink, widest, usual):
            text.append(" ")
            edges.append(last.right)
        width = (ink.right - ink.left) / len(ink.char)
        for at, char in enumerate(ink.char):
            text.append(char)
            edges.append(ink.left + at * width)
        last = ink
    return "".join(text), (*edges, last.right if last else 0.0)


def is_stretched(inks: Sequence[Ink]) -> bool:
    """Whether a short line was spread over the width of its column."""
    gaps = [b.left - a.right > WIDE_GAP * (b.bottom - b.top) for a, b in pairwise(inks) if not (a.char.isascii() and b.char.isascii())]
    return len(gaps) >= 3 and sum(gaps) >= 0.6 * len(gaps)


def usual_gap(inks: Sequence[Ink]) -> float:
    """The gap between most Chinese characters of a line, in points."""
    gaps = [b.left - a.right for a, b in pairwise(inks) if not a.char.isascii() and not b.char.isascii()]
    return max(median(gaps), 0.0) if gaps else 0.0


def spaced(last: Ink, ink: Ink, widest: float, usual: float) -> bool:
    """Whether a space belongs between two neighbours: always between Latin words, beside Chinese where the stream has one or the gap is wide."""
    gap, height = ink.left - last.right, ink.bottom - ink.top
    before, after = last.char[-1].isascii(), ink.char[0].isascii()
    if ink.char[0] in ".,;:!?)]%":
        return gap > widest * height
    if before and after:
        return gap > SPACE_GAP * height or (ink.space and gap > THIN_GAP * height)
    if before or after:
        other = ink.char[0] if before else last.char[-1]
        if last.char[-1] in ".,;:!?" and gap > MARK_GAP * height:
            return True
        return gap > widest * height or (other.isalpha() and ink.space and THIN_GAP * height < gap < height)
    return gap > widest * height or (ink.space and gap > 3 * usual + CHINESE_GAP * height and widest == WIDE_GAP)
