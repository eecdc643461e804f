"""Sections with codes or names of instruments -> observations, listings, ratings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from kg.model import Cell, Entity, Observation, Statement
from kg.tables.columns import Column
from kg.tables.context import Context, LeftOut
from kg.tables.figures import Unit, is_nothing, plain_number, read_figure, read_unit
from kg.tables.heads import Row, Section
from kg.tables.naming import INSTRUMENTS, company_entity, instrument_entity
from kg.tables.times import Time, find_time, weeks_before
from kg.tables.words import Metric

CLOSE_ENOUGH = Decimal("0.06")  # percentage points: how far a change may be from the two prices beside it, both rounded
PER_SHARE = ("eps", "bps", "dps", "targetPrice", "previousClose", "open", "high", "low")  # a caption in 亿元 does not scale these
Placed = tuple[int, int, Cell]  # column of the head, column of the cell in its row, cell


def is_market(columns: tuple[Column, ...]) -> bool:
    """A column of codes or names of instruments and one of a metric."""
    roles = {column.role.name: column.role.class_ for column in columns if column.role and column.role.name in ("code", "name")}
    metrics = [column.metric for column in columns if column.metric]
    if "code" in roles:
        return bool(metrics) or any(column.role and column.role.name == "rating" for column in columns)
    if roles.get("name") in INSTRUMENTS:
        return bool(metrics)
    return roles.get("name") == "Company" and any(metric.alone and metric.name not in ("close", "rate") for metric in metrics)


def read_market(section: Section, columns: tuple[Column, ...], as_of: Time, context: Context) -> Iterator[Observation | Statement | LeftOut]:
    """What each row says of its instrument."""
    for row in section.rows:
        code, name = row_code(row, columns, context), row_name(row, columns, context)
        if not code and not name:
            yield from (context.left_out(row.number, at, "the row names no instrument") for at, c in enumerate(row.cells) if has_figure(c, context))
            continue
        role = next((column.role for column in columns if column.role and column.role.name == "name"), None)
        unit, label = name_unit(name, context)
        instrument = instrument_entity(label, code, role.class_ if role else "Instrument", context.words, context.names)
        placed = placed_cells(row, columns, context)
        if placed is None:
            reason = "the row is out of step with the header"
            yield from (context.left_out(row.number, at, reason) for at, c in enumerate(row.cells) if has_figure(c, context))
            continue
        for head, at, _ in placed:
            yield from read_cell(columns[head], (row.number, at), instrument, context, named=unit, as_of=as_of)
        if code and instrument.class_ == "Security" and name:
            yield listing(name, instrument, row, context)
        yield from ratings(row, columns, instrument, name, context)


def has_figure(cell: Cell, context: Context) -> bool:
    return read_figure(cell.text, context.words) is not None


def table_time(columns: tuple[Column, ...], context: Context) -> Time:
    """The day that the table's figures are of: the caption's, else the latest in the header, else the note's."""
    caption = context.caption_time()
    if caption.date:
        return caption
    days = [column.head.time.date for column in columns if column.head.time.date]
    return Time(date=max(days)) if days else find_time(context.note, context.published)[0]


def row_code(row: Row, columns: tuple[Column, ...], context: Context) -> str | None:
    """The first cell that is a code of a market, as it stands."""
    at = code_at(row, context)
    if at is not None:
        return row.cells[at].text
    column = next((n for n, c in enumerate(columns) if c.role and c.role.name == "code"), None)
    text = row.cells[column].text if column is not None and column < len(row.cells) else ""
    return text if re.fullmatch(r"[A-Z0-9][A-Z0-9.]{2,11}", text) else None


def code_at(row: Row, context: Context) -> int | None:
    return next((at for at, cell in enumerate(row.cells) if context.words.exchange(cell.text)), None)


def row_name(row: Row, columns: tuple[Column, ...], context: Context) -> str:
    """The cell in the name's column, or, in a row that stands askew, the one beside the code."""
    wanted, code = column_of(columns, "name"), column_of(columns, "code")
    at = code_at(row, context)
    if at is not None and code is not None and at != code and wanted is not None:
        return next((cell.text for cell in row.cells[at + 1 :] if cell.text), "") if wanted > code else row.cells[max(at - 1, 0)].text
    return row.cells[wanted].text if wanted is not None and wanted < len(row.cells) else ""


def column_of(columns: tuple[Column, ...], role: str) -> int | None:
    return next((at for at, column in enumerate(columns) if column.role and column.role.name == role), None)


def name_unit(name: str, context: Context) -> tuple[Unit, str]:
    """'锗锭 (元/千克)': the unit in a name's brackets, and the name without it."""
    found = re.match(r"^(.+?)\s*[（(]([^（）()]+)[)）]$", name)
    unit = read_unit(found.group(2), context.words, free=False) if found else None
    return (unit, found.group(1)) if found and unit else (Unit(), name)


def placed_cells(row: Row, columns: tuple[Column, ...], context: Context) -> list[Placed] | None:
    """The cells of a row under their heads; of a row that stands askew only where counting or arithmetic shows the way."""
    at, code = code_at(row, context), column_of(columns, "code")
    if at is None or code is None or at == code:
        overflow = any(cell.text for cell in row.cells[len(columns) :])
        return None if overflow else [(n, n, cell) for n, cell in enumerate(row.cells) if is_figured(columns[n])]
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


def adds_up(placed: list[Placed], columns: tuple[Column, ...], context: Context) -> bool:
    """Whether the change that the row gives is the one from its first price to its second."""
    prices, changes = [], []
    for head, _, cell in placed:
        metric, figure = columns[head].metric, read_figure(cell.text, context.words)
        if metric and figure and metric.name == "close":
            prices.append(figure.number)
        elif metric and figure and metric.kind == "percent":
            changes.append(figure.number)
    if len(prices) != 2 or not changes or not prices[0]:
        return False
    told = (prices[1] / prices[0] - 1) * 100
    slack = CLOSE_ENOUGH + Decimal("1.1") / abs(prices[0])  # prices are rounded to cents
    return abs(told - changes[0]) <= slack


def read_cell(
    column: Column, place: tuple[int, int], instrument: Entity, context: Context, *, named: Unit, as_of: Time
) -> Iterator[Observation | LeftOut]:
    cell = context.table.rows[place[0]][place[1]]
    if not cell.text or is_nothing(cell.text):
        return
    if column.metric is None:
        if has_figure(cell, context):
            yield context.left_out(*place, f"the header “{column.head.raw}” is not known")
        return
    figure = read_figure(cell.text, context.words)
    if figure is None:
        yield context.left_out(*place, "the cell is no figure")
        return
    metric = column.metric
    unit = cell_unit(metric, figure.unit, column.unit, named, context)
    currency = price_currency(metric, unit, instrument, context)
    time = cell_time(column, metric, as_of, context)
    yield Observation(
        report=context.document.file,
        report_id=context.document.hash,
        instrument=instrument,
        metric=metric.name,
        value=plain_number(figure.number * unit.scale),
        unit=unit.per if currency and unit.per else None if currency else unit.unit or metric.unit,
        currency=currency,
        date=time.date,
        period=time.period,
        forecast=time.forecast,
        evidence=(context.evidence(*place),),
    )


def cell_unit(metric: Metric, cell: Unit, head: Unit, named: Unit, context: Context) -> Unit:
    """The unit that stands nearest: the cell's, the header's, the name's (of prices), the caption's (of money)."""
    if metric.kind != "money":
        return cell or head
    if metric.name == "close":
        return cell or head or named
    return cell or head or (Unit() if metric.name in PER_SHARE else context.caption_unit())


def price_currency(metric: Metric, unit: Unit, instrument: Entity, context: Context) -> str | None:
    """Of money: the currency that is named; where several are, or none is, that of the instrument's market. Points of an index have none."""
    if metric.kind != "money":
        return None
    exchange = context.words.exchange(instrument.code) if instrument.code else None
    local = exchange.currency if exchange else None
    if len(unit.currencies) == 1:
        return unit.currencies[0]
    if unit.currencies:
        return local if local in unit.currencies else None
    return local if instrument.class_ == "Security" else None


def cell_time(column: Column, metric: Metric, as_of: Time, context: Context) -> Time:
    """The header's own time; else that of 本周, 上周, 本月; else the table's day, or its period for results."""
    own = column.head.time
    if own.period and metric.name == "close":
        return Time(date=as_of.date, period=None if as_of.date else own.period)
    if own:
        return own
    words = column.head.words
    if not as_of.date and context.published and len(context.published) == 10:
        if "上周" in words:
            return Time(date=weeks_before(context.published, 1))
        if "本周" in words:
            return Time(date=context.published)
        if "本月" in words or "当月" in words:
            return Time(period=context.published[:7])
        if re.search("本年|今年", words):
            return Time(period=context.published[:4])
    if metric.alone:
        return Time(date=as_of.date) if as_of.date else as_of
    return as_of if as_of.period else context.caption_time()


def listing(name: str, instrument: Entity, row: Row, context: Context) -> Statement:
    at = code_at(row, context)
    return context.statement(company_entity(name, context.names), "listedAs", (row.number, at or 0), object_=instrument)


def ratings(row: Row, columns: tuple[Column, ...], instrument: Entity, name: str, context: Context) -> Iterator[Statement]:
    """What the row's rating says of the instrument's company."""
    at = column_of(columns, "rating")
    text = row.cells[at].text if at is not None and at < len(row.cells) else ""
    if at is None or not text or is_nothing(text) or has_figure(row.cells[at], context):
        return
    before = column_of(columns, "previousRating")
    previous = row.cells[before].text if before is not None and before < len(row.cells) and not is_nothing(row.cells[before].text) else None
    subject = Entity(context.document.facts.title or context.document.file, "Report")
    rated = company_entity(name, context.names) if instrument.class_ == "Security" and name else instrument
    yield context.statement(subject, "rates", (row.number, at), object_=rated, rating=text, previousRating=previous)
