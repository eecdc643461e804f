"""Strips -> columns in reading order: cuts of white between columns and between bands.

XY-cut (Nagy and Seth 1984), but that bands which share a gap stay together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from kg.reading.strips import Strip

NARROWEST_GAP = 10.0  # points between columns
NARROWEST = 0.05  # of the page's width: a narrower column is bullets or page numbers, as is one of fewer characters
SHORTEST = 4
SIDE = 0.62  # of its neighbour's width: a narrower column is a side bar
LABELS = 11  # characters: columns of such short words whose lines are level are pairs, to be read across
LARGER = 1.15  # of the type below: a line above columns in larger type belongs to both

Gap = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Column:
    """Strips that are read from top to bottom; `side` for a narrow column beside a wide one."""

    strips: tuple[Strip, ...]
    side: bool = False


def columns_of(strips: Sequence[Strip], width: float) -> list[Column]:
    """The columns of a page that is `width` points wide, in reading order; a side bar comes after what it stands beside."""
    return list(cut(list(strips), width, False)) if strips else []


def cut(strips: list[Strip], width: float, side: bool) -> Iterator[Column]:
    if gap := column_gap(strips, width):
        left, right = [s for s in strips if s.middle < gap[0]], [s for s in strips if s.middle >= gap[0]]
        sizes = [max(s.right for s in part) - min(s.left for s in part) for part in (left, right)]
        narrow = [size < SIDE * max(sizes) for size in sizes]
        parts = [(left, narrow[0]), (right, narrow[1])]
        for part, is_side in sorted(parts, key=lambda pair: pair[1]):
            yield from cut(part, width, side or is_side)
        return
    groups = list(grouped(bands(strips), width))
    if len(groups) < 2:
        yield Column(tuple(strips), side)
        return
    for group in merged(groups, width):
        yield from cut(group, width, side) if column_gap(group, width) else iter([Column(tuple(group), side)])


def merged(groups: Sequence[list[Strip]], width: float) -> Iterator[list[Strip]]:
    """Neighbouring groups without columns as one."""
    run: list[Strip] = []
    for group in groups:
        if column_gap(group, width):
            if run:
                yield run
            yield group
            run = []
        else:
            run = run + group
    if run:
        yield run


def gutter(strips: Sequence[Strip]) -> Gap | None:
    """The gap between two columns of running text: five long lines end at its left side, five begin at its right."""
    long = [s for s in strips if len(s.inks) > LABELS]
    ends, begins = Counter(round(s.right) for s in long), Counter(round(s.left) for s in long)
    found = [(end, begin) for end, times in ends.items() if times >= 5 for begin, others in begins.items() if others >= 5 and 8 <= begin - end <= 60]
    return max(found, key=lambda gap: (ends[round(gap[0])] + begins[round(gap[1])], gap), default=None)


def bands(strips: Sequence[Strip]) -> list[list[Strip]]:
    """Strips in bands from top to bottom; no strip reaches from one band into another."""
    found: list[list[Strip]] = []
    foot = 0.0
    for strip in sorted(strips, key=lambda s: s.top):
        if found and strip.top < foot - 0.25 * strip.height:
            found[-1].append(strip)
            foot = max(foot, strip.bottom)
        else:
            found.append([strip])
            foot = strip.bottom
    return found


def grouped(lines: Sequence[list[Strip]], width: float) -> Iterator[list[Strip]]:
    """Bands that share a gap between columns, one group; a title above columns apart."""
    group: list[Strip] = []
    gaps: list[Gap] = []
    for band in lines:
        own = free(band, width)
        shared = common(gaps, own) if group else own
        if group and not inner(shared, group + band) and (inner(gaps, group) or inner(own, band)):
            yield from headed(group, width)
            group, gaps = list(band), own
        else:
            group, gaps = group + band, shared
    if group:
        yield from headed(group, width)


def headed(group: list[Strip], width: float) -> Iterator[list[Strip]]:
    """Part the first lines from a group of columns where they stand on one side only, in larger type."""
    gap = column_gap(group, width)
    if gap is None:
        yield group
        return
    lines = bands(group)
    first = next((n for n, band in enumerate(lines) if {s.middle < gap[0] for s in band} == {True, False}), 0)
    below = median(s.height for band in lines[first:] for s in band if s.grid is None) if any(s.grid is None for b in lines[first:] for s in b) else 0
    cut_at = next((n for n in range(first) if any(s.height <= LARGER * below for s in lines[n])), first)
    if cut_at:
        yield [s for band in lines[:cut_at] for s in band]
    yield [s for band in lines[cut_at:] for s in band]


def free(strips: Sequence[Strip], width: float) -> list[Gap]:
    """The parts of the page's width that no strip covers."""
    found, at = [], 0.0
    for strip in sorted(strips, key=lambda s: s.left):
        if strip.left - at >= NARROWEST_GAP:
            found.append((at, strip.left))
        at = max(at, strip.right)
    return [*found, (at, max(width, at + NARROWEST_GAP))]


def common(a: Sequence[Gap], b: Sequence[Gap]) -> list[Gap]:
    both = [(max(x[0], y[0]), min(x[1], y[1])) for x in a for y in b]
    return [gap for gap in both if gap[1] - gap[0] >= NARROWEST_GAP]


def inner(gaps: Sequence[Gap], strips: Sequence[Strip]) -> list[Gap]:
    """The gaps with strips on both sides."""
    left, right = min(s.left for s in strips), max(s.right for s in strips)
    return [gap for gap in gaps if gap[0] > left and gap[1] < right]


def column_gap(strips: Sequence[Strip], width: float) -> Gap | None:
    """The widest gap that parts two columns from top to bottom."""
    if len(strips) < 3:
        return None
    found = [gap for gap in inner(free(strips, width), strips) if parts_columns(strips, gap, width)]
    return max(found, key=lambda gap: (gap[1] - gap[0], -gap[0]), default=None)


def parts_columns(strips: Sequence[Strip], gap: Gap, width: float) -> bool:
    """Whether both sides are wide enough and more than labels with their values."""
    left, right = [s for s in strips if s.middle < gap[0]], [s for s in strips if s.middle >= gap[0]]
    for part in (left, right):
        wide = max(s.right for s in part) - min(s.left for s in part)
        if wide < NARROWEST * width or sum(len(s.inks) if s.grid is None else SHORTEST for s in part) < SHORTEST:
            return False
    if len(strips) < 4 or min(len(left), len(right)) < 2:
        return justified(max(left, right, key=len)) or all(any(len(s.inks) > 2 * LABELS or s.grid for s in part) for part in (left, right))
    fewer, more = sorted((left, right), key=len)
    level = sum(1 for s in fewer if any(abs(s.base - other.base) < 0.25 * s.height for other in more))
    short = min(median(len(s.inks) or 99 for s in part) for part in (left, right)) <= LABELS
    return not (short and level >= 0.8 * len(fewer))


def justified(strips: Sequence[Strip]) -> bool:
    """Whether three lines or more end at one border."""
    right = max(s.right for s in strips)
    return sum(1 for s in strips if right - s.right < 0.3 * s.height) >= 3
