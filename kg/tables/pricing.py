"""Figures of market data -> their units: which metric takes which, and whose money it is."""

from __future__ import annotations

from kg.model import Entity
from kg.tables.context import Context
from kg.tables.figures import Unit
from kg.tables.words import Metric

MONEY = ("money", "sum")
HOME = "CNY"  # companies listed elsewhere may report in another currency than their shares'


def suits(metric: Metric, unit: Unit) -> bool:
    """Whether a figure with a unit of its own can be a value of the metric: money is no percentage, a ratio no sum."""
    if metric.kind in MONEY:
        return unit.unit is None
    return (unit.scale == 1 and not unit.currencies and unit.unit in (None, "%", "倍", "bp", "个百分点")) or metric.kind == "count"


def cell_unit(metric: Metric, cell: Unit, head: Unit, named: Unit, context: Context) -> Unit:
    """The unit that stands nearest: the cell's, the header's, the name's (of money), the caption's (of sums)."""
    if metric.kind == "sum":
        return cell or head or named or context.caption_unit()
    return cell or head or (named if metric.kind == "money" else Unit())


def price_currency(metric: Metric, unit: Unit, instrument: Entity, context: Context) -> str | None:
    """Of money: the currency that is named; where several are, or none is, that of the instrument's market.

    Points of an index have none, nor have results of a company that is listed abroad.
    """
    if metric.kind not in MONEY:
        return None
    exchange = context.words.exchange(instrument.code, column=True) if instrument.code else None
    local = exchange.currency if exchange else None
    if len(unit.currencies) == 1:
        return unit.currencies[0]
    if unit.currencies:
        return local if local in unit.currencies else None
    if not metric.alone and local != HOME:
        return None
    return local if instrument.class_ == "Security" else None


def lacks_unit(metric: Metric, unit: Unit) -> bool:
    """A sum without a word on its unit may be in anything from yuan to billions."""
    return metric.kind == "sum" and not unit
