"""Prices without a metric's word: 每百万输入 tokens 4 元, 66 元/月, 4299 元起, 256 GB 版 3499 美元."""

from __future__ import annotations

import re

from kg.clauses import Parsed, Signal
from kg.frames.figures import Value, relative_head
from kg.frames.lexicon import Lexicon, Slot
from kg.frames.roles import Context, find_subject
from kg.mentions import Quantity

PER = re.compile(
    r"每(?:个|台|张|颗|位|名|辆|套|股|人|单|次|年|月|天|小时|分钟|秒|千|万|百万|一?百万个|1M|KK|千个|用户|"
    r"账户|席位)?[^，。；元]{0,16}?$"
)
PER_AFTER = re.compile(r"^(?:/|每)(?:月|年|人|用户|台|张|颗|辆|套|百万|千|万|次|小时|GB|tokens?|席位|天|单|股)[^，。；、()]{0,8}")
BATCH = re.compile(r"(?<![每\d])((?:千|百万|万|亿|1K|1M)\s*(?:输入|输出)?\s*(?:tokens?|Tokens?|字))(?:仅|只要|只需|约|为|低至|低到)*$")
EDITION = re.compile(r"(?:版本?|款|机型|车型|型号|套餐|一档|配置|整机|整车|单机|裸机|单台|单颗|国行)(?:则|均|仅|只要|只需|为|约|卖|是)*$")
ONLY = re.compile(r"(?:只要|只需|仅需|仅售|现售|现价|只卖|卖到|要价|叫价|开价|标价|只收|首发)(?:为|约|仅)?$")
STARTING = re.compile(r"^(?:起售?|即可|包月|一年|一个月|开售|的起步价|的入门|的价格|的售价)")


def price(context: Context, lexicon: Lexicon, quantity: Quantity) -> Value | None:
    """每百万输入 tokens 4 元, 66 元/月, 4299 元起: a price without a word for it."""
    parsed = context.parsed
    if quantity.kind != "money" or "costs" not in lexicon.predicates:
        return None
    per = price_unit(parsed, quantity)
    before = parsed.text[parsed.borders[parsed.clause_of(quantity.start)] : quantity.start]
    if per is None and not (STARTING.match(parsed.text[quantity.end :]) or EDITION.search(before) or ONLY.search(before)):
        return None
    frame = lexicon.predicates["costs"]
    slot = Slot("S", (), frame.predicate.domain)
    cue = Signal(quantity.start, quantity.end, quantity.text, frozenset({"metric"}))
    filled = (
        relative_head(context, slot, quantity.end + 2)
        if STARTING.match(parsed.text[quantity.end :]) and parsed.text[quantity.end + 1 : quantity.end + 3] in ("的", "起的")
        else None
    )
    filled = filled or find_subject(context, slot, quantity.start, person=True, attributive=True)
    return Value(frame, cue, filled.mentions[-1] if len(filled.mentions) > 1 else filled.mentions[0], quantity, filled.how, per) if filled else None


def price_unit(parsed: Parsed, quantity: Quantity) -> str | None:
    """What a price is for: 百万输入tokens, 月, 用户/月."""
    after = PER_AFTER.match(parsed.text[quantity.end :])
    if after:
        return after[0].lstrip("/每")
    batch = BATCH.search(parsed.text[max(0, quantity.start - 26) : quantity.start])
    if batch:
        return batch[1]
    found = PER.search(parsed.text[max(0, quantity.start - 26) : quantity.start])
    return re.sub(r"(收费|定价|仅|只要|只需|约|为|售|分别|价格|要价|的)+$", "", found[0]).removeprefix("每").replace("每", "/") if found else None


__all__ = ["price"]
