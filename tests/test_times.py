"""Dates, periods and durations in the words of reports."""

from __future__ import annotations

import pytest

from kg.mentions.times import Calendar

PUBLISHED = "2025-07-06"  # a Sunday


def read(*sentences: str, published: str | None = PUBLISHED, taken: list[tuple[int, int]] | None = None) -> list[tuple[str, str | None]]:
    """The times of the last sentence, read after those before it."""
    calendar = Calendar(published)
    times = [list(calendar.find(sentence, taken or [])) for sentence in sentences]
    return [(t.text, t.iso) for t in times[-1]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # at the precision of the text
        ("公司2025年6月28日发布新品", [("2025年6月28日", "2025-06-28")]),
        ("2024.06.28发布", [("2024.06.28", "2024-06-28")]),
        ("2024/6/28发布", [("2024/6/28", "2024-06-28")]),
        ("2025年6月发布", [("2025年6月", "2025-06")]),
        ("25年6月发布", [("25年6月", "2025-06")]),
        ("早在2019年", [("2019年", "2019")]),
        # a year that is missing: the latest not after the report
        ("6月28日晚", [("6月28日", "2025-06-28")]),
        ("12月3日发布", [("12月3日", "2024-12-03")]),
        ("10月份出货", [("10月份", "2024-10")]),
        ("6/28发布", [("6/28", "2025-06-28")]),
        ("[06-21]国务院审议通过", [("06-21", "2025-06-21")]),  # an item of a diary
        # of what lies ahead: the earliest not before
        ("自9月1日起施行", [("9月1日", "2025-09-01")]),
        ("将于9月举行", [("9月", "2025-09")]),
        ("二季度有望出货", [("二季度", "2025-Q2")]),
        # words about the report's own day
        ("昨晚宣布", [("昨晚", "2025-07-05")]),
        ("上周五宣布", [("上周五", "2025-06-27")]),
        ("周一宣布", [("周一", "2025-06-30")]),
        ("下周二公布", [("下周二", "2025-07-08")]),
        ("去年12月20日", [("去年12月20日", "2024-12-20")]),
        ("去年十月，", [("去年十月", "2024-10")]),
        ("上个月发布", [("上个月", "2025-06")]),
        # parts of a year give the year, parts of a month the month
        ("2024年底前", [("2024年底", "2024")]),
        ("去年年底推出", [("去年年底", "2024")]),
        ("年初推出", [("年初", "2025")]),
        ("截至去年末，", [("去年末", "2024")]),
        ("6月下旬上市", [("6月下旬", "2025-06")]),
        ("截至6月底", [("6月底", "2025-06")]),
        # a part of a year is no part of the next word
        ("2024年中国移动发布", [("2024年", "2024")]),
        ("今年初创企业", [("今年", "2025")]),
        ("去年中推出", [("去年中", "2024")]),
        # periods
        ("2024年上半年营收", [("2024年上半年", "2024-H1")]),
        ("24H1营收", [("24H1", "2024-H1")]),
        ("1H25营收", [("1H25", "2025-H1")]),
        ("2024Q4单季", [("2024Q4", "2024-Q4")]),
        ("3Q24营收", [("3Q24", "2024-Q3")]),
        ("Q2营收", [("Q2", "2025-Q2")]),
        ("去年三季度", [("去年三季度", "2024-Q3")]),
        ("四季度营收", [("四季度", "2024-Q4")]),
        ("2024年前三季度", [("2024年前三季度", "2024-Q1/2024-Q3")]),
        ("前三季度营收", [("前三季度", "2024-Q1/2024-Q3")]),
        ("1-5月累计", [("1-5月", "2025-01/2025-05")]),
        ("1月至5月累计", [("1月至5月", "2025-01/2025-05")]),
        ("2023-2025年计划", [("2023-2025年", "2023/2025")]),
        # financial years
        ("2025财年第一季度", [("2025财年第一季度", "FY2025-Q1")]),
        ("FY25Q3收入", [("FY25Q3", "FY2025-Q3")]),
        ("2024/25财年", [("2024/25财年", "FY2025")]),
        ("2025年第四财季", [("2025年第四财季", "FY2025-Q4")]),
        ("第一财季营收441亿美元", [("第一财季", "FY2026-Q1")]),  # ended in spring: the year ends in the next one
        # no day is told
        ("近日宣布", [("近日", None)]),
        ("本周发布", [("本周", None)]),
        ("较去年同期增长", [("去年同期", None)]),
        # ranges of days
        ("6月24日至26日在上海举行", [("6月24日", "2025-06-24"), ("26日", "2025-06-26")]),
        ("6月6—8日举行", [("6月6", "2025-06-06"), ("8日", "2025-06-08")]),
    ],
)
def test_times(text: str, found: list[tuple[str, str | None]]) -> None:
    """Each time with its ISO date at the precision of the text."""
    assert read(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "7×24小时",
        "10日均线",
        "5日内回复",
        "日活用户",
        "占比1/10",
        "奥迪Q3车型",
        "宇树H1机器人",
        "2024年第33号公告",
        "2.5月",
        "两年内",
        "2月份额",
        "2025E",
        "1/3的用户",
    ],
)
def test_no_times(text: str) -> None:
    """What looks like a time and is none."""
    assert [found for found in read(text) if found[1]] == []


@pytest.mark.parametrize(
    ("sentences", "iso"),
    [
        # from the day before it in the text
        (("6月12日发布。", "次日即下架"), "2025-06-13"),
        (("6月12日发布。", "两天后，公司涨价"), "2025-06-14"),
        (("6月12日发布。", "同日，另一家跟进"), "2025-06-12"),
        (("6月12日发布。", "同月，另一家跟进"), "2025-06"),
        (("6月12日发布。", "20日又宣布"), "2025-06-20"),
        (("2023年3月发布。", "次年登陆欧洲"), "2024"),
        (("2023年3月发布。", "三个月后停售"), "2023-06"),
        # an aside is nothing to count from
        (("GTC于3月18日开幕，两周之前已有传闻。", "同日，公司开源"), "2025-03-18"),
        # the day of an event is the one that the report tells of, not one of long ago
        (("7月5日，公司断供。", "2024年7月9日已有先例。", "断供当天，对手跟进"), "2025-07-05"),
        (("7月5日，公司断供。", "2024年7月9日已有先例。", "消息公布前三天，公司融资"), "2025-07-02"),
        # a quarter of a financial year that was named
        (("FY2027第三财季营收。", "公司预计第四财季营收"), "FY2027-Q4"),
    ],
)
def test_looks_back(sentences: tuple[str, ...], iso: str) -> None:
    """What counts from another day."""
    assert [found[1] for found in read(*sentences)] == [iso]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("6月28日", None),
        ("今年6月", None),
        ("昨日", None),
        ("上周五", None),
        ("2025年6月", "2025-06"),
        ("第三财季", None),
        ("FY2025", "FY2025"),
    ],
)
def test_no_date_of_the_report(text: str, iso: str | None) -> None:
    """Without the report's date, what needs it stays undated."""
    assert [found[1] for found in read(text, published=None)] == [iso]


def test_inside_a_name() -> None:
    """A time inside a name is the name's."""
    assert read("2025世界人工智能大会7月举行", taken=[(0, 14)]) == []
    assert read("2025年世界人工智能大会7月举行", taken=[(0, 12)]) == [("7月", "2025-07")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("3月16日", "date"),
        ("今年", "date"),
        ("前三季度", "period"),
        ("FY2024", "period"),
        ("2026年下半年", "period"),
        ("近日", "vague"),
        ("去年同期", "vague"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    """A date, a period, or words that give neither."""
    assert [time.kind for time in Calendar(PUBLISHED).find(text, [])] == [kind]
