"""Words of headers and captions -> the day or period that they name."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "首": 1}
DIGITS = {"1": 1, "2": 2, "3": 3, "4": 4}
MONTH_ENDS = {3: ("Q1", "H1"), 6: ("Q2", "H1"), 9: ("Q3", "H2"), 12: ("Q4", "H2")}


@dataclass(frozen=True, slots=True)
class Time:
    """A day, or a period, or neither; whether it is forecast."""

    date: str | None = None
    period: str | None = None
    forecast: bool = False

    def __bool__(self) -> bool:
        return bool(self.date or self.period)


Found = Callable[[re.Match[str], str | None], Time | None]


def find_time(text: str, published: str | None) -> tuple[Time, str]:
    """The time that the words name, and the words without it. A missing year is the latest that is not after `published`."""
    for pattern, read in PATTERNS:
        found = list(pattern.finditer(text))
        if found and (time := read(found[-1], published)):
            return time, re.sub(r"\s*(截至|截止|至今日|止)\s*", "", pattern.sub("", text))
    return Time(), text


def year_of(word: str) -> int:
    return int(word) if len(word) == 4 else 2000 + int(word)


def full_day(found: re.Match[str], _: str | None) -> Time | None:
    return day(int(found[1]), int(found[2]), int(found[3]))


def day(year: int, month: int, number: int) -> Time | None:
    try:
        return Time(date=date(year, month, number).isoformat())
    except ValueError:
        return None


def month_day(found: re.Match[str], published: str | None) -> Time | None:
    return yearless(int(found[1]), int(found[2]), published)


def yearless(month: int, number: int, published: str | None) -> Time | None:
    """The latest such day that is not after the report."""
    if not published or not 1 <= month <= 12:
        return None
    year = int(published[:4])
    time = day(year, month, number)
    late = time is not None and time.date is not None and time.date > published[:10].ljust(10, "9")
    return day(year - 1, month, number) if late else time


def range_end(found: re.Match[str], published: str | None) -> Time | None:
    """The last day of a range: 2024.7.22-7.26, 7月15日至19日."""
    said, first, last, number = found[1], int(found[2]), found[4], int(found[5])
    month = int(last) if last else first
    if said:
        return day(int(said) + (month < first), month, number)
    return yearless(month, number, published)


def ended(found: re.Match[str], _: str | None) -> Time | None:
    """截至 2024 年 12 月 31 日止季度: the period that ends on that day."""
    year, month = int(found[1]), int(found[2])
    if found[4] in ("年度", "财年", "十二个月", "全年"):
        return Time(period=str(year)) if month == 12 else None
    if month not in MONTH_ENDS:
        return None
    quarter, half = MONTH_ENDS[month]
    return Time(period=f"{year}-{quarter if found[4] in ('季度', '三个月', '季') else half}")


def quarter(found: re.Match[str], published: str | None) -> Time | None:
    groups = found.groupdict()
    number = QUARTERS.get(groups["q"]) or DIGITS[groups["q"]]
    year = year_of(groups["y"]) if groups.get("y") else latest_year(published, number * 3)
    fiscal = "FY" if (groups.get("fy") or "") else ""
    return Time(period=f"{fiscal}{year}-Q{number}", forecast=bool(groups.get("e"))) if year else None


def half(found: re.Match[str], published: str | None) -> Time | None:
    groups = found.groupdict()
    number = {"上": 1, "下": 2, "1": 1, "2": 2, "": 1}[groups.get("h") or ""]
    said = groups.get("y") or groups.get("y2")
    year = year_of(said) if said else latest_year(published, number * 6)
    return Time(period=f"{year}-H{number}", forecast=bool(groups.get("e"))) if year else None


def three_quarters(found: re.Match[str], published: str | None) -> Time | None:
    year = year_of(found["y"]) if found["y"] else latest_year(published, 9)
    return Time(period=f"{year}-Q1/{year}-Q3") if year else None


def month(found: re.Match[str], published: str | None) -> Time | None:
    number = int(found["m"] or found["m2"])
    year = year_of(found["y"]) if found["y"] else latest_year(published, number)
    return Time(period=f"{year}-{number:02}") if year and 1 <= number <= 12 else None


def year(found: re.Match[str], _: str | None) -> Time | None:
    fiscal = "FY" if found["fy"] else ""
    return Time(period=f"{fiscal}{year_of(found['y'])}", forecast=(found["e"] or "").upper() in ("E", "F", "P", "预测", "预计"))


def latest_year(published: str | None, month: int) -> int | None:
    """The year of the latest such month that had begun when the report appeared; a period that ends with it may still run."""
    if not published:
        return None
    now, running = int(published[:4]), int(published[5:7]) if len(published) >= 7 else 12
    return now if month <= running else now - 1


FORECAST = r"\s*(?P<e>[EeFf](?![A-Za-z]))?[Aa]?"
PATTERNS: tuple[tuple[re.Pattern[str], Found], ...] = (
    (re.compile(r"(20\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日\s*止\s*(季度|三个月|季|六个月|半年|年度|财年|十二个月|全年)"), ended),
    (
        re.compile(r"(20\d\d)\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?\s*[-~—–至到]\s*(?:(\d{1,2})\s*[-./月]\s*)?(\d{1,2})(?![\d.-])\s*日?"),
        range_end,
    ),
    (re.compile(r"(?<!\d)()(\d{1,2})\s*月\s*(\d{1,2})\s*日?\s*[-~—–至到]\s*(?:(\d{1,2})\s*月\s*)?(\d{1,2})\s*日"), range_end),
    (re.compile(r"(?<![\d./-])()(\d{1,2})[./](\d{1,2})\s*[-~—–至]\s*(\d{1,2})[./](\d{1,2})(?![\d./-])"), range_end),
    (re.compile(r"(20\d\d)\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?"), full_day),
    (re.compile(r"(?<!\d)(20\d\d)(0[1-9]|1[0-2])([0-3]\d)(?!\d)"), full_day),
    (re.compile(r"(?:(?P<y>(?<!\d)(?:20)?\d\d)\s*年?\s*)?(?:前三季度?|前三个?季度|Q1-Q?3|(?<!\d)1-9\s*月)"), three_quarters),
    (re.compile(r"(?P<fy>FY)?\s*(?P<y>(?:20)?\d\d)\s*年?\s*Q(?P<q>[1-4])" + FORECAST, re.I), quarter),
    (re.compile(r"(?<!\d)(?P<q>[1-4])Q\s*(?P<fy>FY)?(?P<y>(?:20)?\d\d)(?!\d)" + FORECAST, re.I), quarter),
    (re.compile(r"Q(?P<q>[1-4])\s*(?P<fy>FY)?\s*(?P<y>20\d\d)" + FORECAST, re.I), quarter),
    (re.compile(r"(?:(?P<y>20\d\d)\s*年?\s*)?第?(?P<q>[一二三四首1-4])\s*季(?:度|报)?"), quarter),
    (re.compile(r"(?<![A-Za-z0-9])Q(?P<q>[1-4])(?![A-Za-z0-9])"), quarter),
    (re.compile(r"(?P<y>(?:20)?\d\d)\s*H(?P<h>[12])" + FORECAST, re.I), half),
    (re.compile(r"(?<!\d)(?P<h>[12])H\s*(?P<y>(?:20)?\d\d)(?!\d)" + FORECAST, re.I), half),
    (re.compile(r"(?:(?P<y>20\d\d)\s*年?\s*)?(?P<h>[上下])半年|(?P<y2>20\d\d)\s*年?\s*(?:中报|中期|半年报?)"), half),
    (re.compile(r"(?<!\d)(\d{1,2})\s*月\s*(\d{1,2})\s*日"), month_day),
    (re.compile(r"^\s*(\d{1,2})[.\-/](\d{1,2})\s*$"), month_day),
    (re.compile(r"(?:^|(?<=[一-鿿(（\[]))\s*(\d{1,2}(?=[\-/])|\d\d)[.\-/](\d\d|(?<=[\-/])\d)(?=\s*(?:$|[一-鿿)）\]]))"), month_day),
    (re.compile(r"(?P<y>20\d\d)\s*[-年./]\s*(?P<m>\d{1,2})\s*月?(?!\d)|(?<!\d)(?P<m2>\d{1,2})\s*月(?!\d|\s*\d)"), month),
    (re.compile(r"(?P<fy>FY)\s*(?P<y>(?:20)?\d\d)\s*(?P<e>[EFP])?[Aa]?(?![A-Za-z0-9])", re.I), year),
    (re.compile(r"(?<![\d.])(?P<fy>(?!))?(?P<y>(?:19|20)\d\d)\s*年?\s*(?:A|(?P<e>E|F|P|预测|预计))?(?:年报|年度)?(?![A-Za-z0-9.])", re.I), year),
    (re.compile(r"(?<![\d.A-Za-z])(?P<fy>(?!))?(?P<y>\d\d)(?:A|(?P<e>[EF]))(?![A-Za-z0-9])"), year),
)


def weeks_before(published: str | None, weeks: int) -> str | None:
    """The day so many weeks before a report's day."""
    if not published or len(published) < 10:
        return None
    return (date.fromisoformat(published[:10]) - timedelta(weeks=weeks)).isoformat()
