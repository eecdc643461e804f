"""Count the cells of market and company tables that a build gives right, wrong or not at all.

    python benchmarks/table_cells.py BUILD REPORT.txt... [--show]

BUILD is a folder that `kg build` wrote (from the reports' text or PDF). The rows of the text are read here a second time, by other means than
the program's: no grids, no word lists of the ontology; a header is understood by the few patterns below. A cell is right where instrument,
metric, number, sign, unit or currency, date or period and forecast are the same.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

CODE = re.compile(r"^[0-9A-Z]{1,10}\.[A-Z]{1,3}$")
NUMBER = re.compile(r"^[+-]?\d[\d,]*(\.\d+)?%?$")
METRICS = [  # pattern of the header's words (both rows of a header joined), metric
    (r"周变动|周.*本周|涨跌幅.*本周|(?<!双)周(涨|跌)", "weeklyChange"),
    (r"涨跌幅.*上周", "weeklyChange"),
    (r"区间涨跌幅", "periodChange"),
    (r"双周", "biweeklyChange"),
    (r"日涨", "dailyChange"),
    (r"涨跌幅.*本月|月涨跌", "monthlyChange"),
    (r"涨跌幅.*本年度|年初至今", "ytdChange"),
    (r"涨跌幅.*20\d\d", "yearlyChange"),
    (r"市值", "marketCap"),
    (r"(PE|市盈率).*TTM", "peTTM"),
    (r"(PS|市销率).*TTM", "psTTM"),
    (r"^PE|市盈率", "pe"),
    (r"^PS", "ps"),
    (r"收盘|股价", "close"),
    (r"营收.*同比", "revenueGrowth"),
    (r"净利.*同比", "netProfitGrowth"),
    (r"营收|营业收入", "revenue"),
    (r"净利", "netProfit"),
]
PERCENT = {
    "weeklyChange",
    "biweeklyChange",
    "dailyChange",
    "monthlyChange",
    "ytdChange",
    "yearlyChange",
    "periodChange",
    "revenueGrowth",
    "netProfitGrowth",
}
MARKETS = {"O": "USD", "N": "USD", "HK": "HKD", "TW": "TWD", "SH": "CNY", "SZ": "CNY", "KS": "KRW", "T": "JPY"}
INDEX = re.compile(r"^(000\d{3}\.SH|399\d{3}\.SZ)$")


class CellFact(NamedTuple):
    """What one cell says: all parts must agree."""

    instrument: str
    metric: str
    value: Decimal
    unit: str | None
    currency: str | None
    time: str | None


class Count(NamedTuple):
    right: int
    wrong: int
    left_out: int


def table_runs(text: str) -> Iterator[tuple[str, list[list[str]]]]:
    """Neighbouring lines with tabs or pipes, and the line before them."""
    before, run = "", []
    for line in [*text.split("\n"), ""]:
        piped = line.startswith("|")
        if (piped and line.count("|") > 2) or line.count("\t") > 1:
            cells = [c.strip() for c in (line.strip()[1:-1].split("|") if piped else line.split("\t"))]
            if any(set(c) - set("-: ") for c in cells):
                run.append(cells)
            continue
        if run:
            yield before, run
            run = []
        before = line.strip() or before


def is_header(row: list[str]) -> bool:
    """Words only, and of the words of headers at least two."""
    said = [c for c in row if c]
    words = sum(1 for c in said if re.search("代码|简称|名称|公司|指数|收盘|涨跌|市值|PE|营收", c))
    return words >= 2 and not any(NUMBER.match(c) or CODE.match(c) for c in said)


def facts(text: str, published: str) -> Iterator[CellFact]:
    """The facts of all cells of numbers under a header of market words or of years."""
    yield from year_facts(text)
    for caption, run in table_runs(text):
        headers: list[str] = []
        days = [d for row in run if is_header(row) for c in row if (d := day_in(c, published))]
        as_of = day_in(caption, published) or max(days, default=None)
        at = 0
        while at < len(run):
            if is_header(run[at]):
                headers = joined_headers(run, at)
                at += 1 + (len(run) > at + 1 and not run[at + 1][0] and not any(CODE.match(c) for c in run[at + 1]) and any(run[at + 1]))
                continue
            if headers:
                yield from row_facts(run[at], headers, caption, as_of, published)
            at += 1


def year_facts(text: str) -> Iterator[CellFact]:
    """Tables of items by year, of the first code that the report names."""
    code = re.search(r"[（(](\d{4,6}\.(?:HK|SH|SZ))[）)]", text)
    for caption, run in table_runs(text):
        years = [re.fullmatch(r"(20\d\d)([AE]?)", c) for c in run[0]]
        if sum(map(bool, years)) < 2 or not code:
            continue
        scale = 1000000 if "百万元" in caption else 1
        for row in run[1:]:
            metric = {"营业收入": "revenue", "同比增速": "revenueGrowth", "毛利率": "grossMargin", "PS（倍）": "ps"}.get(row[0])
            for year, cell in zip(years, row, strict=False):
                if year and metric and NUMBER.match(cell):
                    value = Decimal(cell.replace(",", "").rstrip("%")) * (scale if metric == "revenue" else 1)
                    unit = {"revenue": None, "ps": "倍"}.get(metric, "%")
                    yield CellFact(code[1], metric, value, unit, "CNY" if metric == "revenue" else None, year[1] + year[2].replace("A", ""))


def joined_headers(run: list[list[str]], at: int) -> list[str]:
    top = list(run[at])
    low = run[at + 1] if len(run) > at + 1 and not run[at + 1][0] and not any(CODE.match(c) for c in run[at + 1]) else [""] * len(top)
    for n in range(1, len(top)):
        if not top[n] and low[n]:
            top[n] = top[n - 1]
    return [f"{a} {b}".strip() for a, b in zip(top, low, strict=False)]


def row_facts(row: list[str], headers: list[str], caption: str, as_of: str | None, published: str) -> Iterator[CellFact]:
    """Numbers in a row belong to the headers of numbers in their order where all are there, else by their place after the code."""
    code = next((c for c in row if CODE.match(c)), None)
    wanted = [n for n, h in enumerate(headers) if metric_of(headers, n)]
    if not wanted:
        return
    numbers = [(n, c) for n, c in enumerate(row) if NUMBER.match(c) and n > (row.index(code) if code else 0)]
    header_code = next((n for n, h in enumerate(headers) if "代码" in h), None)
    shift = row.index(code) - header_code if code and header_code is not None else 0
    pairs = list(zip(wanted, [c for _, c in numbers], strict=True)) if len(numbers) == len(wanted) else [(n - shift, c) for n, c in numbers]
    name = name_of(row, headers, code)
    for n, cell in pairs:
        metric = metric_of(headers, n)
        if metric == "periodChange" and "周" in caption:
            metric = "weeklyChange"
        if metric:
            yield cell_fact(cell, headers, n, metric, code or name[0], name[1], caption, as_of, published)


def name_of(row: list[str], headers: list[str], code: str | None) -> tuple[str, str]:
    """The name in a row without a code, and the unit in its brackets."""
    column = next((n for n, h in enumerate(headers) if re.search("简称|名称|指数|公司", h) and "代码" not in h), 0)
    found = re.match(r"^(.*?)\s*\((元/千克)\)$", row[column])
    return (found.group(1), found.group(2)) if found and not code else (row[column], "")


def metric_of(headers: list[str], n: int) -> str | None:
    if not 0 <= n < len(headers):
        return None
    words = headers[n]
    if re.match(r"^同比", words):
        words = f"{headers[n - 1]} 同比"
    return next((metric for pattern, metric in METRICS if re.search(pattern, words.replace(" ", ""))), None)


def cell_fact(
    cell: str, headers: list[str], n: int, metric: str, instrument: str, unit_of_name: str, caption: str, as_of: str | None, published: str
) -> CellFact:
    words = headers[n]
    value = Decimal(cell.replace(",", "").rstrip("%"))
    market = MARKETS.get(instrument.rpartition(".")[2]) if CODE.match(instrument) and not INDEX.match(instrument) else None
    money = metric in ("close", "marketCap", "revenue", "netProfit")
    around = words + ("" if re.search("[亿元]", words) else caption if metric in ("revenue", "netProfit") else "")
    if money and "亿" in around:
        value *= 100000000
    currency = None
    if money:
        named = [c for word, c in (("美元", "USD"), ("港元", "HKD"), ("新台币", "TWD")) if word in around] or (["CNY"] if "元" in around else [])
        currency = named[0] if len(named) == 1 else market
    unit = "%" if metric in PERCENT else None
    if metric == "close" and unit_of_name:
        unit, currency = "千克", "CNY"
    return CellFact(instrument, metric, value, unit, currency, time_of(words, metric, caption, as_of, published))


def time_of(words: str, metric: str, caption: str, as_of: str | None, published: str) -> str | None:
    if metric in ("revenue", "netProfit", "revenueGrowth", "netProfitGrowth"):
        return f"{published[:4]}-H1" if "上半年" in caption else None
    if metric in ("pe", "ps", "yearlyChange") and (year := re.search(r"(20\d\d)(E?)", words)):
        return year.group(1) + year.group(2)
    if "本周" in words or "上周" in words:
        back = 7 if "上周" in words else 0
        return str(as_of or shifted(published, back))
    if "本月" in words:
        return as_of or published[:7]
    if "本年度" in words:
        return as_of or published[:4]
    return day_in(words, published) or as_of


def shifted(day: str, back: int) -> str:
    from datetime import date, timedelta

    return str(date.fromisoformat(day) - timedelta(days=back))


def day_in(words: str, published: str) -> str | None:
    """The last whole day, else a month and a day of the year of the report or the one before."""
    whole = re.findall(r"(20\d\d)[-年.]\s*(\d{1,2})[-月.]\s*(\d{1,2})", words)
    if whole:
        return "{}-{:0>2}-{:0>2}".format(*whole[-1])
    short = re.search(r"(?:^|[（( 至])(\d{1,2})\s?[-./月]\s?(\d{1,2})\s?(?=[)）日 收]|$)", words)
    if not short or not 1 <= int(short.group(1)) <= 12:
        return None
    day = f"{published[:4]}-{int(short.group(1)):02}-{int(short.group(2)):02}"
    return day if day <= published else f"{int(day[:4]) - 1}{day[4:]}"


def observed(observation: dict[str, Any], wanted: Iterable[CellFact] = ()) -> CellFact:
    """An observation in the form of this file's facts; its instrument by that of its names that a wanted fact has."""
    instrument = observation["instrument"]
    names = [instrument["code"], instrument["label"], *instrument.get("names", ())]
    asked = {fact.instrument for fact in wanted}
    name = next((name for name in names if name in asked), instrument["code"] or instrument["label"])
    time = observation["date"] or (observation["period"] and observation["period"] + ("E" if observation["forecast"] else ""))
    value = Decimal(str(observation["value"]))
    return CellFact(name, observation["metric"], value, observation["unit"], observation["currency"], time)


def compare(wanted: Iterable[CellFact], given: Iterable[CellFact]) -> tuple[Count, list[CellFact], list[CellFact]]:
    """Right, wrong and left out cells; then the facts that were not given and those given that the text does not say."""
    missing, extra = list(wanted), []
    right = 0
    for fact in given:
        same = next((w for w in missing if w == fact), None)
        if same is None:
            extra.append(fact)
        else:
            missing.remove(same)
            right += 1
    return Count(right, len(extra), len(missing)), missing, extra


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=Path)
    parser.add_argument("reports", type=Path, nargs="+")
    parser.add_argument("--show", action="store_true", help="print the cells that are wrong or left out")
    options = parser.parse_args()
    lines = (options.build / "observations.jsonl").read_text("utf-8").splitlines()
    dates = {Path(r["file"]).stem: r["date"] for r in map(json.loads, (options.build / "reports.jsonl").read_text("utf-8").splitlines())}
    observations = [json.loads(line) for line in lines]
    total = [0, 0, 0]
    for report in options.reports:
        wanted = list(facts(report.read_text("utf-8"), dates.get(report.stem) or "2999-12-31"))
        given = [observed(o, wanted) for o in observations if Path(o["report"]).stem == report.stem]
        count, missing, extra = compare(wanted, given)
        total = [a + b for a, b in zip(total, count, strict=True)]
        print(f"{report.stem}: right {count.right} wrong {count.wrong} left out {count.left_out}")
        if options.show:
            sys.stdout.writelines(f"  left out {fact}\n" for fact in missing)
            sys.stdout.writelines(f"  wrong {fact}\n" for fact in extra)
    print(f"cells {total[0] + total[2]} right {total[0]} wrong {total[1]} left out {total[2]}")


if __name__ == "__main__":
    main()
