"""Money of a financial report that has no metric's word of its own: 经调整 EBITA 548.53 亿元, 云服务贡献 2.35 亿元, 以 5.67 亿元的体量."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.clauses import Parsed, Signal
from kg.frames.lexicon import Slot
from kg.frames.roles import Context, Filled, find_subject
from kg.mentions import Quantity
from ontology import Ontology

KINDS = ("financial", "segment", "earning", "size", "deal")
LINK = (
    r"(?:则|也|亦|均|分别|仅|只|约|共|合计|已|首次|首破|首度|达到?|可达|高达|为|是|超过?|逾|近|接近|逼近|突破|站上|有|"
    r"升至|降至|增至|提升至|：)*"
)
NAME = r"([\u4e00-\u9fffA-Za-z0-9 \-/]{2,12}?)"
GROWTH = re.compile(r"同比|增长|下降|增速|增加|减少|提升|提高|下滑|上升|上涨|下跌|缩短|降低|便宜|增幅|降幅|多出|节省")
MARKET = re.compile(r"同类|同业|竞品|可比公司|业内|业界|全球|全国|我国|国内|行业|市场|海外|中国")


@dataclass(frozen=True, slots=True)
class Business:
    """words/business.tsv as patterns."""

    financial: re.Pattern[str]
    deal: re.Pattern[str]
    noun: re.Pattern[str]  # a noun and a copula before the money
    segment: re.Pattern[str]  # a part of a business and what it earns
    earning: re.Pattern[str]  # the verb alone
    part: re.Pattern[str]  # a part of a business at the head of a clause
    size: re.Pattern[str]  # behind the money


@lru_cache(maxsize=4)
def read_business(ontology: Ontology) -> Business:
    words: dict[str, str] = {}
    for row in ontology.rows("words", "business.tsv"):
        if len(row.cells) != 2 or row.cells[0] not in KINDS:
            raise row.fault(f"needs two columns: one of {', '.join(KINDS)}, words (|)")
        words[row.cells[0]] = "(?:" + "|".join(map(re.escape, sorted(row.cells[1].split("|"), key=lambda w: (-len(w), w)))) + ")"
    aside = r"(?:\([^)]*\))?"
    return Business(
        re.compile(words["financial"]),
        re.compile(words["deal"]),
        re.compile(rf"{NAME}(?:最高|最大|最多|最低|至少|不少于|不低于|{LINK})$"),
        re.compile(rf"(?:^|其中|而|另外|另)?({NAME[1:-1]}{words['segment']}){aside}(?:的)?{LINK}{words['earning']}?了?{LINK}$"),
        re.compile(rf"^(?:则|也|亦|共|合计|全年|当季|当期|期内|为公司|为集团|分别|已)*{words['earning']}了?{LINK}$"),
        re.compile(rf"([\u4e00-\u9fffA-Za-z0-9 \-/]{{0,10}}?{words['segment']}){aside}"),
        re.compile(rf"的{words['size']}"),
    )


def find_business(context: Context, business: Business, quantity: Quantity, among: bool) -> tuple[Signal, Filled] | None:
    """The noun whose figure the money is, and whose business that is; `among`: the sentence has told such a figure before."""
    parsed = context.parsed
    before = parsed.text[parsed.borders[parsed.clause_of(quantity.start)] : quantity.start]
    financial = business.financial.search(parsed.text) is not None
    if not (among or financial) or GROWTH.search(before) or MARKET.search(before) or parsed.text.startswith("级", quantity.end):
        return None
    cue = None if business.deal.search(before) else noun_before(business, quantity, before, financial)
    cue = cue or noun_of_clause_before(parsed, business, quantity, before)
    if cue is None:
        return None
    filled = find_subject(context, Slot("S", (), ("Organization",)), cue.start, person=True, attributive=True)
    return (cue, filled) if filled is not None and is_sure(context, filled) else None


def is_sure(context: Context, filled: Filled) -> bool:
    """One name, no place, of the sentence at hand or the company that the report rates."""
    who = filled.mentions[0]
    return len(filled.mentions) == 1 and who.classes[0] != "Place" and (filled.how != "earlier" or who is context.about)


def noun_before(business: Business, quantity: Quantity, before: str, financial: bool) -> Signal | None:
    """云服务贡献 2.35 亿元, 生产控制类(MES)3.30 亿元, 经调整 EBITA 548.53 亿元."""
    found = business.segment.search(before) or (business.noun.search(before) if financial else None)
    if found is None:
        return None
    start = quantity.start - len(before) + found.start(1)
    return Signal(start, start + len(found[1]), found[1], frozenset({"metric"}))


def noun_of_clause_before(parsed: Parsed, business: Business, quantity: Quantity, before: str) -> Signal | None:
    """数字化管理类仍是基本盘，贡献 12.59 亿元; AIoT 类异军突起，以 5.67 亿元的体量….."""
    clause = parsed.clause_of(quantity.start)
    sized = before in ("以", "凭", "凭借", "以约") and business.size.match(parsed.text, quantity.end)
    if not clause or not (sized or business.earning.match(before)):
        return None
    found = business.part.match(parsed.text, parsed.borders[clause - 1], parsed.clause_end(clause - 1))
    return Signal(found.start(1), found.end(1), found[1], frozenset({"metric"})) if found else None


__all__ = ["Business", "find_business", "read_business"]
