"""Numbers of a sentence -> whose figure of which metric each is: the word before or after it, and the name that both belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.clauses import Parsed, Signal
from kg.frames.business import GROWTH, MARKET, Business, find_business
from kg.frames.figures import Value, directly_before, distributed, holder
from kg.frames.lexicon import Frame, Lexicon, Slot
from kg.frames.prices import price
from kg.frames.roles import Context, find_subject, take, topic
from kg.mentions import Quantity

LONGEST_LINK = 18  # characters between a metric's word and its number: 为, 达到, 已提升至, 进一步扩大到约
NEAREST = 2  # characters between a number and the metric's word after it: 的, 个
LIST = re.compile(r"[、和与及/，以]{1,2}(?:约|超|逾)?")
FORMER = re.compile(r"(?:由|从|较|自)[^，。；至到]{0,14}$")
LATTER = re.compile(r"^[^，。；]{0,10}?(?:至|到|为|扩|增|提升|升|降|减|回落|收窄)")
COPULA = re.compile(r"^(?:则|也|亦|分别|仅|约|为|是|达|达到|则为|则是|只|有|则有|录得|的|：|约为|仅为|超过|逾|近|突破|\(|以)*$")
REACHED = re.compile(r"[至到为达]|高达|超过|突破")
RANGE = re.compile(r"\s*(?:至|到|-|—|~|–|～)+\s*(?:约)?")
LIMIT = re.compile(r"以内|以下|之内|以上的|及以下|以上参数")
VERSION = re.compile(r"(?:版本号?|升级[至到为]|升[至到]|迭代[至到])(?:了|为|是)?\s*[vV]?$")
NODE = re.compile(r"\s*(?:制程|工艺|产线|节点|技术|芯片|级|FinFET|GAA)")
ACTIVE = re.compile(r"激活|活跃|有源|可用的")
TIME_UNITS = ("个月", "月", "年", "天", "周", "日", "季度", "小时", "分钟", "秒", "代", "级", "届", "步")
NAMING = re.compile(
    r"([\u4e00-\u9fffA-Za-z0-9 \-/]{2,12}?)(?:最高|最大|最多|可达|高达|达到|达|为|约|仅|超过|不少于|不低于|"
    r"最低|至少|压低至|降至|提升至|升至|只有|：)*$"
)


def find_values(context: Context, lexicon: Lexicon, business: Business) -> Iterator[Value]:
    """Every number of the sentence that a metric's word and a name claim."""
    parsed = context.parsed
    last: Value | None = None
    previous: Quantity | None = None
    for quantity in parsed.read.quantities:
        if quantity.kind in ("multiple", "points") or is_former(parsed, quantity):
            continue
        value = read_value(context, lexicon, quantity, previous, last) or figure_of_business(context, lexicon, business, quantity, last)
        if value is not None and not (value.frame.predicate.name == "reportsMetric" and is_range(parsed, quantity)):
            last = value
            yield value
        previous = quantity


def is_former(parsed: Parsed, quantity: Quantity) -> bool:
    """由 2048 增至 4096: the first number is what it was."""
    before, after = parsed.text[max(0, quantity.start - 18) : quantity.start], parsed.text[quantity.end : quantity.end + 14]
    match = FORMER.search(before)
    return bool(match) and bool(LATTER.match(after)) and not directly_before(parsed, quantity)


def read_value(context: Context, lexicon: Lexicon, quantity: Quantity, previous: Quantity | None, last: Value | None) -> Value | None:
    parsed = context.parsed
    after = cue_after(parsed, quantity)
    before = cue_before(parsed, quantity)
    for cue, side in ((after, "N V"), (before, "V N")):
        if cue is None:
            continue
        frames = [f for f in frames_of(lexicon, cue, side, quantity) if fitting(parsed, f, cue, quantity, side)]
        value = best_holder(context, frames, cue, quantity, side)
        if value is not None and not (
            value.carried != "own" and value.frame.predicate.name == "reportsMetric" and MARKET.search(words_before(parsed, cue))
        ):
            return value
    return price(context, lexicon, quantity) or parallel(context, quantity, previous, last) or technical(context, lexicon, quantity)


def words_before(parsed: Parsed, cue: Signal) -> str:
    """The words of a clause before a metric's word: whose figure it is, or that it is a whole market's."""
    return parsed.text[parsed.borders[parsed.clause_of(cue.start)] : cue.start]


def cue_after(parsed: Parsed, quantity: Quantity) -> Signal | None:
    for signal in parsed.signals:
        if "metric" in signal.kinds and 0 <= signal.start - quantity.end <= NEAREST:
            between = parsed.text[quantity.end : signal.start]
            return signal if between in ("", "的", "个", "左右", "余", "多", "的总") else None
    return None


def cue_before(parsed: Parsed, quantity: Quantity) -> Signal | None:
    """The metric's word before the number in its clause, over a list of numbers (分别为 a 和 b) or the number that it was before."""
    clause = parsed.clause_of(quantity.start)
    start = parsed.borders[clause]
    if start and parsed.text[start - 1] in "：":
        start = parsed.borders[clause - 1]
    found = [s for s in parsed.signals if "metric" in s.kinds and start <= s.start and s.end <= quantity.start]
    if not found:
        return None
    cue = found[-1]
    between = [q for q in parsed.read.quantities if cue.end <= q.start and q.end <= quantity.start and q.kind not in ("multiple", "points")]
    place = cue.end
    for number in between:
        changed = is_former(parsed, number) or directly_before(parsed, number) is not None
        if not changed and not LIST.fullmatch(parsed.text[number.end : next_number(between, number, quantity).start].strip()):
            return None
        place = number.end
    return cue if quantity.start - place <= LONGEST_LINK else None


def next_number(between: list[Quantity], number: Quantity, quantity: Quantity) -> Quantity:
    index = between.index(number)
    return between[index + 1] if index + 1 < len(between) else quantity


def frames_of(lexicon: Lexicon, cue: Signal, side: str, quantity: Quantity) -> list[Frame]:
    """The frames of a metric's word that take such a number on that side."""
    found: list[Frame] = []
    for frame in lexicon.words.get(cue.text, ()):
        slots = frame.right if side == "V N" else frame.left
        if any(s.role == "N" for s in slots) and wanted(frame, quantity) and all(f.predicate != frame.predicate for f in found):
            found.append(frame)
    return found


def fitting(parsed: Parsed, frame: Frame, cue: Signal, quantity: Quantity, side: str) -> bool:
    """Whether the words between metric and number let the number be its value: no growth, no limit, no active parameters, no count of months."""
    name = frame.predicate.name
    between = parsed.text[cue.end : quantity.start] if side == "V N" else ""
    if GROWTH.search(between) and not REACHED.search(between):
        return False
    if LIMIT.match(parsed.text, max(quantity.end, cue.end)) or (quantity.unit in TIME_UNITS and name == "reportsMetric"):
        return False
    if quantity.kind == "percent" and name in ("parameterCount", "contextLength"):
        return False
    if is_version(parsed, quantity):
        return False
    if name == "parameterCount" and ACTIVE.search(parsed.text[max(0, quantity.start - 8) : max(quantity.end, cue.end) + 4]):
        return False
    if name in ("reportsMetric", "hasSpecification") and quantity.text[0] in "一二两三四五六七八九十" and quantity.kind == "number":
        return False
    return not (quantity.kind == "percent" and name == "hasSpecification" and directly_before(parsed, quantity))


def is_range(parsed: Parsed, quantity: Quantity) -> bool:
    """107.7 亿至 112.3 亿元: guidance that is no one figure."""
    numbers = [q for q in parsed.read.quantities if q is not quantity]
    edges = [parsed.text[q.end : quantity.start] for q in numbers if q.end <= quantity.start]
    edges += [parsed.text[quantity.end : q.start] for q in numbers if q.start >= quantity.end]
    return any(RANGE.fullmatch(edge) for edge in edges)


def is_version(parsed: Parsed, quantity: Quantity) -> bool:
    """升级至 3.0, 版本号 2.0."""
    before = parsed.text[max(0, quantity.start - 6) : quantity.start]
    return quantity.kind == "number" and not quantity.unit and quantity.value < 100 and VERSION.search(before) is not None


def wanted(frame: Frame, quantity: Quantity) -> bool:
    unit = frame.option("unit")
    if unit and (quantity.unit or "") not in unit.split(","):
        return False
    kind = frame.predicate.value
    return kind in (("money", "number or money") if quantity.kind == "money" else ("number", "number or money"))


def best_holder(context: Context, frames: list[Frame], cue: Signal, quantity: Quantity, side: str) -> Value | None:
    """Of the predicates that a word may mean, the one whose kind of name is nearest."""
    found: list[tuple[int, Value]] = []
    for order, frame in enumerate(frames):
        slot = frame.slot("S")
        filled = holder(context, slot, cue, quantity, side) if slot is not None else None
        if filled is None:
            continue
        mention = distributed(context.parsed, filled, cue, quantity)
        if mention is not None:
            near = {"own": 0, "carried": 1, "earlier": 2}.get(filled.how, 3) * 100000 - (mention.start if filled.how == "own" else 0)
            found.append((near * 10 + order, Value(frame, cue, mention, quantity, filled.how)))
    return min(found, key=lambda f: f[0])[1] if found else None


def technical(context: Context, lexicon: Lexicon, quantity: Quantity) -> Value | None:
    """直径 3.8 米, 功率密度最高 750 kW: a figure with a unit of measure, whatever the word before it, is a specification of the product in hand."""
    parsed, frame = context.parsed, lexicon.predicates.get("hasSpecification")
    if frame is None or quantity.unit not in lexicon.physical or quantity.kind != "number":
        return None
    clause = parsed.clause_of(quantity.start)
    before = parsed.text[parsed.borders[clause] : quantity.start]
    words = NAMING.search(before)
    if (
        words is None
        or (quantity.unit in ("nm", "纳米") and NODE.match(parsed.text, quantity.end))
        or GROWTH.search(before)
        or any("verb" in s.kinds and len(s.text) > 1 for s in parsed.between(parsed.borders[clause], quantity.start))
    ):
        return None
    slot = Slot("S", (), ("Product", "Programme"))
    cue = Signal(quantity.start - len(words[0]), quantity.start, words[1], frozenset({"metric"}))
    filled = find_subject(context, slot, cue.start, person=True, attributive=True)
    return Value(frame, cue, filled.mentions[-1], quantity, filled.how) if filled and filled.how != "earlier" else None


def figure_of_business(context: Context, lexicon: Lexicon, business: Business, quantity: Quantity, last: Value | None) -> Value | None:
    """Among the figures of a financial report, money behind a noun is one more of them."""
    frame = lexicon.predicates.get("reportsMetric")
    if frame is None or quantity.kind != "money":
        return None
    among = last is not None and last.frame.predicate == frame.predicate and last.quantity.kind == "money"
    found = find_business(context, business, quantity, among)
    return Value(frame, found[0], found[1].mentions[0], quantity, found[1].how) if found else None


def parallel(context: Context, quantity: Quantity, previous: Quantity | None, last: Value | None) -> Value | None:
    """理想汽车为 36,279 辆, 后者 5.17 亿元: the metric of the number before, told of another name."""
    parsed = context.parsed
    if (
        last is None
        or last.frame.predicate.name == "raisesFunding"
        or quantity.kind != last.quantity.kind
        or (quantity.unit or "") != (last.quantity.unit or "")
    ):
        return None
    slot = last.frame.slot("S")
    for chunk in reversed(parsed.chunks):
        if chunk.end <= quantity.start:
            if slot is None or last.quantity.end > chunk.start or not COPULA.match(parsed.text[chunk.end : quantity.start]):
                return None
            filled = take(context, chunk, slot)
            return Value(last.frame, last.cue, filled.mentions[-1], quantity, "own", last.unit) if filled else None
    return None


__all__ = ["Value", "find_values", "topic"]
