"""Sections of financial items by year -> observations of the company that the report rates, statements of its past results."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.model import Cell, Entity, Number, Observation, Statement
from kg.tables.columns import Column, match_metric, read_column
from kg.tables.context import Context, LeftOut
from kg.tables.figures import Unit, is_nothing, plain_number, read_figure
from kg.tables.heads import Section, read_head
from kg.tables.naming import company_entity, instrument_entity
from kg.tables.pricing import cell_unit, lacks_unit, price_currency, suits
from kg.tables.words import folded

BUSINESS = (  # of these a past period's value is the company's own figure
    *("revenue", "grossProfit", "grossMargin", "operatingProfit", "netProfit", "adjustedNetProfit", "netMargin"),
    *("rdExpense", "capex", "operatingCashFlow"),
)


def item_groups(columns: tuple[Column, ...]) -> list[tuple[int, tuple[int, ...]]]:
    """A column of items and the columns of periods right of it, once or (two statements side by side) more often.

    None where other columns stand between, or codes or names.
    """
    groups: list[tuple[int, tuple[int, ...]]] = []
    for at, column in enumerate(columns):
        if column.head.time.period and not column.head.words and groups:
            groups[-1] = (groups[-1][0], (*groups[-1][1], at))
        elif column.role is None or column.role.name not in ("code", "name"):
            groups.append((at, ()))
        else:
            return []
    return groups if all(len(periods) >= 2 for _, periods in groups) else []


def read_forecast(
    section: Section, columns: tuple[Column, ...], groups: list[tuple[int, tuple[int, ...]]], context: Context
) -> Iterator[Observation | Statement | LeftOut]:
    """One value for each item and period. 同比 takes the item of the row above."""
    subject = rated(context)
    for labels, periods in groups:
        item = ""
        for row in section.rows:
            label = row.cells[labels].text if labels < len(row.cells) else ""
            column = read_column(read_head(label, context.published), context.words, context.caption)
            column = column if column.unit else replace(column, unit=columns[labels].unit if is_sum(column) else column.unit)
            if column.role and column.role.name == "change" and item:
                column = replace(column, metric=match_metric(folded(item + "同比"), context.words, "")[0])
            elif is_sum(column):
                item = column.head.words.replace("%", "").strip()
            below = context.table.rows[row.number + 1][labels:] if row.number + 1 < len(context.table.rows) else ()
            for at in periods:
                if at < len(row.cells) and not is_nothing(row.cells[at].text):
                    change = change_in(below, at - labels, context)
                    yield from read_item(column, columns[at], (row.number, at), subject, context, change=change)


def is_sum(column: Column) -> bool:
    return column.metric is not None and column.metric.kind == "sum"


def change_in(row: tuple[Cell, ...], at: int, context: Context) -> Number | None:
    """The change year on year that a row beginning with 同比 gives for the item above it."""
    role = context.words.role(re.sub(r"[(（%].*", "", row[0].text)) if row and at < len(row) else None
    figure = read_figure(row[at].text, context.words) if role and role.name == "change" else None
    return plain_number(figure.number) if figure else None


def rated(context: Context) -> tuple[Entity, Entity] | None:
    """The company that the report rates, and its share where a code is given; None where it rates none or several."""
    ratings = [r for r in context.document.facts.ratings if r.code or not r.instrument.endswith(("行业", "板块"))]
    if len({rating.instrument for rating in ratings}) != 1:
        return None
    company = company_entity(ratings[0].instrument, context.names)
    code = next((rating.code for rating in ratings if rating.code), None)
    share = instrument_entity(ratings[0].instrument, code, "Security", context.words, context.names) if code else company
    return company, share


def read_item(
    item: Column, period: Column, place: tuple[int, int], subject: tuple[Entity, Entity] | None, context: Context, *, change: Number | None
) -> Iterator[Observation | Statement | LeftOut]:
    figure = read_figure(context.table.rows[place[0]][place[1]].text, context.words)
    time = period.head.time
    reason = (
        f"the item “{item.head.raw}” is not known"
        if item.metric is None
        else "the cell is no figure"
        if figure is None or not suits(item.metric, figure.unit)
        else "the header names no period"
        if not time.period
        else "the report does not say whose figures these are"
        if subject is None
        else ""
    )
    if item.metric is None or figure is None or subject is None or reason:
        yield context.left_out(*place, reason)
        return
    company, share = subject
    metric = item.metric
    unit = cell_unit(metric, figure.unit, item.unit, Unit(), context)
    if lacks_unit(metric, unit):
        yield context.left_out(*place, "the unit of the sum is not said")
        return
    currency = price_currency(metric, unit, share, context)
    value = plain_number(figure.number * unit.scale)
    shown = None if currency else unit.unit or metric.unit
    evidence = (context.evidence(*place),)
    document = context.document
    yield Observation(document.file, document.hash, share, metric.name, value, shown, currency, None, time.period, time.forecast, evidence)
    if metric.name in BUSINESS and not time.forecast and (metric.kind != "sum" or currency):
        words = item.head.words.replace("%", "").strip()
        yield context.statement(
            company, "reportsMetric", place, value=value, currency=currency, metric=words, period=time.period, unit=shown, change=change
        )
