"""The cover's lines -> the report's own date."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from kg.reading.words import ReadingWords

SPACE = r"[\s\u3000]*"
MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
DATE = re.compile(
    rf"(?<![\d.])(?P<y>(?:19|20)\d\d){SPACE}(?:年{SPACE}(?P<m>\d{{1,2}}){SPACE}月{SPACE}(?P<d>\d{{1,2}}){SPACE}日"
    rf"|[-./－／．](?P<m2>\d{{1,2}})[-./－／．](?P<d2>\d{{1,2}})(?![\d])|(?P<m3>[01]\d)(?P<d3>[0-3]\d)(?!\d))"
    rf"|(?P<cy>[二〇零○一二三四五六七八九]{{4}})年(?P<cm>[一二三四五六七八九十]{{1,2}})月(?P<cd>[一二三四五六七八九十]{{1,3}})日"
    rf"|\b(?P<em>{MONTHS})[a-z]*\.?\s+(?P<ed>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<ey>20\d\d)\b"
    rf"|\b(?P<fd>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<fm>{MONTHS})[a-z]*\.?,?\s+(?P<fy>20\d\d)\b",
    re.I,
)
SPAN = re.compile(
    rf"((?:19|20)\d\d){SPACE}[年./-]{SPACE}(\d{{1,2}}){SPACE}[月./-]{SPACE}\d{{1,2}}{SPACE}日?{SPACE}[-—–~～至到]+{SPACE}"
    rf"(?:(\d{{1,2}}){SPACE}[月./-]{SPACE})?(\d{{1,2}})(?:{SPACE}日|(?![\d./年月-]))"
)
WEEK = re.compile(r"(?<![\d.])(0?[1-9]|1[0-2])[./](\d{1,2})\s*[-—–~～至]+\s*(0?[1-9]|1[0-2])[./](\d{1,2})(?![\d.])")
RANGE = re.compile(r"^\s*[-—–~～至到]+|[-—–~～至到]+\s*$")
PIECES = re.compile(r"[\s\u3000]*[|｜/·][\s\u3000]*")
DIGITS = {char: number for number, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}


def report_date(lines: Iterable[str], words: ReadingWords) -> str | None:
    """The date of the report: the first that a label announces, else the first that stands on a line of its own, else the first that is
    no part of a span of days and dates no price, else the end of the span that the title gives."""
    best: tuple[int, int, str] | None = None
    for number, line in enumerate(lines):
        for found in DATE.finditer(line):
            date, rank = as_date(found), date_rank(line, found, words)
            if date and rank is not None and (best is None or (rank, number) < best[:2]):
                best = (rank, number, date)
        if (best is None or best[0] == 3) and (end := span_end(line)):
            best = (3, number, end)
    return best[2] if best else None


def span_end(line: str) -> str | None:
    """The end of a span of days that gives the year once: 2023 年 7 月 10 日—7 月 16 日."""
    found = SPAN.search(line)
    if found is None or len(line) > 60:
        return None
    year, month = int(found[1]), int(found[2])
    last = int(found[3] or month)
    return iso(year + (last < month), last, int(found[4]))


def week_end(lines: Iterable[str], text: str) -> str | None:
    """The end of a span without a year (摘要 | 09.22-09.28), where a full date of the text falls into that week and gives the year."""
    for line in lines:
        found = WEEK.search(line)
        if found is None or len(line) > 60:
            continue
        month, day = int(found[3]), int(found[4])
        years = [date for full in DATE.finditer(text) if (date := as_date(full)) and near(date, month, day)]
        if years:
            return iso(int(years[0][:4]), month, day)
    return None


def near(date: str, month: int, day: int) -> bool:
    """Whether a full date lies within ten days of that day of its year."""
    end = iso(int(date[:4]), month, day)
    return end is not None and abs((datetime.date.fromisoformat(end) - datetime.date.fromisoformat(date)).days) <= 10


def date_rank(line: str, found: re.Match[str], words: ReadingWords) -> int | None:
    """0 labelled, 1 on a line of its own, 2 beside other short words, 3 the end of the span that a title gives; None for dates of something else."""
    before, after = line[: found.start()], line[found.end() :]
    if words.lines["period"].match(line.lstrip("（( ")):
        return None
    if RANGE.match(after) or RANGE.search(before):
        return 3 if RANGE.search(before) and len(line) <= 60 else None
    if words.lines["dated"].search(before[-8:]):
        return 0
    if is_date_line(line, words):
        return 1
    if len(line) > 60 or re.search(r"[。；]", line) or re.search(r"收盘|价|截至|截止|数据", before[-14:]) or re.search(r"收盘|价", after):
        return None
    return 2


def is_date_line(line: str, words: ReadingWords) -> bool:
    """A line that is a date, with its label, weekday or a second date that says what span the report covers."""
    found = DATE.search(line)
    if not found or as_date(found) is None:
        return False
    before, after = line[: found.start()].strip(" \u3000:：|｜/[【"), line[found.end() :].strip(" \u3000|｜/]】")
    if before and not words.lines["dated"].fullmatch(before) and not all(words.lines["genre"].fullmatch(piece) for piece in PIECES.split(before)):
        return False
    return not after or bool(re.fullmatch(r"[（(]?(星期|周)[一二三四五六日天][)）]?", after)) or bool(before and words.lines["period"].match(after))


def date_in_name(stem: str) -> str | None:
    """The date in a file's name, if there is one."""
    found = re.search(r"(?<!\d)(20\d\d)[-_.年]?(\d{1,2})[-_.月]?(\d{1,2})日?(?!\d)", stem)
    return iso(int(found[1]), int(found[2]), int(found[3])) if found else None


def as_date(found: re.Match[str]) -> str | None:
    part = found.groupdict()
    if part["y"]:
        return iso(int(part["y"]), int(part["m"] or part["m2"] or part["m3"]), int(part["d"] or part["d2"] or part["d3"]))
    if part["cy"]:
        return iso(int("".join(str(DIGITS[char]) for char in part["cy"])), chinese(part["cm"]), chinese(part["cd"]))
    names = MONTHS.split("|")
    if part["em"]:
        return iso(int(part["ey"]), names.index(part["em"].lower()) + 1, int(part["ed"]))
    return iso(int(part["fy"]), names.index(part["fm"].lower()) + 1, int(part["fd"]))


def chinese(text: str) -> int:
    """一 to 三十一."""
    tens, _, ones = text.rpartition("十")
    if "十" not in text:
        return DIGITS.get(text, 0)
    return (DIGITS.get(tens, 0) if tens else 1) * 10 + (DIGITS.get(ones, 0) if ones else 0)


def iso(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None
