"""Dates, periods and durations, resolved against the report's date and what was said before."""

from __future__ import annotations

import pytest

from kg.mentions.times import Calendar

DATES = [
    # a missing year is the one that makes the date the latest not after the report
    ("3月16日，百度发布", "2025-03-16"),
    ("10月9日，商务部公告", "2024-10-09"),
    ("去年12月6日问世", "2024-12-06"),
    ("2023年7月3日，商务部", "2023-07-03"),
    ("今年4月24日", "2025-04-24"),
    # precision of the text
    ("6月初上线", "2025-06"),
    ("9月中旬", "2024-09"),
    ("2019年成立", "2019"),
    ("上月刚发布", "2025-05"),
    ("年底前完成", "2025"),
    ("2024.06.28", "2024-06-28"),
    # weekdays
    ("上周五收盘后", "2025-06-27"),
    # what is announced lies ahead
    ("将于8月发布", "2025-08"),
    ("7月15日生效", "2025-07-15"),
    # a day alone
    ("29日，小米发布", "2025-06-29"),
    # an item of a diary
    ("[06-21]国务院审议通过", "2025-06-21"),
]


@pytest.mark.parametrize(("text", "iso"), DATES)
def test_a_date_is_resolved(text: str, iso: str) -> None:
    """As of a report of 2025-06-30."""
    assert iso in [t.iso for t in Calendar("2025-06-30").find(text, [])]


PERIODS = [
    ("今年一季度营收", "2025-Q1"),
    ("2025财年第一季度", "FY2025-Q1"),
    ("前三季度净利润", "2024-Q1/2024-Q3"),
    ("2024年上半年", "2024-H1"),
    ("2026年下半年推出", "2026-H2"),
    ("1-5月出口", "2025-01/2025-05"),
    ("截至FY2024", "FY2024"),
]


@pytest.mark.parametrize(("text", "iso"), PERIODS)
def test_a_period_is_resolved(text: str, iso: str) -> None:
    """Quarters, halves, fiscal years and ranges."""
    assert [(t.iso, t.kind) for t in Calendar("2025-06-30").find(text, [])] == [(iso, "period")]


CHAINS = [
    ("6月3日，A收购B", "次日，C跟进", "2025-06-04"),
    ("6月3日，A收购B", "三天后，C跟进", "2025-06-06"),
    ("6月3日，A收购B", "一周之前，C公告", "2025-05-27"),
    ("6月3日，A收购B", "当天，C也发布", "2025-06-03"),
    ("6月3日，A收购B", "同月22日，C发布", "2025-06-22"),
    ("6月3日，A收购B", "消息公布前三天，C融资", "2025-05-31"),
    ("2024年12月6日，A发布", "次年3月，B发布", "2025-03"),
]


@pytest.mark.parametrize(("first", "second", "iso"), CHAINS)
def test_a_date_that_counts_from_another(first: str, second: str, iso: str) -> None:
    """次日, 三天后, 同月 look back to the date before."""
    calendar = Calendar("2025-06-30")
    list(calendar.find(first, []))
    assert iso in [t.iso for t in calendar.find(second, [])]


@pytest.mark.parametrize("text", ["近日，百度发布", "本周，腾讯回应"])
def test_vague_words_give_no_date(text: str) -> None:
    """近日 and 本周 are times without a date."""
    assert [(t.iso, t.kind) for t in Calendar("2025-06-30").find(text, [])] == [(None, "vague")]


def test_without_a_report_date_a_missing_year_stays_missing() -> None:
    """What the text does not give is not guessed."""
    assert [t.iso for t in Calendar(None).find("3月16日，百度发布", [])] == [None]


def test_a_number_of_a_notice_is_no_date() -> None:
    """2024年第33号公告."""
    assert list(Calendar("2025-06-30").find("2024年第33号公告", [])) == []
