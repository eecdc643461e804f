"""Pages of inks -> paragraphs in reading order, and grids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.reading.columns import columns_of
from kg.reading.furniture import running, running_rules
from kg.reading.headings import headings, without_labels
from kg.reading.inkvalues import InkPage
from kg.reading.joining import joined
from kg.reading.page_strips import page_strips
from kg.reading.paragraphs import Body, Paragraph, Row, body_of, line_gaps, lower_median, paragraphs_of, row_of
from kg.reading.strips import Strip, rows_of


def paragraphs_of_pages(pages: Sequence[InkPage]) -> list[Paragraph]:
    """All paragraphs of a report, tables among them; running headers and footers are furniture, narrow columns of the cover side bars."""
    heights = [page.height if page.turn % 2 == 0 else page.width for page in pages]
    rules = running_rules([page.rulings for page in pages], heights)
    strips = [page_strips(page, [rule for rule in page.rulings if rule not in rules]) for page in pages]
    edges = running(strips, heights)
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
