"""Dates, periods and durations of a sentence, resolved against the report's date and the dates before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from kg.mentions.dating import (
    Groups,
    Told,
    date_day,
    date_fiscal,
    date_half,
    date_month,
    date_offset,
    date_quarter,
    date_span,
    date_word,
    year_of,
)
from kg.mentions.days import normal, parse, weekday
from kg.mentions.timewords import EVENT_BEFORE, find_times, is_ahead, is_quarter_ahead

Kind = Literal["date", "period", "duration", "vague"]
PERIODS = ("fiscal", "firstyear", "span", "half", "quarter", "q", "q2", "q3")


@dataclass(frozen=True, slots=True)
class Time:
    """A time at `start`:`end`. `iso` is ISO 8601 at the precision of the text, None where it gives none:
    2024, 2024-Q3, FY2025-Q1, 2024-Q1/2024-Q3, 2024-06-28."""

    start: int
    end: int
    text: str
    iso: str | None
    kind: Kind


class Calendar:
    """Reads the times of one document in order; words such as 次日 and 同月 look back to the time before."""

    def __init__(self, published: str | None) -> None:
        self.told = Told(parse(published))

    def find(self, text: str, taken: Sequence[tuple[int, int]]) -> Iterator[Time]:
        """Yield the times of a sentence that do not touch `taken` (names such as 2023世界人工智能大会)."""
        for found in find_times(text):
            if not any(start < found.end() and found.start() < end for start, end in taken):
                yield self.read(text, found)

    def read(self, text: str, found: re.Match[str]) -> Time:
        groups = found.groupdict()
        kind: Kind = "period" if any(groups.get(name) for name in PERIODS) else "date"
        iso = self.period(text, found, groups) if kind == "period" else self.date(text, found, groups)
        if groups.get("vague"):
            kind = "vague"
        if iso and kind == "date" and "前" not in (groups.get("direction") or groups.get("before") or ""):  # 两周之前 is an aside
            self.told.remember(iso)
        return Time(found.start(), found.end(), found[0], iso, kind)

    def period(self, text: str, found: re.Match[str], groups: Groups) -> str | None:
        if groups.get("fiscal"):
            return date_fiscal(groups, self.told)
        if groups.get("firstyear"):
            return f"{groups['firstyear']}/{groups['lastyear']}"
        if groups.get("span"):
            return date_span(groups, self.told, is_ahead(text, found.start(), found.end()))
        ahead = is_quarter_ahead(text, found.start(), found.end())
        return date_half(groups, self.told, ahead) if groups.get("half") else date_quarter(groups, self.told, ahead)

    def date(self, text: str, found: re.Match[str], groups: Groups) -> str | None:
        told, planned = self.told, is_ahead(text, found.start(), found.end())
        if groups.get("iso"):
            return normal(str(groups["iso"]))
        if groups.get("month") or groups.get("wordmonth") or groups.get("relmonth"):
            return date_month(groups, told, planned)
        if groups.get("year") or groups.get("shortyear") or groups.get("relyear"):
            year = year_of(groups, told)
            return str(year) if year is not None else None
        if groups.get("day"):
            return date_day(int(str(groups["day"])), told, planned)
        if groups.get("offset") or groups.get("before"):
            return date_offset(groups, told)
        if groups.get("weekday") and told.published:
            return weekday(str(groups["weekday"]), groups.get("weekrel") or "", told.published)
        if groups.get("word"):
            return date_word(str(groups["word"]), told, bool(EVENT_BEFORE.search(text, 0, found.start())))
        if groups.get("yearpart"):
            return str(told.published.year) if told.published else None
        if groups.get("monthpart"):
            return (told.last or "")[:7] or (f"{told.published:%Y-%m}" if told.published else None)
        return None
