"""What else a clause says of its statement: dates, amounts, places, rounds, percentages, factors."""

from __future__ import annotations

import re

from kg.clauses import Parsed
from kg.frames.dates import dates_of
from kg.frames.matching import Match
from kg.frames.roles import Context, as_class
from kg.mentions import Quantity
from kg.model import Entity, Modality, Money, Qualifier
from ontology.schema import Schema

ROUND = re.compile(
    (
        r"(?:Pre-)?[A-H](?:\d|\+{1,2})?(?:[-+][A-H]?\d?)?轮|天使轮|种子轮|战略轮|战略融资|IPO|首次公开募股|首次公开发行|"
        r"定向增发|定增|私募|可转债|D\+轮|首轮|Pre-IPO轮?|港股上市|科创板"
    ),
    re.I,
)
FALL = re.compile(r"下调|降|跌|减少|下滑|便宜|回落|砍|缩减|收窄|萎缩|缩水|走低|-")
RISE = re.compile(r"上调|涨|升|增|提高|扩大|攀升|走高|翻")
# 同比增长5%，至1360.91亿元
GROWN = re.compile(r"同比(增长|下降|下滑|减少|增加|大增|上升|提升|回落)(?:约|近|超)?(\d+(?:\.\d+)?)%[，,]?(?:至|到|达|达到|为)约?$")
CHANGE_REACH = 24  # characters between a number and its change


def qualifiers_of(context: Context, match: Match, planned: int, modality: Modality) -> dict[str, Qualifier]:
    """The qualifiers that the predicate allows and the sentence gives, by name."""
    allowed, schema = match.frame.predicate.qualifiers, context.schema
    found: dict[str, Qualifier] = {}
    if "date" in allowed:
        found |= dates_of(context, match, planned, modality)
    if "amount" in allowed:
        found |= amount(match)
    if "place" in allowed:
        found |= places(match, schema)
    if "round" in allowed:
        named = ROUND.search(match.parsed.text)
        found |= {"round": named[0]} if named else {}
    if "percent" in allowed:
        found |= percent(match)
    if "factor" in allowed:
        found |= factor(match)
    for name in ("role", "title", "setting", "metric", "unit", "matter", "round"):
        value = match.frame.option(name)
        if value and name in allowed and name not in found:
            found[name] = value
    return found


def amount(match: Match) -> dict[str, Qualifier]:
    """The money nearest to the word in its clause or the next one."""
    parsed, verb = match.parsed, match.verb
    clause = parsed.clause_of(verb.start)
    money = [q for q in parsed.read.quantities if q.kind == "money" and q.currency and abs(parsed.clause_of(q.start) - clause) <= 1]
    money = [q for q in money if not re.search(r"(估值|市值|收入|营收|净利润|亏损)[^，。]{0,8}$", parsed.text[max(0, q.start - 12) : q.start])]
    if not money:
        return {}
    nearest = min(money, key=lambda q: (abs(parsed.clause_of(q.start) - clause), abs(q.start - verb.start)))
    return {"amount": Money(nearest.value, nearest.currency or "")}


def places(match: Match, schema: Schema) -> dict[str, Qualifier]:
    """Places that the sentence names behind 对, 向, 在, or before 用户, 市场: the object's and subject's own names left out."""
    found: list[Entity] = []
    for chunk in match.parsed.chunks:
        for mention in chunk.mentions:
            if mention is match.subject or mention is match.object or not any(schema.is_a(c, ("Place",)) for c in mention.classes):
                continue
            after = match.parsed.text[mention.end : mention.end + 4]
            if chunk.prep in ("对", "向", "在", "往", "面向", "从", "于") or re.match(r"用户|市场|地区|境内|出口|客户|企业|大陆", after):
                place = as_class(schema, mention, ("Place",)).entity
                if place not in found and (match.subject is None or place.label != match.subject.entity.label):
                    found.append(place)
    return {"place": tuple(found) if len(found) > 1 else found[0]} if found else {}


def percent(match: Match) -> dict[str, Qualifier]:
    """By how many percent a price moves: 下调 97% is -97."""
    parsed = match.parsed
    clause = parsed.clause_of(match.verb.start)
    for quantity in parsed.read.quantities:
        if quantity.kind == "percent" and parsed.clause_of(quantity.start) in (clause, clause + 1):
            before = parsed.text[max(0, quantity.start - 12) : quantity.start] + match.verb.text
            return {"percent": -abs(quantity.value) if FALL.search(before) and not re.search(r"涨|上调|提高|提价", before) else quantity.value}
    return {}


def factor(match: Match) -> dict[str, Qualifier]:
    """快 14% is 1.14, 20 倍 is 20."""
    parsed = match.parsed
    clause = parsed.clause_of(match.verb.start)
    for quantity in parsed.read.quantities:
        if parsed.clause_of(quantity.start) == clause and quantity.start >= match.verb.start:
            if quantity.kind == "multiple":
                return {"factor": quantity.value}
            if quantity.kind == "percent" and re.search(r"快|高|提升|提高|多|强|领先|优|增", parsed.text[match.verb.start : quantity.start]):
                return {"factor": round(1 + quantity.value / 100, 6)}
    return {}


def change_after(parsed: Parsed, quantity: Quantity) -> float | int | None:
    """The year-on-year change that follows a figure: 同比增长 94%."""
    end = quantity.end
    before = GROWN.search(parsed.text[: quantity.start])
    if before:
        return -float(before[2]) if FALL.search(before[1]) else float(before[2])
    for later in parsed.read.quantities:
        if later.start < end:
            continue
        between = parsed.text[end : later.start]
        if later.start - end > CHANGE_REACH or "环比" in between:
            return None
        if later.kind == "percent" and re.search(r"同比|较上年|较去年|年增|年减|同增|比上年|上年同期|年升|年降|按年", between):
            return -abs(later.value) if FALL.search(between) and not RISE.search(between) else later.value
        if later.kind != "percent":
            return None
        if not re.search(r"增|降|跌|升|滑", between):
            return None
        return -abs(later.value) if FALL.search(between) and not RISE.search(between) else later.value
    return None


def period_of(parsed: Parsed, place: int, earlier: str | None) -> str | None:
    """The period of a figure: the nearest time before it in the sentence, else the next one in its clause, else the paragraph's."""
    times = [t for t in parsed.read.times if t.iso and t.kind in ("period", "date")]
    usable = [t for t in times if t.kind == "period" or len(str(t.iso)) <= 7]
    before = [t for t in usable if t.end <= place]
    if before:
        return before[-1].iso
    clause = parsed.clause_of(place)
    after = [t for t in usable if t.start >= place and parsed.clause_of(t.start) == clause]
    return after[0].iso if after else earlier
