"""Qualifiers of several statements -> those that they agree on."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.model import Entity, Qualifier

DATE = re.compile(r"(\d{4})(?:-(?:Q([1-4])|H([12])|(\d\d)(?:-(\d\d))?))?")
DATED = ("date", "validFrom")  # of a period a coarser one is another one: a year's revenue is not a quarter's


def agreed(qualifiers: Iterable[Iterable[tuple[str, Qualifier]]]) -> tuple[tuple[str, Qualifier], ...]:
    """The qualifiers that none contradicts, sorted by name: absent and coarser agree, the finest wins.

    >>> agreed([[("date", "2024")], [("date", "2024-05-13"), ("matter", "云")], []])
    (('date', '2024-05-13'), ('matter', '云'))
    """
    said: dict[str, list[Qualifier]] = {}
    for each in qualifiers:
        for name, value in each:
            said.setdefault(name, []).append(value)
    chosen = ((name, finest(values) if name in DATED else same(values)) for name, values in sorted(said.items()))
    return tuple((name, value) for name, value in chosen if value is not None)


def finest(dates: Iterable[Qualifier]) -> str | None:
    """The date that lies within all others, or None.

    >>> finest(["2024-Q2", "2024", "2024-05"]), finest(["2024-05-13", "2024-05-14"])
    ('2024-05', None)
    """
    texts = sorted({str(date) for date in dates})
    spans = {text: days(text) for text in texts}
    within = [text for text in texts if all(spans[other][0] <= spans[text][0] and spans[text][1] <= spans[other][1] for other in texts)]
    return within[0] if within else None


def days(date: str) -> tuple[str, str]:
    """The first and last day of an ISO date of any precision, as text that sorts; what is no date stands for itself."""
    found = DATE.fullmatch(date)
    if found is None:
        return date, date
    year, quarter, half, month, day = found.groups()
    if day:
        return date, date
    if quarter or half:
        last = int(quarter) * 3 if quarter else int(half) * 6
        first = last - 2 if quarter else last - 5
    else:
        first, last = int(month or 1), int(month or 12)
    return f"{year}-{first:02d}-01", f"{year}-{last:02d}-31"


def same(values: Iterable[Qualifier]) -> Qualifier | None:
    """The one value that all have, or None."""
    found = {key(value): value for value in values}
    return next(iter(found.values())) if len(found) == 1 else None


def key(value: Qualifier) -> object:
    """What two qualifiers have in common that say the same: entities their IRIs, one or a list of one."""
    if isinstance(value, Entity):
        return frozenset({value.id})
    return frozenset(each.id for each in value) if isinstance(value, tuple) else value
