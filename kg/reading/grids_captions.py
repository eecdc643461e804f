"""Tables -> tables with their captions and notes, and whole again where a page break cut them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kg.model import Span, Table
from kg.reading.grids_lines import FIGURE
from kg.reading.grids_values import Grid

CAPTION = re.compile(r"^\s*(图表|表格|表|图|附表|Table|Exhibit|Figure)\s*[A-Z]?[\d一二三四五六七八九十]+", re.I)
NOTE = re.compile(r"^\s*[（(]?(资料来源|数据来源|来源|资料|注[:：\d]|注释|备注|说明[:：]|Source|Notes?[:：])", re.I)
LONGEST_CAPTION = 60  # characters; a longer line before a table is prose
SAME_COLUMN = 3.0  # points


def with_captions(text: str, tables: Sequence[Table]) -> tuple[Table, ...]:
    """Each table with the line before it as its caption, where that is one, and the lines after it that say source or note."""
    return tuple(replace(table, caption=caption_before(text, table), note=note_after(text, table)) for table in tables)


def caption_before(text: str, table: Table) -> Span | None:
    """The last line before the table that is not blank: one that counts tables, or a short one that ends no sentence."""
    end = start = table.row_spans[0].start
    while end and text[end - 1].isspace():
        end -= 1
    if not end or "\n" not in text[end:start]:
        return None
    begin = text.rfind("\n", 0, end) + 1
    line = text[begin:end]
    indent = len(line) - len(line.lstrip())
    if CAPTION.match(line) or (len(line) <= LONGEST_CAPTION and not re.search(r"[。；;！？!?，,]$|\t", line) and not NOTE.match(line)):
        return Span(begin + indent, end)
    return None


def note_after(text: str, table: Table) -> Span | None:
    """The lines right after the table (blank ones between) that begin with 资料来源, 注 or their like."""
    end, start, at = None, None, table.row_spans[-1].end
    while found := re.compile(r"\s*?([^\n]*\S[^\n]*)(\n|$)").match(text, at):
        if not NOTE.match(found.group(1)):
            break
        start = found.start(1) + len(found.group(1)) - len(found.group(1).lstrip()) if start is None else start
        end, at = found.start(1) + len(found.group(1).rstrip()), found.end()
    return None if start is None or end is None else Span(start, end)


def joined_tables(text: str, tables: Sequence[Table], grids: Sequence[Grid]) -> tuple[Table, ...]:
    """The tables of a PDF, numbered, with captions and notes; the grid of each stands at the same place in `grids`.

    A table goes on with the last one of the page or column before where their columns are as wide and no caption or note stands
    between; a header said again there is left out.
    """
    whole: list[Table] = []
    for at, table in enumerate(tables):
        if at and goes_on(text, (tables[at - 1], table), (grids[at - 1], grids[at])):
            rows = repeated_header(whole[-1], table)
            whole[-1] = replace(whole[-1], rows=whole[-1].rows + table.rows[rows:], row_spans=whole[-1].row_spans + table.row_spans[rows:])
        else:
            whole.append(table)
    return with_captions(text, [replace(table, number=number) for number, table in enumerate(whole, 1)])


def goes_on(text: str, tables: tuple[Table, Table], grids: tuple[Grid, Grid]) -> bool:
    (before, after), (above, below) = tables, grids
    beside = below.page == above.page and below.left > above.right
    if not (beside or below.page == above.page + 1) or len(above.columns) != len(below.columns):
        return False
    shift = below.left - above.left
    room = min((b - a for a, b in pairwise(above.columns)), default=0.0) / 2
    if any(abs(a + shift - b) > max(room, SAME_COLUMN) for a, b in zip(above.columns, below.columns, strict=True)):
        return False
    if not repeated_header(before, after) and not any(FIGURE.match(cell.text) for row in after.rows[:2] for cell in row[1:]):
        return False
    between = text[before.row_spans[-1].end : after.row_spans[0].start]
    return not any((CAPTION.match(line) and "续" not in line) or NOTE.match(line) for line in between.split("\n"))


def repeated_header(before: Table, after: Table) -> int:
    """How many of the second table's first rows say what the first table's first rows say, without figures."""
    count = 0
    for old, new in zip(before.rows, after.rows, strict=False):
        if [cell.text for cell in old] != [cell.text for cell in new] or any(FIGURE.match(cell.text) for cell in new):
            break
        count += 1
    return count
