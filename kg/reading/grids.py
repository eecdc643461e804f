"""Lines of text -> tables; glyphs and rulings of a page -> grids.

A text report: `text_tables(text)`. A PDF page: `page_grids(glyphs, rulings)` finds the grids, `lay_grid` says what the text of
one is at an offset, and `joined_tables` puts together what a page break cut and gives each table its caption and note.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import Span, Table
from kg.reading.grids_aligned import aligned_grids
from kg.reading.grids_captions import joined_tables, with_captions
from kg.reading.grids_laying import lay_grid
from kg.reading.grids_lines import is_contents, line_spans, line_tables
from kg.reading.grids_ruled import ruled_grids
from kg.reading.grids_rulings import page_rulings
from kg.reading.grids_values import Glyph, Grid, GridCell, Ruling

__all__ = ["Glyph", "Grid", "GridCell", "Ruling", "joined_tables", "lay_grid", "page_grids", "page_rulings", "text_tables"]


def text_tables(text: str, lines: Sequence[Span] | None = None) -> tuple[Table, ...]:
    """The tables of a text report in reading order, numbered from 1: rows of pipes, of tabs, or of columns parted by two spaces or more.

    `lines` are the spans of the text's lines (all of them, or those that may belong to tables); lists of contents are no tables.
    """
    return with_captions(text, line_tables(text, line_spans(text) if lines is None else lines))


def page_grids(glyphs: Sequence[Glyph], rulings: Sequence[Ruling], page: int = 1) -> tuple[Grid, ...]:
    """The grids of one page from top to bottom: ruled ones, then three-line and aligned ones among the glyphs that those leave.

    Lists of contents are none.
    """
    ruled = ruled_grids(glyphs, rulings, page)
    left = [glyph for glyph in glyphs if not any(grid.holds(glyph) for grid in ruled)] if ruled else glyphs
    lines = [ruling for ruling in rulings if not any(grid.frames(ruling) for grid in ruled)]
    grids = (grid for grid in (*ruled, *aligned_grids(left, lines, page)) if not is_contents(grid.texts()))
    return tuple(sorted(grids, key=lambda grid: (grid.top, grid.left)))
