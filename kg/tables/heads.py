"""Table -> sections: what its header's rows say of each column, and the rows below them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from kg.model import Cell, Table
from kg.tables.figures import is_nothing, read_figure
from kg.tables.times import Time, find_time
from kg.tables.words import TableWords

BRACKETED = re.compile(r"[(\[（【]([^()\[\]（）【】]*)[)\]）】]")
MOST_HEADER_ROWS = 3
NO_TIME = Time()


@dataclass(frozen=True, slots=True)
class Head:
    """What the header says of one column: its words without brackets and times, the contents of the brackets, the time it names."""

    raw: str
    words: str
    brackets: tuple[str, ...] = ()
    time: Time = NO_TIME


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; `number` counts the table's rows from 0."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under one header. A table may hold several."""

    heads: tuple[Head, ...]
    rows: tuple[Row, ...]


def table_sections(table: Table, words: TableWords, published: str | None) -> tuple[Section, ...]:
    """The table's sections; none where its first row is data already."""
    starts = header_starts(table, words)
    if not starts:
        return ()
    found = []
    for start, end in zip(starts, [*starts[1:], len(table.rows)], strict=True):
        body = start + 1
        while body < min(end, start + MOST_HEADER_ROWS) and continues_header(table, start, body, words):
            body += 1
        heads = merged_heads([table.rows[row] for row in range(start, body)], published)
        found.append(Section(heads, tuple(Row(row, table.rows[row]) for row in range(body, end))))
    return tuple(found)


def header_starts(table: Table, words: TableWords) -> list[int]:
    """The first row, and later rows that hold words of headers only."""
    if not table.rows or any(words.exchange(cell.text) for cell in table.rows[0]):
        return []
    return [0, *(number for number, row in enumerate(table.rows) if number > 1 and is_header(row, words))]


def is_header(row: tuple[Cell, ...], words: TableWords) -> bool:
    filled = [cell.text for cell in row if cell.text]
    if len(filled) < 3 or any(is_nothing(text) or read_figure(text, words) for text in filled):
        return False
    known = sum(1 for text in filled if words.role(BRACKETED.sub("", text)))
    return known >= 2 and words.role(filled[0]) is not None


def continues_header(table: Table, start: int, row: int, words: TableWords) -> bool:
    """A second header row: nothing in the first column (or the first row's words again), and neither codes nor figures but years and days."""
    cells = table.rows[row]
    if not cells or not any(cell.text for cell in cells):
        return False
    first = table.rows[start][0].text if table.rows[start] else ""
    if cells[0].text and cells[0].text != first:
        return False
    return all(header_like(cell.text, words) for cell in cells[1:] if cell.text)


def header_like(text: str, words: TableWords) -> bool:
    if words.exchange(text):
        return False
    return bool(re.fullmatch(r"(19|20)\d\d", text)) or bool(find_time(text, "2999-12-31")[0]) or not (read_figure(text, words) or is_nothing(text))


def merged_heads(rows: list[tuple[Cell, ...]], published: str | None) -> tuple[Head, ...]:
    """One head a column: the words above one another; what stands above several columns once is said of each of them."""
    width = max(len(row) for row in rows)
    texts = [[row[column].text if column < len(row) else "" for column in range(width)] for row in rows]
    for upper, lower in pairwise(texts):
        for column in range(1, width):
            if not upper[column] and lower[column]:
                upper[column] = upper[column - 1] if lower[column - 1] else ""
    heads = []
    for column in range(width):
        said: list[str] = []
        for row in texts:
            if row[column] and row[column] not in said:
                said.append(row[column])
        heads.append(read_head(" ".join(said), published))
    return tuple(heads)


def read_head(raw: str, published: str | None) -> Head:
    """Take the brackets and the time out of a header's words."""
    plain = re.sub(r"<br\s*/?>", " ", unicodedata.normalize("NFKC", raw))
    brackets = []
    time = Time()
    for part in (part for found in BRACKETED.finditer(plain) for part in re.split(r"[,;]", found.group(1))):
        inner, rest = find_time(part.strip(), published)
        time = inner or time
        if rest.strip(" -~至—"):
            brackets.append(rest.strip())
    outer, words = find_time(BRACKETED.sub(" ", plain), published)
    outside = outer or time
    if time and outer and time.date and outer.period:
        outside = time
    return Head(raw, words.strip(), tuple(brackets), outside)
