"""Dates, periods and durations of a sentence, resolved against the report's date and the dates before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from kg.mentions.dating import (
    FEASTS,
    Groups,
    Told,
    date_day,
    date_event,
    date_fiscal,
    date_half,
    date_month,
    date_offset,
    date_quarter,
    date_shifted,
    date_span,
    date_word,
    with_year,
    year_of,
)
from kg.mentions.days import normal, parse, weekday
from kg.mentions.timewords import EVENT_BEFORE, find_times, is_ahead, is_quarter_ahead

Kind = Literal["date", "period", "duration", "vague"]
PERIODS = ("fiscal", "firstyear", "span", "half", "quarter", "q", "q2", "q3")


RANGE = ("至", "到", "-", "—", "~")
OPENS = re.compile(r"[^。；]{0,40}?(?:开幕|揭幕|启幕|开展|拉开帷幕|召开|举行|举办|登场)")


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
        last: Time | None = None
        for found in find_times(text):
            if not any(start < found.end() and found.start() < end for start, end in taken):
                time = self.read(text, found)
                self.note_event(text, last, time)
                yield time
                last = time

    def note_event(self, text: str, before: Time | None, time: Time) -> None:
        """7 月 26 日至 28 日 and 26 日…开幕 give the days of an event."""
        if time.kind != "date" or not time.iso or len(time.iso) != 10:
            return
        if before is not None and before.iso and before.iso < time.iso and text[before.end : time.start] in RANGE:
            self.told.open_event(before.iso, time.iso)
        elif OPENS.match(text, time.end) and self.told.opening != time.iso:
            self.told.open_event(time.iso, None)

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
        if groups.get("feast"):
            return with_year(groups, told, FEASTS[str(groups["feast"])], planned)
        if groups.get("eventday"):
            return date_event(str(groups["eventday"]), told)
        if groups.get("earlier"):
            return date_shifted(groups, told)
        if groups.get("month") or groups.get("wordmonth") or groups.get("relmonth"):
            return date_month(groups, told, planned)
        if groups.get("year") or groups.get("shortyear") or groups.get("relyear"):
            year = year_of(groups, told)
            return str(year) if year is not None else None
        if groups.get("day"):
            return date_day(int(str(groups["day"])), told, planned, text[found.start() - 1 : found.start()] in RANGE)
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
