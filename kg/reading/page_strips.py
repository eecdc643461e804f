"""A page of inks -> its strips, tables as one each, without tags and words that run down the margin."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.reading.columns import gutter
from kg.reading.grids import Glyph, Grid, Ruling, page_grids
from kg.reading.inkvalues import Ink, InkPage
from kg.reading.strips import Strip, strip_of, strip_of_grid, strips_of

APART = 12.0  # points
TAG = re.compile(r"\[[A-Za-z]+_[A-Za-z0-9_]*\]")
STACK = 4  # characters


def page_strips(page: InkPage, rulings: Sequence[Ruling]) -> list[Strip]:
    """The strips of a page, each grid among its rulings as one."""
    glyphs = [glyph_of(ink, page.styles[ink.style].size) for ink in page.inks]
    grids = page_grids(glyphs, rulings, page.number)
    if grids and (gap := gutter(strips_of(page.inks))):
        grids = tuple(grid for grid in grids if not bridges(grid, gap, rulings))
    inks = [ink for ink, glyph in zip(page.inks, glyphs, strict=True) if not any(grid.holds(glyph) for grid in grids)] if grids else page.inks
    strips = untagged(strips_of(inks))
    upright = stacked(strips)
    strips = [strip for number, strip in enumerate(strips) if number not in upright]
    return [*strips, *(strip_of_grid(grid) for grid in grids)]


def bridges(grid: Grid, gap: tuple[float, float], rulings: Sequence[Ruling]) -> bool:
    """Whether a grid lies across the gap between two columns of text and no ruling does: lines of both that happen to be level."""
    if not (grid.left < gap[0] - APART and grid.right > gap[1] + APART):
        return False
    return not any(r.left < gap[0] and r.right > gap[1] and grid.top - APART <= r.top <= grid.bottom + APART for r in rulings)


def glyph_of(ink: Ink, size: float) -> Glyph:
    """The character with a box as high as its type, not as its line."""
    return Glyph(ink.char, ink.left, max(ink.top, ink.base - 0.88 * size), ink.right, min(ink.bottom, ink.base + 0.12 * size), ink.space)


def untagged(strips: Sequence[Strip]) -> list[Strip]:
    """The strips without [Table_Title] and its like, which editors leave in the text layer."""
    found: list[Strip] = []
    for strip in strips:
        text = "".join(ink.char[0] for ink in strip.inks)
        if "_" not in text or not (tags := list(TAG.finditer(text))):
            found.append(strip)
            continue
        inks = [ink for at, ink in enumerate(strip.inks) if not any(tag.start() <= at < tag.end() for tag in tags)]
        found += [strip_of(inks)] if inks else []
    return found


def stacked(strips: Sequence[Strip]) -> set[int]:
    """Numbers of single characters that stand one under another, four or more: words that run down the page's margin."""
    single = [n for n, s in enumerate(strips) if len(s.inks) == 1 and not s.inks[0].char.isascii()]
    found: set[int] = set()
    run: list[int] = []
    for n in sorted(single, key=lambda n: (round(strips[n].middle / 4), strips[n].top)):
        last = strips[run[-1]] if run else None
        if last is None or abs(last.middle - strips[n].middle) > 3 or not 0.7 < (strips[n].top - last.top) / last.height < 2.5:
            found |= set(run) if len(run) >= STACK else set()
            run = []
        run.append(n)
    return found | (set(run) if len(run) >= STACK else set())
