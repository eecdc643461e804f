"""Sections with codes or names of instruments -> observations, listings, ratings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Entity, Observation, Statement
from kg.tables.columns import Column
from kg.tables.context import Context, LeftOut
from kg.tables.figures import Unit, is_nothing, plain_number, read_figure, read_unit, without_marks
from kg.tables.heads import Row, Section
from kg.tables.naming import INSTRUMENTS, company_entity, instrument_entity
from kg.tables.placing import code_at, has_figure, is_average, placed_cells, row_class, row_code, row_name
from kg.tables.pricing import cell_unit, lacks_unit, price_currency, suits
from kg.tables.ratings import ratings
from kg.tables.times import Time, find_time, weeks_before
from kg.tables.words import Metric


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
        code, name = row_code(row, columns, context), without_marks(row_name(row, columns, context))
        if not code and not name:
            yield from whole_row(row, "the row names no instrument", context)
            continue
        if not code and is_average(name, context):
            yield from whole_row(row, "the row is an average or a sum", context)
            continue
        unit, label = name_unit(bond_name(name, context), context)
        instrument = instrument_entity(label, code, row_class(columns), context.words, context.names)
        placed = placed_cells(row, columns, context)
        if placed is None:
            yield from whole_row(row, "the row is out of step with the header", context)
            continue
        for head, at, _ in placed:
            yield from read_cell(columns[head], (row.number, at), instrument, context, named=unit, as_of=as_of)
        if code and instrument.class_ == "Security" and name:
            yield listing(name, instrument, row, context)
        yield from ratings(row, columns, instrument, context)


def whole_row(row: Row, reason: str, context: Context) -> Iterator[LeftOut]:
    yield from (context.left_out(row.number, at, reason) for at, cell in enumerate(row.cells) if has_figure(cell, context))


def table_time(columns: tuple[Column, ...], context: Context) -> Time:
    """The day that the table's figures are of: the caption's, else the latest in the header, else the note's."""
    caption = context.caption_time()
    if caption.date:
        return caption
    days = [column.head.time.date for column in columns if column.head.time.date]
    return Time(date=max(days)) if days else find_time(context.note, context.published)[0]


def bond_name(name: str, context: Context) -> str:
    """A bare tenor ('10年期') is a bond of the country that the caption names: '10年期美国国债'."""
    issuer = re.search(r"([\u4e00-\u9fff]{1,3}?)国债", re.sub(r"^\s*(图表|表|图)\s*\d*\s*[:：]?\s*", "", context.caption))
    tenor = re.fullmatch(r"(\d+\s*个?[年月])期?|(\d+)Y", name)
    return f"{tenor.group(1) or tenor.group(2) + '年'}期{issuer.group(0)}" if tenor and issuer else name


def name_unit(name: str, context: Context) -> tuple[Unit, str]:
    """'锗锭 (元/千克)': the unit in a name's brackets, and the name without it."""
    found = re.match(r"^(.+?)\s*[（(]([^（）()]+)[)）]$", name)
    unit = read_unit(found.group(2), context.words, free=False) if found else None
    return (unit, found.group(1)) if found and unit else (Unit(), name)


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
    if not suits(metric, figure.unit):
        yield context.left_out(*place, "the cell's unit is not one of the metric")
        return
    unit = cell_unit(metric, figure.unit, column.unit, named, context)
    if lacks_unit(metric, unit):
        yield context.left_out(*place, "the unit of the sum is not said")
        return
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
