"""Which entry a known name stands for, and whether an ordinary word is a name, by the words about it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.mentions.names import Known
from kg.mentions.raw import AGENT_LIKE, Raw
from kg.mentions.types import Types, word_tags

AGENTIVE = re.compile(
    r"(?:公司|集团|科技|汽车|手机|官方|首席|创始|CEO|旗下|团队|宣布|发布|推出|表示|称|披露|公布|正式|方面|发言人|高管|则|也|还|将|已|与|和|、|于|在|计划|拟|计|自研|云|股价|\(|的|今|昨|近|首|开|上线|收购|投资|预计|回应|拒绝|，\w?月|\d+月|当|同|把|因|被|一|二|三|四|上半年|全年|季|收入|营收|净利|市值|概念|产业链|生态|芯片|iPhone|[A-Z]|将|未|并|亦|仍|又|从|向|对|把|为|拟|官宣|拿下|获|称|高管|股|财报|业绩)"
)
JOINED = re.compile(
    r"(?:、|和|与|及|携手|联合|由|向|对|被|为|给|以及|包括|如|获|据|从|收购|并购|入股|投资|起诉|状告|约谈|处罚|调查|击败|超越|超过|加盟|加入|离开|收编|控股|联手|牵手|供货)$"
)
EMPLOYED = re.compile(r"(?:采用|使用|基于|引入|运用|借助|结合|利用|支持|通过)$")  # before a technique
COMMON_WORD = 2  # Chinese names of so many characters may be ordinary words
PROPER = ("nr", "nrt", "nrfg", "nt", "nz")  # parts of speech of proper names


def by_context(text: str, start: int, end: int, entries: list[Known], types: Types) -> Known:
    """Of several entries of one name, the one whose class the words about it say."""
    if len(entries) > 1:
        for class_ in (types.class_after(text, end), types.class_before(text, start)):
            for entry in entries:
                if entry.class_ == class_:
                    return entry
        if text[start:end] in types.slots["platforms"] and {"Company", "Software"} <= {entry.class_ for entry in entries}:
            class_ = firm_or_platform(text, start, end, types)
            return next((entry for entry in entries if entry.class_ == class_), entries[0])
    return entries[0]


def firm_or_platform(text: str, start: int, end: int, types: Types) -> str | None:
    """Whether a name that a company and its product share (微信) stands for the one or the other; None where nothing says so."""
    lead, tail = text[max(0, start - 8) : start], text[end : end + 8].lstrip("”)》")
    scores = {class_: bool(types.cues[class_][0].search(lead)) + bool(types.cues[class_][1].match(tail)) for class_ in ("Company", "Software")}
    return max(scores, key=lambda c: scores[c]) if scores["Software"] != scores["Company"] else None


def is_word(form: str, entry: Known, types: Types) -> bool:
    """Whether a guarded entry's form is the ordinary word itself: 小米, not 小米集团."""
    if form.isascii():
        return form in types.common or (form.islower() and not form[-1].isdigit()) or (len(form) < 3 and not form[-1].isdigit())
    if entry.class_ in AGENT_LIKE:
        return word_tags().get(form, "nz") not in PROPER
    return form in word_tags() or len(form) <= COMMON_WORD


def context_accepts(text: str, raw: Raw, types: Types, neighbours: Iterable[Raw]) -> bool:
    """Whether the words about an ordinary word show that it is the name."""
    class_ = raw.classes[0]
    if types.class_after(text, raw.end) == class_ or types.class_before(text, raw.start) == class_:
        return True
    before, after = text[max(0, raw.start - 2) : raw.start], text[raw.end : raw.end + 4]
    if before.endswith(("“", "《")) and after.startswith(("”", "》")):
        return True
    if class_ in AGENT_LIKE:
        near = any(
            0 <= other.start - raw.end <= 2 or 0 <= raw.start - other.end <= 2 for other in neighbours if other is not raw and not other.doubtful
        )
        return near or bool(AGENTIVE.match(after)) or bool(JOINED.search(before))
    if raw.form.isascii():
        return (raw.form not in types.common and not raw.form.islower()) or (class_ == "Technology" and bool(EMPLOYED.search(before)))
    return False
