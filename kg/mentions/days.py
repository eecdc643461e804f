"""Days, months, quarters and halves as ISO 8601, and how they lie to one another."""

from __future__ import annotations

import re
from datetime import date, timedelta

from kg.mentions.quantities import chinese_number

WEEK = "一二三四五六日"


def to_int(text: str) -> int:
    """12, 十二 -> 12."""
    return int(text) if text.isdigit() else chinese_number(text)


def normal(text: str) -> str | None:
    """2024.6.28, 2024/6 -> 2024-06-28, 2024-06; None where there is no such day."""
    parts = re.split(r"[-./]", text)
    found = "-".join([parts[0], *(f"{int(part):02d}" for part in parts[1:])])
    return found if valid(found) else None


def valid(iso: str) -> bool:
    """Whether a date that names a day names one that there is."""
    if len(iso) != 10:
        return True
    try:
        date.fromisoformat(iso)
    except ValueError:
        return False
    return True


def parse(iso: str | None) -> date | None:
    """The first day of an ISO date of any precision."""
    if not iso:
        return None
    found = re.match(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", iso)
    return date(int(found[1]), int(found[2] or 1), int(found[3] or 1)) if found and valid(iso) else None


def bounds(iso: str) -> tuple[date | None, date | None]:
    """The first and the last day of a date, quarter or half."""
    year, part = int(iso[:4]), iso[5:]
    if part.startswith("Q"):
        first = int(part[1]) * 3 - 2
        return date(year, first, 1), month_end(year, first + 2)
    if part.startswith("H"):
        first = 1 if part == "H1" else 7
        return date(year, first, 1), month_end(year, first + 5)
    if len(part) > 2:
        day = date.fromisoformat(iso) if valid(iso) else None
        return day, day
    return date(year, int(part), 1), month_end(year, int(part))


def month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def shift_month(year: int, month: int, months: int) -> tuple[int, int]:
    """The year and month so many months later."""
    serial = year * 12 + month - 1 + months
    return serial // 12, serial % 12 + 1


def over(iso: str, published: date | None) -> bool:
    """Whether a quarter or month has ended by the day of the report."""
    end = bounds(iso)[1]
    return published is None or (end is not None and end <= published)


def weekday(name: str, relative: str, published: date) -> str:
    """周五, 上周五: of the report's week, or the one before; a bare weekday is the latest not after the report."""
    number = WEEK.index(name.replace("天", "日"))
    monday = published - timedelta(days=published.weekday())
    found = monday + timedelta(days=number + {"上": -7, "上上": -14, "下": 7}.get(relative, 0))
    if not relative and found > published:
        found -= timedelta(days=7)
    return found.isoformat()
