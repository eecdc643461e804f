"""Figures of market data -> their units: which metric takes which, and whose money it is."""

from __future__ import annotations

from kg.model import Entity
from kg.tables.context import Context
from kg.tables.figures import Unit
from kg.tables.words import Metric

PER_SHARE = ("eps", "bps", "dps", "targetPrice", "previousClose", "open", "high", "low")  # a caption in 亿元 does not scale these


def suits(metric: Metric, unit: Unit) -> bool:
    """Whether a figure with a unit of its own can be a value of the metric: money is no percentage, a ratio no sum."""
    if metric.kind == "money":
        return unit.unit is None
    return (unit.scale == 1 and not unit.currencies and unit.unit in (None, "%", "倍", "bp", "个百分点")) or metric.kind == "count"


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
    exchange = context.words.exchange(instrument.code, column=True) if instrument.code else None
    local = exchange.currency if exchange else None
    if len(unit.currencies) == 1:
        return unit.currencies[0]
    if unit.currencies:
        return local if local in unit.currencies else None
    return local if instrument.class_ == "Security" else None
