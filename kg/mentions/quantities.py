"""Numbers, money, percentages and multiples of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from kg.model import Number
from kg.sentences import fold_name
from ontology import Ontology

Kind = Literal["number", "money", "percent", "points", "multiple"]
Bound = Literal["", "about", "over", "under", "range"]

DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
TENS = {"十": 10, "百": 100, "千": 1000}
SCALES = {
    "万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "十亿": 10**9, "亿": 10**8,
    "千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4, "千": 10**3,
}  # fmt: skip
LETTERS = {"K": 10**3, "k": 10**3, "M": 10**6, "B": 10**9, "T": 10**12, "million": 10**6, "billion": 10**9, "trillion": 10**12}
SIGNS = {"$": "USD", "US$": "USD", "HK$": "HKD", "€": "EUR", "£": "GBP", "¥": "CNY", "NT$": "TWD"}
NAMES = {"人民币": "CNY", "港币": "HKD", "港元": "HKD", "新台币": "TWD", "美元": "USD", "欧元": "EUR", "日元": "JPY", "RMB": "CNY"}  # before a number
BOUNDS: dict[str, Bound] = {
    **dict.fromkeys(("约", "近", "大约"), "about"),
    **dict.fromkeys(("逾", "超", "超过", "突破", "至少"), "over"),
    **dict.fromkeys(("不足", "不到", "最多"), "under"),
}

NO_FIGURE = re.compile(r"-shot|分之|位数|、[二三四五]季度|/\d|折(?!叠|旧|合|射|算)")  # 5-shot, 三分之一, 两位数, 五折
UNSURE = re.compile(r"[数几上]$")  # 数十亿
RANGE = re.compile(r" ?[-—~至到] ?")
FROM = re.compile(r"[由从自]约?$")  # 由10%至15% is a change
MIN_SCALED = 1000  # from here on a number may have been multiplied out
PERCENTS: dict[str, Kind] = {"%": "percent", "倍": "multiple", "个百分点": "points", "bps": "points", "个基点": "points"}
SIGN_OF = re.compile(r"(?:^|[^\d%A-Za-z万亿元个倍])$")  # what a sign follows; in 10%-15% it is a dash


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
    number = (
        r"(?P<number>[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-+]?\d+(?:\.\d+)?"
        r"|[零一二两三四五六七八九][十百千零一二三四五六七八九]*|十[一二三四五六七八九]?)"
    )
    scale = "(?P<scale>万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千(?!瓦|米|克|帕|兆|字节|焦|伏|赫)|[KMBTk](?![A-Za-z0-9/])|[mb]illion|trillion)?"
    money = "|".join(sorted(map(re.escape, currencies), key=lambda w: (-len(w), w)))
    unit = "|".join(sorted((word_unit(u) for u in units), key=lambda w: (-len(w), w)))
    prefix = "(?P<before>" + "|".join(re.escape(sign) for sign in sorted({*SIGNS, *NAMES}, key=lambda sign: (-len(sign), sign))) + ")?"
    percent = "(?P<percent>%|个百分点|倍|成(?![立功为本果都员交长熟型品分套份])[一二三四五六七八九]?|bps|个基点)"
    measure = rf"(?:{percent}|(?P<money>{money})|(?P<unit> ?(?:{unit})))?"
    pattern = rf"(?<![A-Za-z\d.]){prefix} ?{number} ?{scale}(?P<more>余|多|左右)?{measure}"
    return Units(re.compile(pattern), currencies)


def word_unit(unit: str) -> str:
    """A unit as a pattern: one that ends in a Latin letter is not the start of a longer word."""
    return re.escape(unit) + ("(?![A-Za-z])" if unit[-1].isascii() and unit[-1].isalpha() else "")


def find_quantities(text: str, units: Units, taken: Sequence[tuple[int, int]] = ()) -> Iterator[Quantity]:
    """Yield the figures of a sentence that do not touch the spans in `taken` (names and times); both ends of a range are marked so."""
    found = [q for match in units.pattern.finditer(text) if not touches(match, taken) and (q := read_quantity(text, match, units)) is not None]
    for index in range(1, len(found)):
        found[index - 1 : index + 1] = as_range(text, found[index - 1], found[index])
    yield from found


def touches(match: re.Match[str], taken: Sequence[tuple[int, int]]) -> bool:
    return any(start < match.end() and match.start() < end for start, end in taken)


def read_quantity(text: str, found: re.Match[str], units: Units) -> Quantity | None:
    """The figure, or None where the number is part of a word, an article, or no sure number."""
    if any(NO_FIGURE.match(text, end) for end in (found.end("number"), found.end())) or text[: found.start()].endswith("分之"):
        return None
    raw, scale, percent, unit = found["number"], found["scale"] or "", found["percent"], (found["unit"] or "").strip() or None
    measured = bool(scale or percent or found["money"] or unit)
    chinese = not any(c.isdigit() and c.isascii() for c in raw)
    if chinese and (not measured or (found["number"] == "一" and unit) or UNSURE.search(text[: found.start()])):
        return None  # 一家, 数十亿
    if not measured and latin(text[found.end() : found.end() + 1]):
        return None  # 4G, 3D: part of a word
    start = found.start()
    if raw[0] in "-+" and not SIGN_OF.search(text[:start]):
        raw, start = raw[1:], start + 1
    number = Decimal(chinese_number(raw)) if chinese else Decimal(raw.replace(",", ""))
    number *= SCALES.get(scale) or LETTERS.get(scale) or 1
    if percent:
        return of_percent(found, start, number, percent, bound_of(text, start))
    currency = currency_of(found, units)
    if "美分" in (found["money"] or ""):
        number /= 100
    kind: Kind = "money" if currency else "number"
    return Quantity(start, found.end(), text[start : found.end()], plain(number), unit, currency, kind, bound_of(text, start))


def of_percent(found: re.Match[str], start: int, number: Decimal, sign: str, bound: Bound) -> Quantity:
    """A percentage, points or a multiple; 七成五 is 75 %."""
    if sign.startswith("成"):
        number = number * 10 + DIGITS.get(sign[1:], 0)
    kind = PERCENTS.get(sign, "percent")
    text = found[0][start - found.start() :]
    return Quantity(start, found.end(), text, plain(number), "%" if kind == "percent" else None, None, kind, bound)


def currency_of(found: re.Match[str], units: Units) -> str | None:
    """ISO 4217, of the sign or word before the number or the word after it."""
    before, after = found["before"] or "", found["money"] or ""
    named = NAMES.get(before) or SIGNS.get(before)
    return named if named and after in ("", "元") else units.currencies.get(after) or named


def as_range(text: str, first: Quantity, second: Quantity) -> tuple[Quantity, Quantity]:
    """10-15%, 5亿至8亿元: the first figure has what the second has, where it has none of its own."""
    measured = second.unit or second.currency or second.kind != "number" or any(word in second.text for word in SCALES)
    if not RANGE.fullmatch(text[first.end : second.start]) or not measured or FROM.search(text[: first.start]):
        return first, second
    bare = not first.unit and not first.currency and first.kind == "number"
    if not bare and (first.unit, first.currency, first.kind) != (second.unit, second.currency, second.kind):
        return first, second
    scale = next((by for word, by in SCALES.items() if bare and word in second.text and first.value < MIN_SCALED), 1)
    lower = replace(first, value=first.value * scale, unit=second.unit, currency=second.currency, kind=second.kind, bound="range")
    return lower, replace(second, bound="range")


def latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


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
            return found
    return ""
