"""Rows of market data -> the code and name they are about, and their cells under the header's columns."""

from __future__ import annotations

import re
from decimal import Decimal

from kg.model import Cell
from kg.tables.columns import Column
from kg.tables.context import Context
from kg.tables.figures import is_nothing, read_figure
from kg.tables.heads import Row

CLOSE_ENOUGH = Decimal("0.06")  # percentage points: how far a change may be from the two prices beside it, both rounded
Placed = tuple[int, int, Cell]  # column of the head, column of the cell in its row, cell


def row_code(row: Row, columns: tuple[Column, ...], context: Context) -> str | None:
    """The first cell that is a code of a market, as it stands."""
    at = code_at(row, context)
    if at is not None:
        return row.cells[at].text
    column = next((n for n, c in enumerate(columns) if c.role and c.role.name == "code"), None)
    text = row.cells[column].text if column is not None and column < len(row.cells) else ""
    return text if re.fullmatch(r"[A-Z0-9][A-Z0-9. ]{1,14}", text) and not is_nothing(text) else None


def code_at(row: Row, context: Context) -> int | None:
    return next((at for at, cell in enumerate(row.cells) if context.words.exchange(cell.text)), None)


def row_name(row: Row, columns: tuple[Column, ...], context: Context) -> str:
    """The cell in the name's column, or, in a row that stands askew, the one beside the code."""
    wanted, code = column_of(columns, "name"), column_of(columns, "code")
    at = code_at(row, context)
    if at is not None and code is not None and at != code and wanted is not None:
        return next((cell.text for cell in row.cells[at + 1 :] if cell.text), "") if wanted > code else row.cells[max(at - 1, 0)].text
    return row.cells[wanted].text if wanted is not None and wanted < len(row.cells) else ""


def row_class(columns: tuple[Column, ...]) -> str:
    """The class that the headers of names and codes say."""
    classes = [column.role.class_ for column in columns if column.role and column.role.name in ("name", "code")]
    return next((class_ for class_ in classes if class_ != "Instrument"), "Instrument")


def is_average(name: str, context: Context) -> bool:
    role = context.words.role(re.sub(r"[(（].*", "", name))
    return role is not None and role.name == "average"


def column_of(columns: tuple[Column, ...], role: str) -> int | None:
    return next((at for at, column in enumerate(columns) if column.role and column.role.name == role), None)


def placed_cells(row: Row, columns: tuple[Column, ...], context: Context) -> list[Placed] | None:
    """The cells of a row under their heads; of a row that stands askew only where counting or arithmetic shows the way."""
    at, code = code_at(row, context), column_of(columns, "code")
    if at is None or code is None or at == code:
        overflow = any(cell.text for cell in row.cells[len(columns) :])
        return None if overflow else [(n, n, cell) for n, (cell, column) in enumerate(zip(row.cells, columns, strict=False)) if is_figured(column)]
    name = column_of(columns, "name")
    start = max(code, -1 if name is None else name) + 1
    heads = [n for n in range(start, len(columns)) if is_figured(columns[n])]
    named = next((n for n in range(at + 1, len(row.cells)) if row.cells[n].text), at) if name is not None and name > code else at
    rest = [(n, row.cells[n]) for n in range(named + 1, len(row.cells))]
    filled = [(n, cell) for n, cell in rest if cell.text]
    straight = [(head, n, cell) for head, (n, cell) in zip(heads, rest, strict=False)]
    dense = [(head, n, cell) for head, (n, cell) in zip(heads, filled, strict=False)]
    for placed in (dense, straight):
        if adds_up(placed, columns, context):
            return placed
    return dense if len(filled) == len(heads) else None


def is_figured(column: Column) -> bool:
    return column.metric is not None or column.role is None


def has_figure(cell: Cell, context: Context) -> bool:
    return read_figure(cell.text, context.words) is not None


def adds_up(placed: list[Placed], columns: tuple[Column, ...], context: Context) -> bool:
    """Whether the change that the row gives is the one from its first price to its second."""
    prices, changes = [], []
    for head, _, cell in placed:
        metric, figure = columns[head].metric, read_figure(cell.text, context.words)
        if metric and figure and metric.name == "close":
            prices.append(figure.number)
        elif metric and figure and metric.kind == "change":
            changes.append(figure.number)
    if len(prices) != 2 or not changes or not prices[0]:
        return False
    told = (prices[1] / prices[0] - 1) * 100
    slack = CLOSE_ENOUGH + Decimal("1.1") / abs(prices[0])  # prices are rounded to cents
    return abs(told - changes[0]) <= slack
