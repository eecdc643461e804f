"""Pages of inks -> paragraphs in reading order, and grids."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.reading.columns import columns_of, gutter
from kg.reading.furniture import running
from kg.reading.grids import Glyph, Grid, Ruling, page_grids
from kg.reading.headings import headings, without_labels
from kg.reading.inkvalues import Ink, InkPage
from kg.reading.joining import joined
from kg.reading.paragraphs import Body, Paragraph, Row, body_of, line_gaps, lower_median, paragraphs_of, row_of
from kg.reading.strips import Strip, rows_of, strip_of, strip_of_grid, strips_of

APART = 12.0  # points
TAG = re.compile(r"\[[A-Za-z]+_[A-Za-z0-9_]*\]")
STACK = 4  # characters


def paragraphs_of_pages(pages: Sequence[InkPage]) -> list[Paragraph]:
    """All paragraphs of a report, tables among them; running headers and footers are furniture, narrow columns of the cover side bars."""
    strips = [page_strips(page) for page in pages]
    edges = running(strips, [page.height if page.turn % 2 == 0 else page.width for page in pages])
    body = body_of([(found, page.styles) for found, page in zip(strips, pages, strict=True)])
    flows = [[s for n, s in enumerate(found) if n not in edge] for found, edge in zip(strips, edges, strict=True)]
    columns = [columns_of(flow, seen_width(page)) for flow, page in zip(flows, pages, strict=True)]
    borders = Borders([[rows_of(column.strips) for column in found] for found in columns])
    made = [[column_rows(rows, page, body, borders) for rows in found] for found, page in zip(borders.rows, pages, strict=True)]
    usual = lower_median(sorted(gap for found in made for rows in found for gap in line_gaps(rows)))
    paragraphs: list[Paragraph] = []
    number = 0
    for at, page in enumerate(pages):
        fixed = [s for n, s in enumerate(strips[at]) if n in edges[at]]
        paragraphs += furniture(fixed, page, body, above=True)
        for column, rows in zip(columns[at], made[at], strict=True):
            number += 1
            found = without_labels(paragraphs_of(rows, number, usual), body)
            paragraphs += [replace(p, kind="side") for p in found] if column.side and page.number == 1 else found
        paragraphs += furniture(fixed, page, body, above=False)
    return joined(headings(paragraphs, body), body)


def page_strips(page: InkPage) -> list[Strip]:
    """The strips of a page, each grid as one."""
    glyphs = [glyph_of(ink, page.styles[ink.style].size) for ink in page.inks]
    grids = page_grids(glyphs, page.rulings, page.number)
    if grids and (gap := gutter(strips_of(page.inks))):
        grids = tuple(grid for grid in grids if not bridges(grid, gap, page.rulings))
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


def seen_width(page: InkPage) -> float:
    return page.width if page.turn % 2 == 0 else page.height


def column_rows(rows: Sequence[Strip], page: InkPage, body: Body, borders: Borders) -> list[Row]:
    return [row_of(row, page.number, page.styles, body, borders.of(rows)) if row.grid is None else grid_row(row, page) for row in rows]


def grid_row(strip: Strip, page: InkPage) -> Row:
    return Row(page.number, strip, "", (), strip.height, False, strip.left, strip.right)


def furniture(strips: Sequence[Strip], page: InkPage, body: Body, above: bool) -> list[Paragraph]:
    height = page.height if page.turn % 2 == 0 else page.width
    part = [strip for strip in strips if (strip.top < height / 2) == above]
    rows = [row_of(row, page.number, page.styles, body, (row.left, row.right)) for row in rows_of(part)]
    return [Paragraph(page.number, 0, (row,), "furniture") for row in rows]


class Borders:
    """The left and right borders of columns. A column of few rows takes the right border of a longer one that begins at the same place."""

    def __init__(self, rows: list[list[list[Strip]]]) -> None:
        self.rows = rows
        self.known = sorted({own_borders(found) for page in rows for found in page if is_justified(found)})

    def of(self, rows: Sequence[Strip]) -> tuple[float, float]:
        left, right = own_borders(rows)
        if is_justified(rows):
            return left, right
        near = [known for known in self.known if abs(known[0] - left) < 30 and known[1] >= right - 12]
        return (min(left, near[0][0]), near[0][1]) if near else (left, right)


def own_borders(rows: Sequence[Strip]) -> tuple[float, float]:
    texts = [row for row in rows if row.grid is None] or list(rows)
    lefts, rights = sorted(row.left for row in texts), sorted(row.right for row in texts)
    return round(lefts[len(lefts) // 20], 1), round(rights[-1 - len(rights) // 20], 1)


def is_justified(rows: Sequence[Strip]) -> bool:
    """Whether three rows or more end at the right border."""
    right = own_borders(rows)[1]
    return sum(1 for row in rows if row.grid is None and abs(row.right - right) < 0.6 * row.height) >= 3
