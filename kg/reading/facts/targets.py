"""Lines -> a company's target price."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.model import Number
from kg.reading.facts.lines import FactLine

CURRENCIES = {
    **dict.fromkeys(("港元", "港币", "HKD", "HK$"), "HKD"),
    **dict.fromkeys(("美元", "USD", "US$", "$"), "USD"),
    **dict.fromkeys(("人民币", "元人民币", "元", "RMB", "CNY"), "CNY"),
    **dict.fromkeys(("新台币", "元新台币"), "TWD"),
    "日元": "JPY",
    "欧元": "EUR",
    "英镑": "GBP",
    "韩元": "KRW",
    "新加坡元": "SGD",
    "加元": "CAD",
    "澳元": "AUD",
}
UNIT = "(?:" + "|".join(sorted((re.escape(unit) for unit in CURRENCIES), key=len, reverse=True)) + ")"
AMOUNT = r"([\d,]+(?:\.\d+)?)(?![\d.,]*\s*[-—–~～])"
TARGET = re.compile(
    rf"目标价(?:格|位)?\s*(?:[（(]\s*(?P<head>{UNIT})\s*[)）])?\s*"
    rf"(?:(?:由|从)(?:此前的|原来的|原)?\s*(?P<u1>{UNIT})?\s*(?P<old>[\d,]+(?:\.\d+)?)\s*(?P<u2>{UNIT})?\s*)?"
    rf"(?:上调|下调|调升|调降|调高|调低|调整|提高|降)?(?:[至到为：:]|\s)*\s*(?P<u3>{UNIT})?\s*(?P<new>{AMOUNT})\s*(?P<u4>{UNIT})?"
    rf"|(?:target price|price target|TP)\s*(?:of|is|to|:)?\s*(?P<u5>{UNIT})\s*(?P<english>{AMOUNT})",
    re.I,
)
BEFORE = re.compile(rf"(?:上次|前次|此前|原|previous)\s*目?标?价?\s*(?:[:：为]|target price:?)?\s*(?P<u>{UNIT})?\s*(?P<old>[\d,]+(?:\.\d+)?)", re.I)


def target_prices(lines: Sequence[FactLine]) -> tuple[Number | None, Number | None, str | None]:
    """The target price, the one before, and their currency, from the first lines that say them."""
    price: Number | None = None
    previous: Number | None = None
    currency: str | None = None
    for line in lines:
        if line.kind in ("disclaimer", "contents", "note", "furniture") or not re.search(r"目标价|target|TP", line.text, re.I):
            continue
        for found in TARGET.finditer(line.text):
            unit = next((found[name] for name in ("head", "u1", "u2", "u3", "u4", "u5") if found[name]), None)
            if price is None and unit is not None:
                price, currency = number(found["new"] or found["english"]), CURRENCIES.get(unit, CURRENCIES.get(unit.upper()))
            if previous is None and found["old"] and number(found["new"]) == price:
                previous = number(found["old"])
        if previous is None and price is not None and (earlier := BEFORE.search(line.text)):
            previous = number(earlier["old"])
    return price, previous, currency


def number(text: str | None) -> Number | None:
    if not text or not text.strip(",."):
        return None
    value = float(text.replace(",", ""))
    return int(value) if value.is_integer() else value
