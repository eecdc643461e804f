"""Rounds of funding: who raised how much in which round, who put it in, over the clauses that tell of one round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.clauses import Chunk, Parsed, Signal
from kg.frames.lexicon import Frame, Lexicon, Slot
from kg.frames.matching import Match
from kg.frames.roles import Context, Filled, as_class, find_subject, fits, take
from kg.mentions import Mention, Quantity

ROUND = r"(?:Pre-)?(?:[A-H](?:\d|\+{1,2})?(?:[-+][A-H]?\d?)?轮|IPO轮?)|天使\+?轮|种子轮|战略轮|新一轮|首轮|本轮|一轮|两轮|数轮|新资金"
WORDS = "融资|募资|定增|定向增发|可转债|私募|首次公开募股|首次公开发行|集资|增发"
RAISED = re.compile(
    rf"(?:(?:{ROUND})[^，。；：]{{0,4}}?)?(?:{WORDS})额?|{ROUND}|筹[得集]|募[得集]|融到|融得|融了|吸引到|发行股票|净筹|净募"
    r"|(?:拿到|获得|斩获|收获|揽入)了?(?=[约近逾超合计共]{0,2}[\d.]+[亿千百万]*[美欧日港韩]?元[^。；]{0,30}?(?:领投|跟投|参投|出资方|投资方|投后|投前|估值))"
)
LISTING = re.compile(
    r"登陆(?:A股|港股|科创板|创业板|北交所|港交所|纳斯达克|纽交所|上交所|深交所|主板|资本市场)|赴[港美][^，。；]{0,4}上市|在(?:港交所|纳斯达克|纽交所|上交所|深交所|香港|科创板|创业板|北交所|东京)[^，。；]{0,10}?(?:上市|挂牌)"
    r"|挂牌上市|(?:IPO|上市|首次公开发行)[^，。；]{0,8}?申请|递交[^，。；]{0,8}?(?:招股书|上市申请)|招股书|启动[^，。；]{0,10}?(?:IPO|上市)|筹备[^，。；]{0,6}?(?:IPO|上市)|首次公开(?:募股|发行)"
)
EVENT = re.compile(r"(?:完成|获得?|敲定|官宣|宣布|启动|寻求|进行|开展|筹备|结束|关闭|收到|拿到|披露|开启|推进|迎来|斩获|公布)了?[^，。；]{0,14}$")
INVESTING = re.compile(
    r"领投(?:方|者)?的?[是为]|(?:悉数|均|也|亦|共同|一同|等)参与|领投|跟投|参投|入局|坐镇|有出资|在(?:股东|出资方|投资方|投资人|跟投方|投资者)(?:之列|名单)|在列|独家投资|均有认购|加持|共同投资|联合投资|参与了?(?:本轮|此轮|这一轮|该轮|跟投|其中)|牵头|领衔|领头|主投|跟进|压阵|加码|(?:一道|一同|一起|共同|联合|均)出资|均?有份|参与其中|认购其中|(?:以|作为)基石|是基石"
    r"|投资(?:方|者)(?:还)?(?:包括|为|有)|(?:同台|出资|参投|跟投|入局)的(?:还)?(?:有|包括)|出资方(?:包括|为)|领投方(?:为|是)|股东名单"
)
GIVEN = re.compile(r"(?:获得?|拿到|引入|得到|接受|[、与和及])$")  # 获 A、B 2 亿元 C 轮
OWNED = re.compile(r"的?(?:[约近逾超共计]{0,2}[\d.]+[亿千百万]*[美欧日港韩]?元的?)?")  # X 的 17 亿欧元 C 轮, X 6.75 亿美元的 B 轮
LISTS_AFTER = re.compile(r"(?:方|者|的)(?:还)?(?:包括|为|有)|领投.*[是为]|^股东名单|坐镇")
TOTAL = re.compile(
    r"(?:总?金额|规模|总额|共计|合计|募资|总计|额度|募集|认购金额|发行规模|获得|拿到|锁定|收到|达到?|吸引到|融得|融到)[^，。；\d]{0,8}$"
)
NOT_RAISED = re.compile(r"(?:估值|市值|投前|投后)[^，。；融募筹集]{0,10}$")
VALUED = re.compile(r"^(?:的?(?:投前|投后)?(?:估值|市值)|的?收购)")
INVESTOR = ("Company", "Person", "Organization", "GovernmentBody", "ResearchOrganization")
GIVING = re.compile(r"参与|领投|跟投|参投|投过|投了|入股|注资|增资|收购|认购|投资方")
FAR = 18  # characters between the money and the word of the round


@dataclass(frozen=True, slots=True)
class Raise:
    """A round: who, how much (None: untold), the word that tells of it."""

    subject: Mention
    quantity: Quantity | None
    cue: Signal
    carried: str


def find_rounds(context: Context) -> Iterator[Raise]:
    """Each word of a round with its money and the company that it stands with, then those without money; going public too."""
    parsed = context.parsed
    told: set[tuple[str, int | None]] = set()
    cues = [(f, False) for f in RAISED.finditer(parsed.text)] + [(f, True) for f in LISTING.finditer(parsed.text)]
    rounds = [(f, money_of(parsed, f), listing) for f, listing in cues if not parsed.in_brackets(f.start()) and not inside_mention(parsed, f)]
    for found, quantity, listing in sorted(rounds, key=lambda r: (r[1] is None, r[0].start())):
        if quantity is None and not listing and not EVENT.search(parsed.text[: found.start()]):
            continue
        holder = holder_of(context, found, quantity)
        if holder is None or holder.how == "earlier":
            continue
        cue = Signal(found.start(), found.end(), found[0], frozenset())
        for mention in holder.mentions if quantity is None else holder.mentions[:1]:
            label = mention.entity.label
            if (label, quantity.start if quantity else None) not in told and (quantity is not None or all(label != other for other, _ in told)):
                told.add((label, quantity.start if quantity else None))
                yield Raise(as_class(context.schema, mention, ("Organization",)), quantity, cue, holder.how)


def inside_mention(parsed: Parsed, found: re.Match[str]) -> bool:
    whole = [m for m in parsed.read.mentions if m.start <= found.start() and found.end() <= m.end]
    return any(m.classes[0] not in ("Software", "Technology", "Hardware") for m in whole)


def money_of(parsed: Parsed, found: re.Match[str]) -> Quantity | None:
    """The money nearest to the word in its clause, no valuation; else the sum that the next clause opens with."""
    clause = parsed.clause_of(found.start())
    sums = [q for q in parsed.read.quantities if q.kind == "money" and q.currency]
    sums = [q for q in sums if not VALUED.match(parsed.text[q.end :]) and not NOT_RAISED.search(parsed.text[: q.start])]
    here = [q for q in sums if parsed.clause_of(q.start) == clause and max(found.start() - q.end, q.start - found.end()) <= FAR]
    if here:
        return min(here, key=lambda q: max(found.start() - q.end, q.start - found.end()))
    after = [q for q in sums if parsed.clause_of(q.start) == clause + 1 and TOTAL.search(parsed.text[parsed.borders[clause + 1] : q.start])]
    return after[0] if after else None


def holder_of(context: Context, found: re.Match[str], quantity: Quantity | None) -> Filled | None:
    """…融资的 X, else the subject of the clause."""
    parsed = context.parsed
    slot = Slot("S", (), ("Company",))
    before = [c for c in reversed(parsed.chunks) if c.end <= found.start() and (not c.prep or parsed.text.startswith("的", c.end))]
    owner = next((c for c in before if OWNED.fullmatch(parsed.text[c.end : found.start()]) and not GIVEN.search(parsed.text[: c.start])), None)
    possessed = take(context, owner, slot) if owner is not None else None
    if possessed is not None:
        return possessed
    if GIVING.search(parsed.text[parsed.borders[parsed.clause_of(found.start())] : found.start()]):
        return None
    end = max(found.end(), quantity.end if quantity is not None and quantity.start - found.end() < FAR else 0)
    if parsed.text.startswith("的", end):
        clause = parsed.clause_of(end)
        heads = [c for c in parsed.chunks if c.clause == clause and c.start > end and c.start - end < FAR and not c.prep]
        filled = take(context, heads[0], slot) if heads else None
        if filled is not None:
            return filled
    start = min(found.start(), quantity.start if quantity is not None and quantity.end <= found.start() else found.start())
    told = possessor(context, parsed.clause_of(found.start()), slot)
    if told is not None and not any(c.clause == parsed.clause_of(found.start()) and not c.prep and c.end <= start for c in parsed.chunks):
        return told
    return find_subject(context, slot, start, person=True, attributive=True)


def possessor(context: Context, clause: int, slot: Slot) -> Filled | None:
    """把 X 的新一轮融资推进至交割，募集…: whose round the clause before tells of by 的."""
    parsed = context.parsed
    for found in RAISED.finditer(parsed.text, parsed.borders[clause - 1] if clause else 0, parsed.borders[clause]):
        owner = next((c for c in parsed.chunks if c.end < found.start() and OWNED.fullmatch(parsed.text[c.end : found.start()])), None)
        if owner is not None:
            return take(context, owner, slot, "carried")
    return None


def find_investors(context: Context, lexicon: Lexicon) -> Iterator[Match]:
    """A 领投，B、C 跟投; 由 A 领投; 投资方包括 A: into the company whose round the clauses before tell of."""
    parsed, frame = context.parsed, lexicon.predicates.get("investsIn")
    if frame is None:
        return
    for found in INVESTING.finditer(parsed.text):
        clause = parsed.clause_of(found.start())
        target = funded(context, clause, parsed.text.startswith("的", found.end()))
        if target is None:
            continue
        verb = Signal(found.start(), found.end(), found[0], frozenset())
        plain = Frame(frame.predicate, (), (), (), "", frame.place)
        for investor in investors(context, clause, found, target):
            who, into = as_class(context.schema, investor, ("Agent",)), as_class(context.schema, target, ("Organization",))
            yield Match(plain, parsed, verb, who, into, how="investor", carried="own")


def funded(context: Context, clause: int, relative: bool) -> Mention | None:
    """The company whose round the clause or the nearest before it tells of; `relative`: 拿到 A 牵头的 B 轮."""
    parsed = context.parsed
    for number in range(clause, -1, -1):
        span = parsed.borders[number], parsed.clause_end(number)
        for found in (*RAISED.finditer(parsed.text, *span), *LISTING.finditer(parsed.text, *span)):
            holder = holder_of(context, found, money_of(parsed, found))
            if holder is None or holder.how == "earlier":
                continue
            if relative or number < clause or holder.how != "own" or parsed.text.startswith("的", found.end()):
                return holder.mentions[0]
    return None


def investors(context: Context, clause: int, found: re.Match[str], target: Mention) -> list[Mention]:
    """The agents before the word in its clause, and those of the clauses before that hold nothing but names of the same list."""
    parsed = context.parsed
    if LISTS_AFTER.search(found[0]):
        after = [c for c in parsed.chunks if c.clause == clause and c.start >= found.end() - 2 and not is_owner(context, c)]
        names = [m for c in after for m in agents(context, c, target)]
        if names or "坐镇" not in found[0]:
            return names
    here = [c for c in parsed.chunks if c.clause == clause and c.end <= found.start()]
    here = [c for c in here if c.prep in ("", "由", "获", "被", "有", "获得", "包括", "与", "和") and not is_owner(context, c)]
    for number in range(clause - 1, -1, -1):
        lone = [c for c in parsed.chunks if c.clause == number]
        words = parsed.text[parsed.borders[number] : parsed.clause_end(number) - 1].strip()
        if len(lone) != 1 or lone[0].prep or words != parsed.text[lone[0].start : lone[0].end]:
            break
        here = lone + here
    return [m for c in here for m in agents(context, c, target)]


def agents(context: Context, chunk: Chunk, target: Mention) -> list[Mention]:
    return [m for m in chunk.mentions if m.classes[0] in INVESTOR and fits(context.schema, m, ("Agent",)) and m.entity != target.entity]


def is_owner(context: Context, chunk: Chunk) -> bool:
    """亚马逊创始人贝佐斯: the body only says who the person is."""
    return chunk.modifies is not None and any(m.classes[0] in INVESTOR for m in context.parsed.chunks[chunk.modifies].mentions)


__all__ = ["Raise", "find_investors", "find_rounds"]
