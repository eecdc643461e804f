"""Dates, periods and durations of a sentence, resolved against the report's date and the dates before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from kg.mentions.quantities import chinese_number

Kind = Literal["date", "period", "duration", "vague"]
NUMERAL = r"[零一二两三四五六七八九十百\d]+"
YEAR = r"(?P<year>(?:19|20)\d{2})(?:年|(?=Q[1-4]|H[12]|全年))|(?<![\d.第近])(?P<shortyear>[12]\d)(?:年(?=全年|[上下]半年|前三季|第?[一二三四1-4]季|(?:1[0-2]|0?[1-9])月|[初底末]|[QH][1-4]|年?报|营收|收入|净利)|(?=Q[1-4]|H[12]))|(?P<relyear>今年|去年|前年|明年|后年|上年|次年|同年|当年|翌年|本年)(?:的)?"
MONTH = r"(?<![\d.])(?P<month>1[0-2]|0?[1-9])月(?!份?额)(?:份)?|(?<=年)(?P<wordmonth>十[一二]?|[一二三四五六七八九])月(?:份)?|(?P<relmonth>本月|上月|上个月|下月|下个月|当月|同月|次月)"
DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:日|号|(?=[-—~至到](?:3[01]|[12]\d|[1-9])[日号]))"
PART = r"(?P<part>上旬|中旬|下旬|初(?![创步级次期始代])|中(?![\u4e00-\u9fff])|中(?=[的推发将起前后正完开启以])|底(?![层座部盘仓特])|末(?![端代]))"
ISO = r"(?P<iso>(?:19|20)\d{2}[-./](?:1[0-2]|0?[1-9])(?:[-./](?:3[01]|[12]\d|0?[1-9]))?(?![\d%]))"
REPORTED = r"营收|收入|净利|业绩|财报|实现|毛利|单季|出货|销量|末|初|同比|环比|交付|期间|以来|发布|推出|上线|预计|指引|订单"  # words after Q2, which may be a car too
QUARTER = rf"(?:第?(?P<quarter>[一二三四1-4])季度?(?!军)|(?<![A-Za-z])Q(?P<q>[1-4])(?:(?![\w.])|(?={REPORTED}))|(?<=\d)Q(?P<q3>[1-4])(?![A-Za-z0-9.])|(?<![A-Za-z0-9.])(?P<q2>[1-4])Q(?:(?P<q2year>\d{{2}})(?!\d))?(?![A-Za-z0-9]))"
HALF = r"(?P<half>上半年|下半年|(?<![A-Za-z0-9.])[12]H(?P<halfyear>\d{2})?(?![A-Za-z0-9])|H[12](?!\w)|(?<=[\d年])H[12](?![A-Za-z0-9]))"
SPAN = r"(?P<span>前三季度|前三季|前[二两2]季度|前(?P<months>[一二三四五六七八九十]|1[01]|[2-9])个?月|1月?[-—~至到](?P<until>1[0-2]|[2-9])月(?!\d)|Q1[-—~至到]Q3(?![A-Za-z0-9]))"
FISCAL = r"(?P<fiscal>(?:FY ?(?P<fy1>\d{4}|\d{2})|(?:(?:20)?\d{2}[/-])?(?P<fy2>(?:20)?\d{2}) ?财年)(?:[的]?(?:第?(?P<fq>[一二三四1-4])(?:财季|季度|季)|(?:Q|财季)(?P<fq2>[1-4])|(?P<fh>上半年|下半年|H[12]))?)?|(?:(?P<fy3>20\d{2})年)?(?P<fq3>第?[一二三四1-4])财季)"
YEARS = r"(?P<firstyear>(?:19|20)\d{2})[-—~至到](?P<lastyear>(?:19|20)\d{2})年"
SLASHED = r"(?<![\d/.])(?P<month>1[0-2]|0?[1-9])/(?P<day>3[01]|2\d|1[3-9])(?![\d/%.]|小时|的)"
YEAR_AGO = r"(?P<vague>(?:去年|上年|前年)同期)"
WORDS = r"(?P<word>同场|会上|发布会上|当日|当天|同日|同天|即日|当晚|次日|翌日|隔日|第二天|第二日|前一日|前一天|前日|昨日|昨天|昨晚|昨|今日|今天|今晨|今晚|明日|明天|前天|后天)"
OFFSET = rf"(?:(?P<offset>{NUMERAL})(?P<offunit>天|日|个?星期|周|个?月|年)(?P<direction>之后|以后|后|之前|以前|前)|(?<=[布露表出市线])(?P<before>前|后)(?P<beforecount>{NUMERAL})(?P<beforeunit>天|日|周))"
WEEKDAY = r"(?P<weekrel>上上|上|本|这|当|下|同)?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])(?!期|报|刊|年)"
DATED = r"(?:(?<=^\[)|(?<=^\())(?P<month>1[0-2]|0[1-9])-(?P<day>3[01]|[12]\d|0[1-9])(?=[\])])"  # [07-31] begins an item of a diary
VAGUE = r"(?P<vague>近日|日前|本周|上周|近期|此前|近来|最近|下周|不久前|稍早|前不久|同期|周内|(?<![一二两三四五六七八九十\d半])年内|未来数年|未来数月|数周后|数月后)"
SEASON = r"(?P<season>春季|夏季|秋季|冬季|春|夏|秋|冬)(?=[，。；、在于将推发上亮]|$)"
DURATION = rf"(?P<length>{NUMERAL})(?P<lengthunit>个?月|年|天|周|个?星期)(?=内|的时间|时间|间|期|以来|，|。|左右|才|便|即|完成|的训练)"
PATTERNS = [
    re.compile(p)
    for p in (
        DATED, ISO, SLASHED, YEAR_AGO, FISCAL, YEARS, rf"(?:{YEAR})?{SPAN}", rf"(?:{YEAR})?{HALF}", rf"(?:{YEAR})?(?:的)?{QUARTER}",
        rf"(?:{YEAR})?(?:的)?(?:{MONTH})(?:的)?{DAY}", rf"(?:{YEAR})?(?:{MONTH}){PART}?", rf"(?:{YEAR})(?:年(?=[初中底末]))?{PART}?", rf"(?<![\d.月周-]){DAY}(?!均|常|活|内|线|年化|游|涨)",
        OFFSET, WEEKDAY, WORDS, rf"(?P<yearpart>年初|年中|年底|年末)", r"(?P<monthpart>月初|月中|月底|月末)", VAGUE,
    )
]  # fmt: skip
WHOLE = re.compile("|".join(f"(?P<p{i}>{re.sub(r'[?]P<([a-z0-9]+)>', '?:', p.pattern)})" for i, p in enumerate(PATTERNS)))
WEEK = "一二三四五六日"
YEAR_OFFSETS = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1, "后年": 2}
NUMBERED = re.compile(r"第\d+号")  # 2024年第33号公告 is a number
NEWS = 14  # days: what a weekly or biweekly report is about
RECENT = 62  # days: 20日 after a date of long ago is of the report's own month
REPORTING = 35  # days between the end of a quarter and the report on it
HALF_YEAR = 183  # days: 自4月4日起 in a report of June is this year's, in one of December next year's


@dataclass(frozen=True, slots=True)
class Time:
    """A time at `start`:`end`. `iso` is ISO 8601 at the precision of the text (2024, 2024-Q3, FY2025-Q1, 2024-Q1/2024-Q3, 2024-06-28), None where it gives none."""

    start: int
    end: int
    text: str
    iso: str | None
    kind: Kind


class Calendar:
    """Reads the times of one document in order; words such as 次日 and 同月 look back to the time before."""

    def __init__(self, published: str | None) -> None:
        self.published = parse(published)
        self.last: str | None = None
        self.day_before: str | None = None  # the last date that names a day: 次日, 三天后 count from it
        self.day_told: str | None = None  # the last one that is no background of long ago: 断供当天, 公布前三天 count from it
        self.fiscal_year: str | None = None

    def find(self, text: str, taken: list[tuple[int, int]]) -> Iterator[Time]:
        """Yield the times of a sentence that do not touch `taken` (names such as 2023世界人工智能大会)."""
        for found in WHOLE.finditer(text):
            if any(start < found.end() and found.start() < end for start, end in taken):
                continue
            index = int(str(found.lastgroup)[1:])
            exact = PATTERNS[index].match(text, found.start())
            if exact is None or NUMBERED.match(text, exact.end()):
                continue
            time = self.read(text, exact)
            if time is not None:
                yield time

    def read(self, text: str, found: re.Match[str]) -> Time | None:
        groups = found.groupdict()
        kind: Kind = "date"
        planned = is_ahead(text, found.start(), found.end())
        if groups.get("iso"):
            iso = normal(groups["iso"])
        elif groups.get("fiscal"):
            iso, kind = self.fiscal(groups), "period"
        elif groups.get("firstyear"):
            iso, kind = f"{groups['firstyear']}/{groups['lastyear']}", "period"
        elif groups.get("span"):
            iso, kind = self.spanning(groups, planned), "period"
        elif groups.get("half"):
            half = "1" if groups["half"].startswith(("上", "1H", "H1")) else "2"
            iso, kind = self.with_year(groups, f"H{half}", planned or bool(QUARTER_AHEAD.match(text[found.end() : found.end() + 4]))), "period"
        elif groups.get("quarter") or groups.get("q") or groups.get("q2") or groups.get("q3"):
            iso, kind = self.quarter(groups, planned or bool(QUARTER_AHEAD.match(text[found.end() : found.end() + 4]))), "period"
        elif groups.get("month") or groups.get("wordmonth") or groups.get("relmonth"):
            iso = self.month(groups, planned)
        elif groups.get("year") or groups.get("shortyear") or groups.get("relyear"):
            iso = self.year(groups)
        elif groups.get("day"):
            iso = self.day(int(groups["day"]), planned)
        elif groups.get("before"):
            groups |= {"offset": groups["beforecount"], "offunit": groups["beforeunit"], "direction": groups["before"]}
            iso = self.offset(groups, self.day_told)
        elif groups.get("offset"):
            iso = self.offset(groups, self.day_before)
        elif groups.get("weekday"):
            iso = self.weekday(groups)
        elif groups.get("word"):
            iso = self.word(groups["word"], bool(EVENT_BEFORE.search(text, 0, found.start())))
        elif groups.get("yearpart"):
            iso = str(self.published.year) if self.published else None
        elif groups.get("monthpart"):
            iso = (self.last or "")[:7] or (f"{self.published:%Y-%m}" if self.published else None)
        else:
            iso, kind = None, "vague"
        if iso and kind == "date":
            self.remember(iso, "前" in str(groups.get("direction")))
        return Time(found.start(), found.end(), found[0], iso, kind)

    def remember(self, iso: str, aside: bool) -> None:
        """What 同月 and 次日 look back to; 两周之前 is an aside."""
        if aside:
            return
        self.last = iso
        if len(iso) == 10:
            self.day_before = iso
            day = parse(iso)
            told = parse(self.day_told)
            if day is None or told is None or self.published is None or abs((self.published - day).days) <= NEWS or (self.published - told).days > NEWS:
                self.day_told = iso

    def base_year(self, groups: dict[str, str | None]) -> int | None:
        """The year that the words give; None where they give none."""
        if groups.get("year"):
            return int(str(groups["year"]))
        if groups.get("shortyear") or groups.get("halfyear"):
            return 2000 + int(str(groups.get("shortyear") or groups["halfyear"]))
        relative = groups.get("relyear")
        if relative in YEAR_OFFSETS:
            return self.published.year + YEAR_OFFSETS[relative] if self.published else None
        if relative and self.last:
            return int(self.last[:4]) + (1 if relative in ("次年", "翌年") else 0)
        return None

    def with_year(self, groups: dict[str, str | None], part: str, planned: bool) -> str | None:
        """A part of a year (Q2, H1, 06, 06-28) with its year: where none is given, the latest not after the report, of plans the earliest not before it."""
        year = self.base_year(groups)
        if year is not None:
            return f"{year}-{part}"
        if groups.get("relyear") or self.published is None:
            return None
        year = self.published.year
        start, end = bounds(f"{year}-{part}")
        if planned:
            announced = parse(self.last)
            if announced is not None:
                end = bounds(f"{announced.year}-{part}")[1]
                return f"{announced.year + (end is not None and end < announced)}-{part}"
            if end is not None and (self.published - end).days > HALF_YEAR:
                year += 1
        elif start is not None and start > self.published:
            year -= 1
        return f"{year}-{part}"

    def quarter(self, groups: dict[str, str | None], planned: bool) -> str | None:
        number = groups.get("quarter") or groups.get("q") or groups.get("q2") or groups.get("q3") or "1"
        if groups.get("q2year"):
            return f"20{groups['q2year']}-Q{number}"
        return self.with_year(groups, f"Q{to_int(number)}", planned)

    def fiscal(self, groups: dict[str, str | None]) -> str | None:
        year = groups.get("fy1") or groups.get("fy2") or groups.get("fy3")
        quarter = groups.get("fq") or groups.get("fq2") or (groups.get("fq3") or "").lstrip("第")
        if year is None:
            year = self.fiscal_year or self.guess_fiscal(to_int(quarter)) if quarter else None
        if year is None:
            return None
        self.fiscal_year = full = year if len(year) == 4 else f"20{year}"
        half = groups.get("fh")
        tail = f"-Q{to_int(quarter)}" if quarter else f"-H{'1' if half in ('上半年', 'H1') else '2'}" if half else ""
        return f"FY{full}{tail}"

    def guess_fiscal(self, quarter: int) -> str | None:
        """第三财季 without a year: that quarter ended about a month before the report, and its fiscal year ends so many quarters later."""
        if self.published is None:
            return None
        ended = self.published - timedelta(days=REPORTING)
        return str((ended.year * 12 + ended.month - 1 + (4 - quarter) * 3) // 12)

    def spanning(self, groups: dict[str, str | None], planned: bool) -> str | None:
        span = str(groups["span"])
        if span.startswith(("前三季", "Q1")):
            ends = ("Q1", "Q3")
        elif groups.get("months") or groups.get("until"):
            ends = ("01", f"{to_int(str(groups.get('months') or groups.get('until'))):02d}")
        else:
            return self.with_year(groups, "H1", planned)
        last = self.with_year(groups, ends[1], planned)
        if last and self.base_year(groups) is None and not planned and not over(last, self.published):
            last = f"{int(last[:4]) - 1}-{ends[1]}"
        return f"{last[:4]}-{ends[0]}/{last}" if last else None

    def month(self, groups: dict[str, str | None], planned: bool) -> str | None:
        relative = groups.get("relmonth")
        if relative:
            base = self.last_month() if relative in ("当月", "同月", "次月") else (self.published.year, self.published.month) if self.published else None
            if base is None:
                return None
            step = {"上月": -1, "上个月": -1, "下月": 1, "下个月": 1, "次月": 1}.get(relative, 0)
            serial = base[0] * 12 + base[1] - 1 + step
            part, year = f"{serial % 12 + 1:02d}", serial // 12
            day = f"-{int(str(groups['day'])):02d}" if groups.get("day") else ""
            return f"{year}-{part}{day}"
        part = f"{to_int(str(groups.get('month') or groups['wordmonth'])):02d}" + (f"-{int(str(groups['day'])):02d}" if groups.get("day") else "")
        found = self.with_year(groups, part, planned)
        return found if found is None or valid(found) else None

    def last_month(self) -> tuple[int, int] | None:
        if self.last and re.match(r"\d{4}-\d{2}", self.last):
            return int(self.last[:4]), int(self.last[5:7])
        return (self.published.year, self.published.month) if self.published else None

    def year(self, groups: dict[str, str | None]) -> str | None:
        found = self.base_year(groups)
        return str(found) if found is not None else None

    def day(self, day: int, planned: bool) -> str | None:
        """29日: of the month that was named last, else the latest such day not after the report."""
        base = self.last_month()
        if base is None:
            return None
        last = parse(self.last)
        if last is not None and self.published is not None and not planned and abs((self.published - last).days) > RECENT:
            base = (self.published.year, self.published.month)
            self.last = None
        year, month = base
        found = f"{year}-{month:02d}-{day:02d}"
        if self.last is None and self.published is not None and not planned and found > self.published.isoformat():
            serial = year * 12 + month - 2
            found = f"{serial // 12}-{serial % 12 + 1:02d}-{day:02d}"
        return found if valid(found) else None

    def word(self, word: str, of_event: bool) -> str | None:
        """The day that 今日, 次日, 当天 mean; 断供当天 is the day that the report tells of."""
        if of_event and word in ("当日", "当天", "当晚"):
            return self.day_told
        last = parse(self.day_before)
        if word in ("今日", "今天", "今晨", "今晚", "即日"):
            return self.published.isoformat() if self.published and word != "即日" else (self.last if word == "即日" else None)
        if word.startswith("昨") or word in ("前天", "明日", "明天", "后天"):
            step = {"前天": -2, "明日": 1, "明天": 1, "后天": 2}.get(word, -1)
            return (self.published + timedelta(days=step)).isoformat() if self.published else None
        if word in ("次日", "翌日", "第二天", "第二日", "隔日"):
            return (last + timedelta(days=1)).isoformat() if last else None
        if word in ("前一日", "前一天", "前日"):
            return (last - timedelta(days=1)).isoformat() if last else None
        return self.day_before

    def offset(self, groups: dict[str, str | None], day: str | None) -> str | None:
        """两天后, 一周之前, 三个月后: from the time before."""
        days = "月" not in str(groups["offunit"]) and groups["offunit"] != "年"
        last = parse(day if days else self.last)
        if last is None or self.last is None:
            return None
        count = to_int(str(groups["offset"])) * (1 if "后" in str(groups["direction"]) else -1)
        unit = str(groups["offunit"])
        if unit in ("天", "日") or "周" in unit or "星期" in unit:
            return (last + timedelta(days=count * (1 if unit in ("天", "日") else 7))).isoformat()
        if "月" in unit:
            serial = last.year * 12 + last.month - 1 + count
            return f"{serial // 12}-{serial % 12 + 1:02d}" if len(self.last) >= 7 else None
        return str(last.year + count)

    def weekday(self, groups: dict[str, str | None]) -> str | None:
        """周五, 上周五: of the report's week, or the one before; a bare weekday is the latest not after the report."""
        if self.published is None:
            return None
        number = WEEK.index(str(groups["weekday"]).replace("天", "日"))
        monday = self.published - timedelta(days=self.published.weekday())
        relative = groups.get("weekrel") or ""
        shift = {"上": -7, "上上": -14, "下": 7}.get(relative, 0)
        found = monday + timedelta(days=number + shift)
        if not relative and found > self.published:
            found -= timedelta(days=7)
        return found.isoformat()


EVENT_BEFORE = re.compile(r"[\u4e00-\u9fff](?<![于在即自并但而且则就又便和与])$")  # a noun right before 当天
AHEAD = re.compile(r"(将|拟|计划|预计|自|定于|将于|力争|有望|届时|最快|最早|最迟|目标|待到|预定|争取)[^，。；]{0,6}$")
QUARTER_AHEAD = re.compile(r"^(?:的|末|内)?(?:有望|将|拟|计划|预计|或将|或|即将)")
EFFECT = re.compile(r"^(?:日|晚|凌晨)?(?:起|正式生效|生效|施行|实施|截止|前完成|开幕|举行)")


def is_ahead(text: str, start: int, end: int) -> bool:
    """Whether the words about a time say that it lies ahead."""
    return bool(AHEAD.search(text[max(0, start - 10) : start])) or bool(EFFECT.match(text[end : end + 6]))


def over(iso: str, published: date | None) -> bool:
    """Whether a quarter or month has ended by the day of the report."""
    end = bounds(iso)[1]
    return published is None or (end is not None and end <= published)


def to_int(text: str) -> int:
    return int(text) if text.isdigit() else chinese_number(text)


def normal(text: str) -> str | None:
    parts = re.split(r"[-./]", text)
    found = "-".join([parts[0], *(f"{int(p):02d}" for p in parts[1:])])
    return found if valid(found) else None


def valid(iso: str) -> bool:
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
    month = int(part[:2])
    if len(part) > 2:
        try:
            day = date(year, month, int(part[3:]))
        except ValueError:
            return None, None
        return day, day
    return date(year, month, 1), month_end(year, month)


def month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
