"""Rows of market data with a rating -> what the report rates."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Entity, Number, Statement
from kg.tables.columns import Column
from kg.tables.context import Context
from kg.tables.figures import is_nothing, plain_number, read_figure
from kg.tables.heads import Row
from kg.tables.placing import column_of
from kg.tables.pricing import price_currency


def ratings(row: Row, columns: tuple[Column, ...], instrument: Entity, context: Context) -> Iterator[Statement]:
    """The rating of the row's instrument, with the one before and the target price where the table has columns for them."""
    rating, previous = (text_of(row, columns, role) for role in ("rating", "previousRating"))
    if not rating or read_figure(rating, context.words):
        return
    title = context.document.facts.title or context.document.file
    report = Entity(title, "Report", (title,))
    price, currency = target_price(row, columns, instrument, context)
    place = (row.number, column_of(columns, "rating") or 0)
    yield context.statement(report, "rates", place, object_=instrument, currency=currency, rating=rating, previousRating=previous, targetPrice=price)


def text_of(row: Row, columns: tuple[Column, ...], role: str) -> str | None:
    at = column_of(columns, role)
    text = row.cells[at].text if at is not None and at < len(row.cells) else ""
    return None if is_nothing(text) else text


def target_price(row: Row, columns: tuple[Column, ...], instrument: Entity, context: Context) -> tuple[Number | None, str | None]:
    for column, cell in zip(columns, row.cells, strict=False):
        figure = read_figure(cell.text, context.words)
        if figure and column.metric and column.metric.name == "targetPrice":
            unit = figure.unit or column.unit
            return plain_number(figure.number * unit.scale), price_currency(column.metric, unit, instrument, context)
    return None, None
