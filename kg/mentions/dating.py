"""The groups of a time's pattern, and what was told before it -> its ISO 8601 date or period."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kg.mentions.days import bounds, over, parse, shift_month, to_int, valid

YEAR_OFFSETS = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1, "后年": 2}
MONTH_OFFSETS = {"上月": -1, "上个月": -1, "下月": 1, "下个月": 1, "次月": 1}
PART_BEGINS = {"中旬": 11, "下旬": 21, "底": 21, "末": 21}  # days: 本月中旬 of a report of the first is that of the month before
DAY_OFFSETS = {"昨日": -1, "昨天": -1, "昨晚": -1, "昨": -1, "前天": -2, "明日": 1, "明天": 1, "后天": 2, "今日": 0, "今天": 0, "今晨": 0, "今晚": 0}
NEXT_OFFSETS = {"次日": 1, "翌日": 1, "第二天": 1, "第二日": 1, "隔日": 1, "前一日": -1, "前一天": -1, "前日": -1}
FEASTS = {"元旦": "01-01", "劳动节": "05-01", "国庆节": "10-01", "平安夜": "12-24", "圣诞节": "12-25"}
NEWS = 14  # days: what a weekly or biweekly report is about
RECENT = 62  # days: 20日 after a date of long ago is of the report's own month
REPORTING = 35  # days between the end of a quarter and the report on it
HALF_YEAR = 183  # days: 自4月4日起 in a report of June is this year's, in one of December next year's

Groups = Mapping[str, str | None]


@dataclass(slots=True)
class Told:
    """What a document has told of times so far: `day` is the last date that names a day (次日, 三天后 count from it),
    `news` the last one that is no background of long ago (断供当天, 公布前三天 count from it)."""

    published: date | None
    last: str | None = None
    day: str | None = None
    news: str | None = None
    opening: str | None = None  # the first and the last day of the event that was told of last
    closing: str | None = None
    fiscal_year: str | None = None

    def remember(self, iso: str) -> None:
        self.last = iso
        if len(iso) == 10:
            self.day = iso
            day, news = parse(iso), parse(self.news)
            old = news is None or self.published is None or (self.published - news).days > NEWS
            if old or day is None or self.published is None or abs((self.published - day).days) <= NEWS:
                self.news = iso

    def open_event(self, first: str, last: str | None) -> None:
        self.opening, self.closing = first, last

    def month(self) -> tuple[int, int] | None:
        """The month that was named last, else the report's."""
        if self.last and re.match(r"\d{4}-\d{2}", self.last):
            return int(self.last[:4]), int(self.last[5:7])
        return (self.published.year, self.published.month) if self.published else None


def year_of(groups: Groups, told: Told) -> int | None:
    """The year that the words give; None where they give none."""
    if groups.get("year"):
        return int(str(groups["year"]))
    if groups.get("shortyear") or groups.get("halfyear"):
        return 2000 + int(str(groups.get("shortyear") or groups["halfyear"]))
    relative = groups.get("relyear")
    if relative in YEAR_OFFSETS:
        return told.published.year + YEAR_OFFSETS[relative] if told.published else None
    if relative and told.last:
        return int(told.last[:4]) + (1 if relative in ("次年", "翌年") else 0)
    return None


def with_year(groups: Groups, told: Told, part: str, planned: bool) -> str | None:
    """A part of a year (Q2, H1, 06, 06-28) with its year: where none is given, the latest not after the report, of plans the earliest not before."""
    year = year_of(groups, told)
    if year is not None:
        return f"{year}-{part}"
    if groups.get("relyear") or told.published is None:
        return None
    year = told.published.year
    start, end = bounds(f"{year}-{part}")
    if planned:
        return f"{year_ahead(told, told.published, part, end)}-{part}"
    return f"{year - 1 if start is not None and start > told.published else year}-{part}"


def year_ahead(told: Told, published: date, part: str, end: date | None) -> int:
    """The year of what lies ahead of the last date, or of the report."""
    announced = parse(told.last)
    if announced is not None:
        end = bounds(f"{announced.year}-{part}")[1]
        return announced.year + (end is not None and end < announced)
    return published.year + (end is not None and (published - end).days > HALF_YEAR)


def date_quarter(groups: Groups, told: Told, planned: bool) -> str | None:
    number = groups.get("quarter") or groups.get("q") or groups.get("q2") or groups.get("q3") or "1"
    if groups.get("q2year"):
        return f"20{groups['q2year']}-Q{number}"
    return with_year(groups, told, f"Q{to_int(number)}", planned)


def date_half(groups: Groups, told: Told, planned: bool) -> str | None:
    return with_year(groups, told, "H1" if str(groups["half"]).startswith(("上", "1H", "H1")) else "H2", planned)


def date_fiscal(groups: Groups, told: Told) -> str | None:
    """FY2025-Q1; a quarter without a year is of the year that was named last."""
    year = groups.get("fy1") or groups.get("fy2") or groups.get("fy3")
    quarter = groups.get("fq") or groups.get("fq2") or (groups.get("fq3") or "").lstrip("第")
    if year is None and quarter:
        year = told.fiscal_year or guess_fiscal(told, to_int(quarter))
    if year is None:
        return None
    told.fiscal_year = year if len(year) == 4 else f"20{year}"
    half = groups.get("fh")
    tail = f"-Q{to_int(quarter)}" if quarter else f"-H{'1' if half in ('上半年', 'H1') else '2'}" if half else ""
    return f"FY{told.fiscal_year}{tail}"


def guess_fiscal(told: Told, quarter: int) -> str | None:
    """第三财季 without a year: that quarter ended about a month before the report, and its financial year ends so many quarters later."""
    if told.published is None:
        return None
    ended = told.published - timedelta(days=REPORTING)
    return str(shift_month(ended.year, ended.month, (4 - quarter) * 3)[0])


def date_span(groups: Groups, told: Told, planned: bool) -> str | None:
    """前三季度, 1-5月: a part of a year from its beginning, which has ended."""
    months = groups.get("months") or groups.get("until")
    if str(groups["span"]).startswith(("前三季", "Q1")):
        first, end = "Q1", "Q3"
    elif months:
        first, end = "01", f"{to_int(months):02d}"
    else:
        return with_year(groups, told, "H1", planned)
    last = with_year(groups, told, end, planned)
    if last and year_of(groups, told) is None and not planned and not over(last, told.published):
        last = f"{int(last[:4]) - 1}-{end}"
    return f"{last[:4]}-{first}/{last}" if last else None


def date_month(groups: Groups, told: Told, planned: bool) -> str | None:
    """6月, 6月28日, 上月, 同月3日."""
    day = f"-{int(str(groups['day'])):02d}" if groups.get("day") else ""
    relative = groups.get("relmonth")
    if relative:
        published = (told.published.year, told.published.month) if told.published else None
        base = told.month() if relative in ("当月", "同月", "次月") else published
        if base is None:
            return None
        ahead = relative == "本月" and not planned and told.published and told.published.day < PART_BEGINS.get(str(groups.get("part")), 0)
        year, month = shift_month(*base, -1 if ahead else MONTH_OFFSETS.get(relative, 0))
        return f"{year}-{month:02d}{day}"
    found = with_year(groups, told, f"{to_int(str(groups.get('month') or groups['wordmonth'])):02d}{day}", planned)
    return found if found is None or valid(found) else None


def date_day(day: int, told: Told, planned: bool, joined: bool = False) -> str | None:
    """29日: of the month that was named last (for sure if joined: 26日至28日), else the latest such day not after the report."""
    base, last, published = told.month(), parse(told.last), told.published
    if base is None:
        return None
    if last is not None and published is not None and not planned and not joined and abs((published - last).days) > RECENT:
        base, told.last = (published.year, published.month), None
    found = f"{base[0]}-{base[1]:02d}-{day:02d}"
    if told.last is None and published is not None and not planned and found > published.isoformat():
        year, month = shift_month(*base, -1)
        found = f"{year}-{month:02d}-{day:02d}"
    return found if valid(found) else None


def date_word(word: str, told: Told, of_event: bool) -> str | None:
    """The day that 今日, 次日, 当天 mean; 断供当天 is the day that the report tells of."""
    if of_event and word in ("当日", "当天", "当晚"):
        return told.news
    if word in DAY_OFFSETS:
        return (told.published + timedelta(days=DAY_OFFSETS[word])).isoformat() if told.published else None
    if word == "即日":
        return told.last
    if word in NEXT_OFFSETS:
        day = parse(told.day)
        return (day + timedelta(days=NEXT_OFFSETS[word])).isoformat() if day else None
    return told.day


def date_event(word: str, told: Told) -> str | None:
    """开幕首日, 闭幕当日, 开幕前一天: from the days of the event that was told of last."""
    if word.startswith(("闭幕", "收官", "落幕")):
        return told.closing
    day = parse(told.opening)
    if day is None:
        return None
    shift = -1 if "前" in word else 1 if "次日" in word or "第二" in word else 0
    return (day + timedelta(days=shift)).isoformat()


def date_shifted(groups: Groups, told: Told) -> str | None:
    """早一天, 晚两天: so many days from the day that was told of last."""
    day, count = parse(told.day), to_int(str(groups["days"]))
    sign = -1 if str(groups["earlier"]).startswith(("早", "提前")) else 1
    return (day + timedelta(days=sign * count)).isoformat() if day else None


def date_offset(groups: Groups, told: Told) -> str | None:
    """两天后, 一周之前, 三个月后, 公布前三天: from the time before."""
    event = groups.get("before")
    unit, direction = str(groups["beforeunit" if event else "offunit"]), str(event or groups["direction"])
    count = to_int(str(groups["beforecount" if event else "offset"])) * (1 if "后" in direction else -1)
    days = 0 if "月" in unit or unit == "年" else 1 if unit in ("天", "日") else 7
    last = parse((told.news if event else told.day) if days else told.last)
    if last is None or told.last is None:
        return None
    if days:
        return (last + timedelta(days=count * days)).isoformat()
    if unit == "年":
        return str(last.year + count)
    year, month = shift_month(last.year, last.month, count)
    return f"{year}-{month:02d}" if len(told.last) >= 7 else None
