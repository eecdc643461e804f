"""Numbers, money, percentages and multiples of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from kg.model import Number
from kg.sentences import fold_name
from ontology import Ontology

DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
TENS = {"十": 10, "百": 100, "千": 1000}
SCALES = {"万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "十亿": 10**9, "亿": 10**8, "千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4, "千": 10**3}
LETTERS = {"K": 10**3, "k": 10**3, "M": 10**6, "B": 10**9, "T": 10**12}
BOUNDS = {"约": "about", "近": "about", "大约": "about", "逾": "over", "超": "over", "超过": "over", "突破": "over", "至少": "over", "不足": "under", "不到": "under", "最多": "under"}

NO_FIGURE = re.compile(r"-shot|分之|位数|、[二三四五]季度|/\d")  # 5-shot, 三分之一, 两位数

Kind = Literal["number", "money", "percent", "points", "multiple"]
Bound = Literal["", "about", "over", "under", "range"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure at `start`:`end`: value with 万, 亿, K, M, B, T multiplied out; unit as it stands; ISO 4217 currency of money."""

    start: int
    end: int
    text: str
    value: Number
    unit: str | None
    currency: str | None
    kind: Kind
    bound: Bound = ""


@dataclass(frozen=True, slots=True)
class Units:
    pattern: re.Pattern[str]
    currencies: dict[str, str]


@lru_cache(maxsize=4)
def read_units(ontology: Ontology) -> Units:
    """words/mention-units.tsv: kind (currency, unit or physical), words, for a currency its code."""
    currencies: dict[str, str] = {}
    units: list[str] = []
    for row in ontology.rows("words", "mention-units.tsv"):
        if row.cells[0] == "currency" and len(row.cells) == 3:
            currencies.update((fold_name(word), row.cells[2]) for word in row.cells[1].split("|"))
        elif row.cells[0] in ("unit", "physical") and len(row.cells) == 2:
            units += [fold_name(word) for word in row.cells[1].split("|")]
        else:
            raise row.fault("needs `currency`, words (|), code; or `unit` or `physical`, words (|)")
    number = r"(?P<number>[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-+]?\d+(?:\.\d+)?|[零一二两三四五六七八九][十百千零一二三四五六七八九]*|十[一二三四五六七八九]?)"
    scale = "(?P<scale>万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千(?!瓦|米|克|帕|兆|字节|焦|伏|赫)|[KMBTk](?![A-Za-z0-9/]))?"
    money = "|".join(sorted(map(re.escape, currencies), key=lambda w: (-len(w), w)))
    unit = "|".join(sorted((word_unit(u) for u in units), key=lambda w: (-len(w), w)))
    prefix = r"(?P<before>US\$|HK\$|\$|€|£|¥|NT\$)?"
    pattern = rf"(?<![A-Za-z\d.]){prefix}{number} ?{scale}(?P<more>余|多|左右)?(?:(?P<percent>%|个百分点|倍|成(?!立|功|为|本|果|都|员|交|长|熟|型|品|分|套|份)|bps|个基点)|(?P<money>{money})|(?P<unit> ?(?:{unit})))?"
    return Units(re.compile(pattern), currencies)


def word_unit(unit: str) -> str:
    """A unit as a pattern: one that ends in a Latin letter is not the start of a longer word."""
    return re.escape(unit) + ("(?![A-Za-z])" if unit[-1].isascii() and unit[-1].isalpha() else "")


def find_quantities(text: str, units: Units, taken: Sequence[tuple[int, int]] = ()) -> Iterator[Quantity]:
    """Yield the figures of a sentence that do not touch the spans in `taken` (names and times)."""
    for found in units.pattern.finditer(text):
        if any(start < found.end() and found.start() < end for start, end in taken):
            continue
        quantity = read_quantity(text, found, units)
        if quantity is not None:
            yield quantity


def read_quantity(text: str, found: re.Match[str], units: Units) -> Quantity | None:
    if any(NO_FIGURE.match(text, end) for end in (found.end("number"), found.end())) or text[: found.start()].endswith("分之"):
        return None
    raw, scale, percent = found["number"], found["scale"] or "", found["percent"]
    chinese = not any(c.isdigit() and c.isascii() for c in raw)
    unit = (found["unit"] or "").strip() or None
    if chinese and not (scale or percent or found["money"] or unit) or (chinese and not plausible(text, found)):
        return None
    if found.end() < len(text) and not (scale or percent or found["money"] or unit) and text[found.end()].isascii() and text[found.end()].isalpha():
        return None  # 4G, 3D: part of a word
    number = Decimal(str(chinese_number(raw))) if chinese else Decimal(raw.replace(",", ""))
    value = plain(number * (SCALES.get(scale) or LETTERS.get(scale) or 1))
    currency = units.currencies.get(found["money"] or "") or {"$": "USD", "US$": "USD", "HK$": "HKD", "€": "EUR", "£": "GBP", "¥": "CNY", "NT$": "TWD"}.get(found["before"] or "")
    if found["money"] and found["money"].endswith("分") and "美分" in found["money"]:
        value = plain(Decimal(str(value)) / 100)
    kind: Kind = "money" if currency else "number"
    if percent:
        kind = {"%": "percent", "倍": "multiple", "个百分点": "points", "成": "percent", "bps": "points", "个基点": "points"}[percent]  # type: ignore[assignment]
        value = plain(Decimal(str(value)) * 10) if percent == "成" else value
        unit = "%" if kind == "percent" else None
    return Quantity(found.start(), found.end(), found[0], value, unit, currency, kind, bound_of(text, found.start()))


def plausible(text: str, found: re.Match[str]) -> bool:
    """A Chinese numeral is a figure only with a unit or a scale, and 一 alone before a measure word is an article (一款, 一家)."""
    return not (found["number"] == "一" and not found["scale"] and not found["percent"] and not found["money"])


def chinese_number(text: str) -> int:
    """三十五 -> 35."""
    total, current = 0, 0
    for char in text:
        if char in TENS:
            total += (current or 1) * TENS[char]
            current = 0
        else:
            current = DIGITS[char]
    return total + current


def plain(number: Decimal) -> Number:
    return int(number) if number == number.to_integral_value() else float(number)


def bound_of(text: str, start: int) -> Bound:
    for size in (2, 1):
        found = BOUNDS.get(text[max(0, start - size) : start])
        if found:
            return found  # type: ignore[return-value]
    return ""
