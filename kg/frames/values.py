"""A metric's word -> the number that it goes with."""

from __future__ import annotations

from kg.clauses import Parsed, Signal
from kg.frames.lexicon import Frame
from kg.mentions import Quantity

LONGEST_LINK = 16  # characters between a metric's word and its number: 为, 达到, 已提升至, 进一步扩大到约
NEAREST = 4  # characters between a number and the word after it: 个, 颗, 的


def wanted(frame: Frame, quantity: Quantity) -> bool:
    """Whether the predicate takes such a value."""
    kind = frame.predicate.value
    unit = frame.option("unit")
    if unit and (quantity.unit or "") not in unit.split(","):
        return False
    if quantity.kind in ("points", "multiple"):
        return False
    if quantity.kind == "money":
        return kind in ("money", "number or money")
    return kind in ("number", "number or money")


def find_quantities(parsed: Parsed, verb: Signal, frame: Frame, after: bool) -> tuple[Quantity, ...]:
    """The number of a metric's word, or the list of numbers that 分别 or 、 gives for a list of names."""
    clause = parsed.clause_of(verb.start)
    start, end = parsed.borders[clause], parsed.clause_end(clause)
    if not after:
        before = [q for q in parsed.read.quantities if q.end <= verb.start and verb.start - q.end <= NEAREST and q.start >= start and wanted(frame, q)]
        return tuple(before[-1:])
    longest = int(frame.option("near") or LONGEST_LINK)
    found: list[Quantity] = []
    for quantity in parsed.read.quantities:
        if quantity.start < verb.end or quantity.end > end:
            continue
        place = found[-1].end if found else verb.end
        if not found and (quantity.start - place > longest or other_metric(parsed, verb.end, quantity.start)):
            break
        if found and parsed.text[place : quantity.start].strip(" 约") not in ("、", "和", "与", "及", "以及", "/"):
            break
        if wanted(frame, quantity):
            found.append(quantity)
        elif not found and quantity.kind not in ("percent", "points"):
            break
    return tuple(found)


def other_metric(parsed: Parsed, start: int, end: int) -> bool:
    """Whether the number belongs to a nearer word."""
    return any("metric" in s.kinds for s in parsed.between(start, end, outside=False))
