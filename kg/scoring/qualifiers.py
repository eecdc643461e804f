"""A right statement -> what else of it is right: date, modality, qualifiers, classes, quote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.scoring.facts import Json, Names, equal, normal, number

CHECKED = ("validFrom", "place", "to", "percent", "factor", "count", "duration", "amount", "title", "period", "round", "change")
LONGEST = 400  # characters: a quote is a sentence or a table row, not the report


def details(gold: Json, built: Sequence[Json], names: Names) -> Iterator[tuple[str, bool]]:
    """Yield what was checked and whether it is right. Where the statement is given twice, the better one counts."""
    wanted, given = gold.get("qualifiers", {}), [each.get("qualifiers") or {} for each in built]
    if "date" in wanted:
        yield "date", any(each.get("date") == wanted["date"] for each in given)
    else:
        yield "undated", not any(each.get("date") for each in given)
    modality = any(gold["modality"] == each.get("modality") for each in built)
    yield "modality", modality
    if gold["modality"] != "asserted":
        yield "unasserted", modality
    if "currency" in gold:
        yield "qualifier", any(each.get("currency") == gold["currency"] for each in built)
    for name in CHECKED:
        if name in wanted:
            yield "qualifier", any(same_qualifier(wanted[name], each.get(name)) for each in given)
    for entity in (built[0]["subject"], built[0].get("object")):
        if entity and (found := names.find(entity)) in names.classes:
            yield "class", names.classes[found] == entity.get("class")


def same_qualifier(gold: object, built: object) -> bool:
    """Numbers are equal, lists hold the same, of two texts one contains the other."""
    if built is None:
        return False
    if isinstance(gold, list) or isinstance(built, list):
        wanted, given = ({as_text(each) for each in (side if isinstance(side, list) else [side])} for side in (gold, built))
        return wanted == given
    if (wanted_number := number(gold)) is not None:
        return equal(wanted_number, number(built))
    one, other = as_text(gold), as_text(built)
    return bool(one and other) and (one in other or other in one)


def as_text(value: object) -> str:
    if isinstance(value, Mapping):
        value = value.get("label", value.get("value"))
    return normal(str(value))


def is_supported(statement: Json, text: str) -> bool:
    """Whether each of its quotes stands in the report's text (without white space) and is short enough."""
    quotes = [evidence.get("quote", "") for evidence in statement.get("evidence", ())]
    return bool(quotes) and all(quote.strip() and len(quote) <= LONGEST and without_space(quote) in text for quote in quotes)


def without_space(text: str) -> str:
    return re.sub(r"\s+", "", text)
